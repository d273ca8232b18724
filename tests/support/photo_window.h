#pragma once

/// The program's window with a photo in it, without codec and engine.

#include <QImage>

#include <memory>

#include "support/fake_fill_service.h"
#include "ui/canvas/canvas_view.h"
#include "ui/generate/generation.h"
#include "ui/main_window.h"

namespace support {

/// Nothing is opened or saved.
class NoCodec final : public core::ImageCodec {
public:
    core::Result<core::ImageProbe> probe(const std::string&) const override { return none(); }
    core::Result<core::LoadedImage> read(const std::string&,
                                         const core::ReadOptions&) const override
    {
        return none();
    }
    core::Result<core::LoadedImage> readBuffer(std::span<const std::uint8_t>, const std::string&,
                                               const core::ReadOptions&) const override
    {
        return none();
    }
    core::Status write(const std::string&, const core::TiledImage&, const core::ImageMetadata&,
                       const core::ExportOptions&) const override
    {
        return none();
    }
    core::Result<std::vector<std::uint8_t>> writeBuffer(std::string_view, const core::TiledImage&,
                                                        const core::ImageMetadata&,
                                                        const core::ExportOptions&) const override
    {
        return none();
    }
    std::vector<std::string> readableExtensions() const override { return {}; }
    std::vector<std::string> writableExtensions() const override { return {}; }

private:
    static core::detail::Unexpected<core::Error> none()
    {
        return core::fail(core::ErrorCode::Unsupported, "No files here.");
    }
};

struct PhotoWindow {
    NoCodec codec;
    FakeFillService service;
    ui::Background background;
    ui::Workspace workspace;
    ui::BrushSettings brush;
    ui::DocumentFiles files{workspace, codec, background};
    ui::Generation generation{workspace, service, background};
    ui::MainWindow window{
        {workspace, files, generation.fills, generation.models, brush, generation}};

    void openPhoto(const QString& path)
    {
        const QImage photo = QImage(path).convertToFormat(QImage::Format_RGBA8888);
        core::TiledImage pixels({photo.width(), photo.height()}, core::PixelFormat::Rgba8);
        for (int y = 0; y < photo.height(); ++y) {
            pixels.writeRow(0, y, photo.width(), photo.constScanLine(y));
        }
        workspace.setSession(std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(std::move(pixels), "boats"), QString(),
            QStringLiteral("boats.jpg")));
    }
};

} // namespace support
