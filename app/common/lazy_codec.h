#pragma once

/// An ImageCodec that opens its module on a thread of its own as soon as it is made. Every call
/// waits until that is done, so make calls from background threads. Any thread.

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "core/io/image_codec.h"

namespace app {

using CodecOpener = std::function<core::Result<std::unique_ptr<core::ImageCodec>>()>;

class LazyCodec final : public core::ImageCodec {
public:
    explicit LazyCodec(CodecOpener open);
    ~LazyCodec() override;

    [[nodiscard]] core::Result<core::ImageProbe> probe(const std::string& path) const override;
    [[nodiscard]] core::Result<core::LoadedImage>
    read(const std::string& path, const core::ReadOptions& options) const override;
    [[nodiscard]] core::Result<core::LoadedImage>
    readBuffer(std::span<const std::uint8_t> bytes, const std::string& name,
               const core::ReadOptions& options) const override;
    [[nodiscard]] core::Status write(const std::string& path, const core::TiledImage& pixels,
                                     const core::ImageMetadata& metadata,
                                     const core::ExportOptions& options) const override;
    [[nodiscard]] core::Result<std::vector<std::uint8_t>>
    writeBuffer(std::string_view extension, const core::TiledImage& pixels,
                const core::ImageMetadata& metadata,
                const core::ExportOptions& options) const override;

    /// Known without the module, so that file dialogs need not wait.
    [[nodiscard]] std::vector<std::string> readableExtensions() const override;
    [[nodiscard]] std::vector<std::string> writableExtensions() const override;

private:
    using Opened = core::Result<std::unique_ptr<core::ImageCodec>>;
    [[nodiscard]] const Opened& codec() const { return m_opened.get(); }

    std::shared_future<Opened> m_opened;
};

} // namespace app
