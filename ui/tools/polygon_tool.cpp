#include "ui/tools/polygon_tool.h"

#include <QPainter>

#include <cmath>
#include <vector>

#include "ui/tools/selection_settings.h"

namespace ui {

namespace {
constexpr double kCatch = 7; // logical pixels round a corner that count as on it
} // namespace

bool PolygonTool::isAt(QPointF view, const QPointF& imagePoint) const
{
    const QPointF away = host().viewport().toView(imagePoint) - view;
    return std::hypot(away.x(), away.y()) <= kCatch;
}

void PolygonTool::press(const PointerEvent& event)
{
    m_pressed = true;
    m_pointer = event.image;
    m_closes = m_points.size() >= 3 &&
               (isAt(event.view, m_points.first()) || isAt(event.view, m_points.last()));
    if (m_points.isEmpty()) {
        m_mode = host().selection().modeFor(event.modifiers);
    }
    if (!m_closes && (m_points.isEmpty() || !isAt(event.view, m_points.last()))) {
        m_points << event.image;
    }
    host().overlayChanged();
}

void PolygonTool::move(const PointerEvent& event)
{
    m_pointer = event.image;
    if (m_pressed && !m_closes && !m_points.isEmpty()) {
        m_points.last() = event.image;
    }
    host().overlayChanged();
}

void PolygonTool::release(const PointerEvent&)
{
    m_pressed = false;
    if (m_closes) {
        close();
    }
}

void PolygonTool::hover(const PointerEvent& event)
{
    m_pointer = event.image;
    if (isPending()) {
        host().overlayChanged();
    }
}

bool PolygonTool::key(int key)
{
    if (!isPending()) {
        return false;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        close();
        return true;
    }
    if (key == Qt::Key_Backspace || key == Qt::Key_Delete) {
        m_points.removeLast();
        host().overlayChanged();
        return true;
    }
    return false;
}

void PolygonTool::close()
{
    std::vector<core::PointF> points;
    for (const QPointF& point : m_points) {
        points.push_back(toPoint(point));
    }
    const QRectF bounds = m_points.boundingRect();
    cancel();
    host().overlayChanged();
    if (points.size() < 3) {
        return;
    }
    applyShape(
        host(), [points](core::Size canvas) { return core::polygonSelection(canvas, points); },
        {toPoint(bounds.topLeft()), toPoint(bounds.bottomRight())}, m_mode,
        QT_TRANSLATE_NOOP("History", "Select polygon"));
}

void PolygonTool::cancel()
{
    m_points.clear();
    m_pressed = false;
    m_closes = false;
}

void PolygonTool::paint(QPainter& painter)
{
    if (!isPending()) {
        return;
    }
    const Viewport& view = host().viewport();
    QPolygonF line = m_points;
    line << m_pointer;
    drawOutline(painter, view, line, false);
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
    painter.setBrush(QColor(255, 255, 255, 230));
    for (const QPointF& point : m_points) {
        const QPointF at = view.toView(point);
        painter.drawRect(QRectF(at.x() - 2.5, at.y() - 2.5, 5, 5));
    }
}

} // namespace ui
