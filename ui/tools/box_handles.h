#pragma once

/// A turned box with handles on its sides and corners, as the crop and transform tools show it.
/// Arithmetic and drawing only. GUI thread only.

#include <QPointF>
#include <QPolygonF>
#include <QSizeF>
#include <QTransform>

#include "ui/canvas/viewport.h"

class QPainter;

namespace ui {

/// Which part of a box the pointer is on.
enum class BoxPart {
    None, ///< outside, beyond the reach of the handles
    Inside,
    TopLeft,
    Top,
    TopRight,
    Right,
    BottomRight,
    Bottom,
    BottomLeft,
    Left
};

struct TurnedBox {
    QPointF centre;     ///< pixels of the document
    QSizeF size;        ///< sides may be negative: flipped
    double degrees = 0; ///< clockwise

    /// From the box's own coordinates (middle = origin) to the document.
    [[nodiscard]] QTransform toImage() const;
    /// Four corners, from the top left one on, clockwise.
    [[nodiscard]] QPolygonF corners() const;
    /// Where a handle is; the centre for Inside.
    [[nodiscard]] QPointF handle(BoxPart part) const;
};

/// Side of a part: -1, 0 or 1 on each axis.
[[nodiscard]] QPointF directionOf(BoxPart part);

/// What lies under `view` (logical pixels).
[[nodiscard]] BoxPart boxPartAt(const TurnedBox& box, const Viewport& viewport, QPointF view);

void drawHandles(QPainter& painter, const TurnedBox& box, const Viewport& viewport);

[[nodiscard]] Qt::CursorShape cursorFor(BoxPart part, const TurnedBox& box,
                                        const Viewport& viewport);

} // namespace ui
