#include "ui/tools/lasso_tool.h"

#include <QPainter>

#include <cmath>
#include <vector>

#include "ui/tools/selection_settings.h"

namespace ui {

namespace {
constexpr double kDragThreshold = 6; // logical pixels before a click is a lasso
constexpr double kLeastStep = 1;     // logical pixels between points
} // namespace

void LassoTool::press(const PointerEvent& event)
{
    m_dragging = true;
    m_mode = host().selection().modeFor(event.modifiers);
    m_points.clear();
    m_points << event.image;
    m_lastView = event.view;
    m_length = 0;
}

void LassoTool::move(const PointerEvent& event)
{
    const QPointF step = event.view - m_lastView;
    const double length = std::hypot(step.x(), step.y());
    if (!m_dragging || length < kLeastStep) {
        return;
    }
    m_points << event.image;
    m_lastView = event.view;
    m_length += length;
    host().overlayChanged();
}

void LassoTool::release(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    move(event);
    m_dragging = false;
    host().overlayChanged();
    if (m_length < kDragThreshold || m_points.size() < 3) {
        if (m_mode == core::SelectionMode::Replace) {
            deselect(host());
        }
        return;
    }
    std::vector<core::PointF> points;
    for (const QPointF& point : m_points) {
        points.push_back(toPoint(point));
    }
    const QRectF bounds = m_points.boundingRect();
    applyShape(
        host(), [points](core::Size canvas) { return core::polygonSelection(canvas, points); },
        {toPoint(bounds.topLeft()), toPoint(bounds.bottomRight())}, m_mode,
        QT_TRANSLATE_NOOP("History", "Lasso"));
}

void LassoTool::cancel()
{
    m_dragging = false;
    m_points.clear();
}

void LassoTool::paint(QPainter& painter)
{
    if (m_dragging) {
        drawOutline(painter, host().viewport(), m_points, true);
    }
}

} // namespace ui
