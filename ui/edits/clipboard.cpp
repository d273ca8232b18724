#include "ui/edits/clipboard.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

#include <memory>
#include <optional>
#include <utility>

#include "core/commands/add_layer.h"
#include "core/commands/pixel_edit.h"
#include "core/edit/layer_edits.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/edits/layer_edits.h"

namespace ui {

namespace {

/// A layer on the clipboard; made into a picture only when another program wants it.
class LayerData final : public QMimeData {
public:
    explicit LayerData(core::Layer layer) : m_layer(std::move(layer)) {}

    [[nodiscard]] const core::Layer& layer() const { return m_layer; }
    [[nodiscard]] bool hasFormat(const QString& type) const override
    {
        return formats().contains(type);
    }
    [[nodiscard]] QStringList formats() const override
    {
        return {QStringLiteral("application/x-qt-image")};
    }

protected:
    [[nodiscard]] QVariant retrieveData(const QString&, QMetaType) const override
    {
        const core::Rect area = m_layer.pixels.rect();
        QImage image(area.width, area.height, QImage::Format_RGBA8888);
        m_layer.pixels.readRgba8(area, image.bits(), image.bytesPerLine(),
                                 core::AlphaMode::Straight);
        return image;
    }

private:
    core::Layer m_layer;
};

core::Layer layerOf(const QImage& picture, const core::Document& document)
{
    const QImage image = picture.convertToFormat(QImage::Format_RGBA8888);
    core::Layer out;
    out.properties.name = QCoreApplication::translate("Layers", "Pasted").toStdString();
    out.pixels = core::TiledImage({image.width(), image.height()}, core::PixelFormat::Rgba8);
    for (int y = 0; y < image.height(); ++y) {
        out.pixels.writeRow(0, y, image.width(), image.constScanLine(y));
    }
    out.offset = {(document.size().width - image.width()) / 2,
                  (document.size().height - image.height()) / 2};
    return out;
}

enum class Source { Layer, Merged };
enum class Left { Kept, Cleared };

/// Puts what is selected onto the clipboard once the background has cut it out.
void take(DocumentSession& session, DocumentJobs& jobs, Source source, Left left)
{
    const core::LayerRef layer =
        left == Left::Cleared ? editableLayer(session) : activeLayer(session);
    if (layer == nullptr) {
        return;
    }
    const std::string merged = QCoreApplication::translate("Layers", "Visible").toStdString();
    auto taken = std::make_shared<std::optional<core::Layer>>();
    jobs.run(
        session,
        [layer, merged, taken, source,
         left](const core::DocumentSnapshot& snapshot,
               const std::stop_token&) -> core::Result<std::unique_ptr<core::Command>> {
            *taken = core::selectedPart(snapshot,
                                        source == Source::Merged ? core::stamped(snapshot, merged)
                                        : layer->isGroup ? core::layerOfGroup(snapshot, layer->id)
                                                         : *layer);
            if (left == Left::Kept) {
                return nullptr;
            }
            core::Layer after = *layer;
            after.pixels = core::withSelectionCleared(snapshot, *layer);
            return core::pixelEdit(*layer, after, QT_TRANSLATE_NOOP("History", "Cut"));
        },
        [taken](bool done) {
            if (done && *taken) {
                QGuiApplication::clipboard()->setMimeData(new LayerData(std::move(**taken)));
            }
        });
}

} // namespace

void copySelection(DocumentSession& session, DocumentJobs& jobs)
{
    take(session, jobs, Source::Layer, Left::Kept);
}

void copyMerged(DocumentSession& session, DocumentJobs& jobs)
{
    take(session, jobs, Source::Merged, Left::Kept);
}

void cutSelection(DocumentSession& session, DocumentJobs& jobs)
{
    take(session, jobs, Source::Layer, Left::Cleared);
}

void clearSelection(DocumentSession& session, DocumentJobs& jobs)
{
    const core::LayerRef layer = editableLayer(session);
    if (layer == nullptr) {
        return;
    }
    jobs.run(session,
             [layer](const core::DocumentSnapshot& snapshot,
                     const std::stop_token&) -> core::Result<std::unique_ptr<core::Command>> {
                 core::Layer after = *layer;
                 after.pixels = core::withSelectionCleared(snapshot, *layer);
                 return core::pixelEdit(*layer, after, QT_TRANSLATE_NOOP("History", "Clear"));
             });
}

bool canPaste()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    return data != nullptr && data->hasImage();
}

void paste(DocumentSession& session)
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const core::Document& document = session.document();
    core::Layer layer;
    if (const auto* own = dynamic_cast<const LayerData*>(data)) {
        layer = own->layer();
    } else if (data != nullptr && data->hasImage()) {
        const auto image = qvariant_cast<QImage>(data->imageData());
        if (image.isNull()) {
            return;
        }
        layer = layerOf(image, document);
    } else {
        return;
    }
    if (layer.pixels.format() != document.format()) {
        layer.pixels = layer.pixels.converted(document.format());
    }
    session.history().push(std::make_unique<core::AddLayer>(
        std::move(layer), document.indexOf(document.activeLayer()) + 1,
        QT_TRANSLATE_NOOP("History", "Paste")));
}

} // namespace ui
