#include "ui/tools/box_select_tool.h"

#include <QtGlobal>

#include <cmath>

#include "ui/tools/selection_settings.h"

namespace ui {

namespace {

constexpr double kDragThreshold = 3; // logical pixels before a click is a drag

core::BoxF onWholePixels(const core::BoxF& box)
{
    return {{std::round(box.from.x), std::round(box.from.y)},
            {std::round(box.to.x), std::round(box.to.y)}};
}

QPolygonF outlineOf(const core::BoxF& box, BoxSelectTool::Shape shape)
{
    const QRectF rect =
        QRectF(QPointF(box.from.x, box.from.y), QPointF(box.to.x, box.to.y)).normalized();
    QPolygonF out;
    if (shape == BoxSelectTool::Shape::Rectangle) {
        out << rect.topLeft() << rect.topRight() << rect.bottomRight() << rect.bottomLeft();
        return out;
    }
    constexpr int kCorners = 96;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2 * M_PI * i / kCorners;
        out << rect.center() +
                   QPointF(rect.width() / 2 * std::cos(angle), rect.height() / 2 * std::sin(angle));
    }
    return out;
}

} // namespace

core::BoxF BoxSelectTool::box() const
{
    const Qt::KeyboardModifiers later = m_held & ~m_heldAtPress;
    const core::BoxF exact = core::boxOf(
        m_from, m_to, {later.testFlag(Qt::ShiftModifier), later.testFlag(Qt::AltModifier)});
    return m_shape == Shape::Rectangle ? onWholePixels(exact) : exact;
}

void BoxSelectTool::press(const PointerEvent& event)
{
    m_dragging = true;
    m_mode = host().selection().modeFor(event.modifiers);
    m_heldAtPress = event.modifiers;
    m_held = event.modifiers;
    m_pressView = event.view;
    m_lastView = event.view;
    m_from = toPoint(event.image);
    m_to = m_from;
}

void BoxSelectTool::move(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    // A key that was let go counts as pressed later when it comes again.
    m_heldAtPress &= event.modifiers;
    m_held = event.modifiers;
    m_lastView = event.view;
    m_to = toPoint(event.image);
    host().overlayChanged();
}

void BoxSelectTool::release(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    move(event);
    m_dragging = false;
    host().overlayChanged();
    const QPointF moved = m_lastView - m_pressView;
    if (std::hypot(moved.x(), moved.y()) < kDragThreshold) {
        if (m_mode == core::SelectionMode::Replace) {
            deselect(host());
        }
        return;
    }
    const core::BoxF shape = box();
    if (m_shape == Shape::Rectangle) {
        applyShape(
            host(), [shape](core::Size canvas) { return core::rectangleSelection(canvas, shape); },
            shape, m_mode, QT_TRANSLATE_NOOP("History", "Select rectangle"));
    } else {
        applyShape(
            host(), [shape](core::Size canvas) { return core::ellipseSelection(canvas, shape); },
            shape, m_mode, QT_TRANSLATE_NOOP("History", "Select ellipse"));
    }
}

void BoxSelectTool::cancel()
{
    m_dragging = false;
}

void BoxSelectTool::paint(QPainter& painter)
{
    if (m_dragging) {
        drawOutline(painter, host().viewport(), outlineOf(box(), m_shape), true);
    }
}

} // namespace ui
