#include "ui/tools/zoom_tool.h"

#include <cmath>

namespace ui {

namespace {
constexpr double kDragThreshold = 4;      // logical pixels before a click is a drag
constexpr double kPixelsPerDoubling = 80; // of dragging
} // namespace

void ZoomTool::press(const PointerEvent& event)
{
    m_pressed = true;
    m_dragged = false;
    m_start = event.view;
    m_zoomAtStart = host().viewport().zoom();
}

void ZoomTool::move(const PointerEvent& event)
{
    if (!m_pressed) {
        return;
    }
    const double dx = event.view.x() - m_start.x();
    m_dragged = m_dragged || std::abs(dx) > kDragThreshold;
    if (m_dragged) {
        host().viewport().setZoom(m_zoomAtStart * std::exp2(dx / kPixelsPerDoubling), m_start);
        host().viewportChanged();
    }
}

void ZoomTool::release(const PointerEvent& event)
{
    if (m_pressed && !m_dragged) {
        const bool out = event.modifiers.testFlag(Qt::AltModifier);
        host().viewport().zoomStep(out ? -1 : 1, m_start);
        host().viewportChanged();
    }
    m_pressed = false;
}

} // namespace ui
