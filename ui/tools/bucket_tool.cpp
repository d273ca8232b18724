#include "ui/tools/bucket_tool.h"

#include <cmath>
#include <cstdint>
#include <vector>

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

namespace {

/// The layer's mask as a grey picture of the canvas.
core::RegionReader maskReader(const core::Layer& layer)
{
    return [mask = *layer.mask, offset = layer.offset](const core::Rect& area, std::uint8_t* out,
                                                       std::ptrdiff_t stride) {
        std::vector<std::uint8_t> row(static_cast<std::size_t>(area.width));
        for (int y = 0; y < area.height; ++y) {
            mask.readGray8({area.x - offset.x, area.y + y - offset.y, area.width, 1}, row.data(),
                           0);
            std::uint8_t* to = out + stride * y;
            for (const std::uint8_t value : row) {
                to[0] = to[1] = to[2] = value;
                to[3] = 255;
                to += 4;
            }
        }
    };
}

} // namespace

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
    const core::ColorInk ink{inkColor(paint.foreground(), session)};
    const auto opacity = static_cast<float>(paint.opacity());
    const bool limited = session.hasMask();
    host().jobs().run(
        session,
        [layer, seed, match, ink, opacity, limited, all = paint.samplesAllLayers(),
         target = inkTarget(session)](
            const core::DocumentSnapshot& snapshot,
            const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
            core::DocumentSnapshot looked = snapshot;
            if (!all) {
                looked.layers = {layer};
            }
            const bool onMask = target == core::InkTarget::Mask && !all;
            const core::Mask found =
                core::selectByColor(onMask ? maskReader(*layer) : core::compositeReader(looked),
                                    snapshot.size, seed, match, stop);
            const core::Layer base = core::grownToCanvas(*layer, snapshot.size);
            const core::Mask stroke = core::Mask::fromImage(found.coverage().cropped(
                base.pixels.rect().translated(base.offset.x, base.offset.y)));
            core::InkCoverage coverage;
            coverage.stroke = &stroke;
            coverage.selection = limited ? &snapshot.mask : nullptr;
            coverage.layerOffset = base.offset;
            coverage.opacity = opacity;
            return core::pixelEdit(*layer, core::withInk(base, target, ink, coverage),
                                   QT_TRANSLATE_NOOP("History", "Fill with colour"));
        });
}

} // namespace ui
