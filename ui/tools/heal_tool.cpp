#include "ui/tools/heal_tool.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

#include "core/commands/pixel_edit.h"
#include "core/document/compositor.h"
#include "core/exemplar/exemplar_fill.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {

constexpr int kLeastContext = 48; // pixels round the stroke that are looked at
constexpr int kMostContext = 320;

/// What a healing needs, all of it owned.
struct Wound {
    core::Layer before;
    core::Layer base;
    core::Mask coverage;  ///< of the base's pixels
    core::Mask selection; ///< of no size = nothing selected
    bool allLayers = true;
};

/// (h, w, 3) of `area` (the base's pixels) with the stroke filled from what is round it.
core::Result<core::PixelBuffer> filled(const Wound& wound, const core::Rect& area,
                                       const core::DocumentSnapshot& snapshot,
                                       const std::stop_token& stop)
{
    const core::Rect onCanvas = area.translated(wound.base.offset.x, wound.base.offset.y);
    const core::PixelBuffer rgba =
        wound.allLayers ? core::composite(snapshot, onCanvas) : wound.base.pixels.read(area);
    core::PixelBuffer rgb(area.width, area.height, 3);
    core::PixelBuffer hole = wound.coverage.toBuffer(area);
    for (std::size_t i = 0; i < hole.count(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            rgb.data()[i * 3 + c] = std::clamp(rgba.data()[i * 4 + c], 0.0F, 1.0F);
        }
    }
    core::ExemplarOptions options;
    // A stroke covers more than the blemish: what looks like the rest of it is what should be there.
    options.removing = false;
    const core::Status status = core::exemplarFill(rgb, hole, options, stop);
    return status ? core::Result<core::PixelBuffer>(std::move(rgb)) : core::fail(status.error());
}

core::Result<std::unique_ptr<core::Command>> heal(const Wound& wound, const char* label,
                                                  const core::DocumentSnapshot& snapshot,
                                                  const std::stop_token& stop)
{
    const core::Rect bounds = wound.coverage.bounds();
    if (bounds.isEmpty()) {
        return nullptr;
    }
    const int context =
        std::clamp(std::max(bounds.width, bounds.height), kLeastContext, kMostContext);
    const core::Rect canvas =
        core::Rect::fromSize(snapshot.size).translated(-wound.base.offset.x, -wound.base.offset.y);
    const core::Rect area = bounds.expanded(context).intersected(canvas);
    if (area.isEmpty()) {
        return nullptr;
    }
    const core::Result<core::PixelBuffer> rgb = filled(wound, area, snapshot, stop);
    if (!rgb) {
        return core::fail(rgb.error());
    }
    const core::PictureInk ink{[&](const core::Rect& part) {
        core::PixelBuffer out(part.width, part.height, 4, 1.0F);
        for (int y = 0; y < part.height; ++y) {
            for (int x = 0; x < part.width; ++x) {
                const core::Point at{part.x + x, part.y + y};
                if (area.contains(at)) {
                    std::copy_n(rgb->at(at.x - area.x, at.y - area.y), 3, out.at(x, y));
                } else {
                    out.at(x, y)[3] = 0;
                }
            }
        }
        return out;
    }};
    core::InkCoverage coverage;
    coverage.stroke = &wound.coverage;
    coverage.selection = wound.selection.size().isEmpty() ? nullptr : &wound.selection;
    coverage.layerOffset = wound.base.offset;
    core::Layer after = wound.base;
    core::layInk(after.pixels, wound.base.pixels, bounds, ink, coverage);
    return core::pixelEdit(wound.before, after, label);
}

} // namespace

std::optional<core::Ink> HealTool::inkFor(const core::Layer&, const PointerEvent&)
{
    return core::ColorInk{{0.95F, 0.35F, 0.4F, 1.0F}};
}

const char* HealTool::label() const
{
    return QT_TRANSLATE_NOOP("History", "Heal");
}

void HealTool::finish(const core::Layer& before, const core::Layer& base,
                      const core::Mask& coverage)
{
    DocumentSession& session = *host().session();
    session.document().setLayerContent(before.id, before.pixels, before.offset, before.mask);
    Wound wound{before, base, coverage,
                session.hasMask() ? session.document().mask() : core::Mask(),
                host().settings().paint.samplesAllLayers()};
    host().jobs().run(
        session, [wound = std::move(wound), name = label()](const core::DocumentSnapshot& snapshot,
                                                            const std::stop_token& stop) {
            return heal(wound, name, snapshot, stop);
        });
}

} // namespace ui
