#include "ui/tools/bucket_tool.h"

#include <cmath>

#include "core/commands/pixel_edit.h"
#include "core/document/compositor.h"
#include "core/edit/layer_edits.h"
#include "core/selection/color_match.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/selection_settings.h"
#include "ui/tools/stroke_tool.h"
#include "ui/tools/tool_settings.h"

namespace ui {

void BucketTool::release(const PointerEvent& event)
{
    if (!m_pressed) {
        return;
    }
    m_pressed = false;
    DocumentSession& session = *host().session();
    const core::Point seed{static_cast<int>(std::floor(event.image.x())),
                           static_cast<int>(std::floor(event.image.y()))};
    const core::LayerRef layer = paintableLayer(host());
    if (layer == nullptr || !session.document().rect().contains(seed)) {
        return;
    }
    const PaintSettings& paint = host().settings().paint;
    core::ColorMatch match;
    match.tolerance = host().selection().tolerance();
    const core::ColorInk ink{inkColor(paint.foreground())};
    const auto opacity = static_cast<float>(paint.opacity());
    const bool limited = session.hasMask();
    host().jobs().run(
        session,
        [layer, seed, match, ink, opacity, limited, all = paint.samplesAllLayers()](
            const core::DocumentSnapshot& snapshot,
            const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
            core::DocumentSnapshot looked = snapshot;
            if (!all) {
                looked.layers = {layer};
            }
            const core::Mask found = core::selectByColor(core::compositeReader(looked),
                                                         snapshot.size, seed, match, stop);
            core::Layer after = core::grownToCanvas(*layer, snapshot.size);
            const core::TiledImage before = after.pixels;
            const core::Mask stroke = core::Mask::fromImage(found.coverage().cropped(
                after.pixels.rect().translated(after.offset.x, after.offset.y)));
            core::InkCoverage coverage;
            coverage.stroke = &stroke;
            coverage.selection = limited ? &snapshot.mask : nullptr;
            coverage.layerOffset = after.offset;
            coverage.opacity = opacity;
            core::layInk(after.pixels, before, stroke.bounds(), ink, coverage);
            return core::pixelEdit(*layer, after, QT_TRANSLATE_NOOP("History", "Fill with colour"));
        });
}

} // namespace ui
