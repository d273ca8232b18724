#include "ui/tools/pan_tool.h"

namespace ui {

void PanTool::press(const PointerEvent& event)
{
    m_dragging = true;
    m_last = event.view;
}

void PanTool::move(const PointerEvent& event)
{
    if (m_dragging) {
        host().viewport().panBy(event.view - m_last);
        m_last = event.view;
        host().viewportChanged();
    }
}

void PanTool::release(const PointerEvent& event)
{
    move(event);
    m_dragging = false;
}

} // namespace ui
