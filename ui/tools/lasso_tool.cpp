#include "ui/tools/lasso_tool.h"

#include <QPainter>

#include <vector>

#include "ui/tools/selection_settings.h"

namespace ui {

void LassoTool::press(const PointerEvent& event)
{
    m_line.begin(event, host().selection().modeFor(event.modifiers));
}

void LassoTool::move(const PointerEvent& event)
{
    if (m_line.follow(event)) {
        host().overlayChanged();
    }
}

void LassoTool::release(const PointerEvent& event)
{
    if (!m_line.end(event, host()) || m_line.points().size() < 3) {
        return;
    }
    std::vector<core::PointF> points;
    for (const QPointF& point : m_line.points()) {
        points.push_back(toPoint(point));
    }
    const QRectF bounds = m_line.points().boundingRect();
    applyShape(
        host(), [points](core::Size canvas) { return core::polygonSelection(canvas, points); },
        {toPoint(bounds.topLeft()), toPoint(bounds.bottomRight())}, m_line.mode(),
        QT_TRANSLATE_NOOP("History", "Lasso"));
}

void LassoTool::cancel()
{
    m_line.clear();
}

void LassoTool::paint(QPainter& painter)
{
    if (m_line.isDrawing()) {
        drawOutline(painter, host().viewport(), m_line.points(), true);
    }
}

} // namespace ui
