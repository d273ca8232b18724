#include "ui/tools/drawn_line.h"

#include <cmath>

namespace ui {

namespace {
constexpr double kDragThreshold = 6; // logical pixels before a click is a line
constexpr double kLeastStep = 1;     // logical pixels between points
} // namespace

void DrawnLine::begin(const PointerEvent& event, core::SelectionMode mode)
{
    m_drawing = true;
    m_mode = mode;
    m_points = QPolygonF({event.image});
    m_lastView = event.view;
    m_length = 0;
}

bool DrawnLine::follow(const PointerEvent& event)
{
    const QPointF step = event.view - m_lastView;
    const double length = std::hypot(step.x(), step.y());
    if (!m_drawing || length < kLeastStep) {
        return false;
    }
    m_points << event.image;
    m_lastView = event.view;
    m_length += length;
    return true;
}

bool DrawnLine::end(const PointerEvent& event, ToolHost& host)
{
    if (!m_drawing) {
        return false;
    }
    follow(event);
    m_drawing = false;
    host.overlayChanged();
    const bool isLine = m_length >= kDragThreshold;
    if (!isLine && m_mode == core::SelectionMode::Replace) {
        deselect(host);
    }
    return isLine;
}

void DrawnLine::clear()
{
    m_drawing = false;
    m_points.clear();
}

} // namespace ui
