#include "ui/tools/color_select_tool.h"

#include <cmath>

#include "core/document/compositor.h"
#include "core/selection/color_match.h"
#include "ui/document_session.h"
#include "ui/tools/selection_jobs.h"
#include "ui/tools/selection_settings.h"

namespace ui {

void ColorSelectTool::press(const PointerEvent& event)
{
    m_pressed = true;
    m_mode = host().selection().modeFor(event.modifiers);
}

void ColorSelectTool::release(const PointerEvent& event)
{
    if (!m_pressed) {
        return;
    }
    m_pressed = false;
    const core::Point seed{static_cast<int>(std::floor(event.image.x())),
                           static_cast<int>(std::floor(event.image.y()))};
    DocumentSession& session = *host().session();
    if (!session.document().rect().contains(seed)) {
        return;
    }
    core::ColorMatch match;
    match.tolerance = host().selection().tolerance();
    match.contiguous = m_reach == Reach::Contiguous;
    const auto feather = static_cast<float>(host().selection().feather());
    host().selectionJobs().run(
        session,
        match.contiguous ? QT_TRANSLATE_NOOP("History", "Magic wand")
                         : QT_TRANSLATE_NOOP("History", "Select by colour"),
        [seed, match, feather, mode = m_mode](const core::DocumentSnapshot& snapshot,
                                              const std::stop_token& stop) {
            core::Mask found = core::selectByColor(core::compositeReader(snapshot), snapshot.size,
                                                   seed, match, stop);
            found.feather(feather);
            return core::combined(snapshot.mask, found, mode);
        });
}

} // namespace ui
