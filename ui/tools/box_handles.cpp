#include "ui/tools/box_handles.h"

#include <QLineF>
#include <QPainter>

#include <cmath>

namespace ui {

namespace {

constexpr double kReach = 9; // logical pixels round a handle
constexpr double kHandle = 4;

constexpr BoxPart kHandles[] = {BoxPart::TopLeft,    BoxPart::Top,         BoxPart::TopRight,
                                BoxPart::Right,      BoxPart::BottomRight, BoxPart::Bottom,
                                BoxPart::BottomLeft, BoxPart::Left};

} // namespace

QPointF directionOf(BoxPart part)
{
    switch (part) {
    case BoxPart::TopLeft:
        return {-1, -1};
    case BoxPart::Top:
        return {0, -1};
    case BoxPart::TopRight:
        return {1, -1};
    case BoxPart::Right:
        return {1, 0};
    case BoxPart::BottomRight:
        return {1, 1};
    case BoxPart::Bottom:
        return {0, 1};
    case BoxPart::BottomLeft:
        return {-1, 1};
    case BoxPart::Left:
        return {-1, 0};
    case BoxPart::None:
    case BoxPart::Inside:
        break;
    }
    return {0, 0};
}

QTransform TurnedBox::toImage() const
{
    QTransform out;
    out.translate(centre.x(), centre.y());
    out.rotate(degrees);
    return out;
}

QPointF TurnedBox::handle(BoxPart part) const
{
    const QPointF d = directionOf(part);
    return toImage().map(QPointF(d.x() * size.width() / 2, d.y() * size.height() / 2));
}

QPolygonF TurnedBox::corners() const
{
    return QPolygonF({handle(BoxPart::TopLeft), handle(BoxPart::TopRight),
                      handle(BoxPart::BottomRight), handle(BoxPart::BottomLeft)});
}

BoxPart boxPartAt(const TurnedBox& box, const Viewport& viewport, QPointF view)
{
    BoxPart nearest = BoxPart::None;
    double least = kReach;
    for (const BoxPart part : kHandles) {
        const double away = QLineF(viewport.toView(box.handle(part)), view).length();
        if (away < least) {
            least = away;
            nearest = part;
        }
    }
    if (nearest != BoxPart::None) {
        return nearest;
    }
    const QPointF own = box.toImage().inverted().map(viewport.toImage(view));
    const bool inside = std::abs(own.x()) <= std::abs(box.size.width()) / 2 &&
                        std::abs(own.y()) <= std::abs(box.size.height()) / 2;
    return inside ? BoxPart::Inside : BoxPart::None;
}

void drawHandles(QPainter& painter, const TurnedBox& box, const Viewport& viewport)
{
    QPolygonF outline;
    for (const QPointF& corner : box.corners()) {
        outline << viewport.toView(corner);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), 2.4));
    painter.drawPolygon(outline);
    painter.setPen(QPen(QColor(255, 255, 255, 235), 1.2));
    painter.drawPolygon(outline);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1));
    painter.setBrush(QColor(255, 255, 255, 245));
    for (const BoxPart part : kHandles) {
        const QPointF at = viewport.toView(box.handle(part));
        painter.drawRect(QRectF(at.x() - kHandle, at.y() - kHandle, 2 * kHandle, 2 * kHandle));
    }
}

Qt::CursorShape cursorFor(BoxPart part, const TurnedBox& box, const Viewport& viewport)
{
    if (part == BoxPart::Inside) {
        return Qt::SizeAllCursor;
    }
    if (part == BoxPart::None) {
        return Qt::CrossCursor;
    }
    // By where the handle lies on screen, whatever was turned or flipped.
    const QLineF line(viewport.toView(box.centre), viewport.toView(box.handle(part)));
    const int eighth = static_cast<int>(std::lround(line.angle() / 45)) % 4;
    constexpr Qt::CursorShape kShapes[] = {Qt::SizeHorCursor, Qt::SizeBDiagCursor,
                                           Qt::SizeVerCursor, Qt::SizeFDiagCursor};
    return kShapes[eighth];
}

} // namespace ui
