#pragma once

/// What the selection tools have in common: applying a shape, drawing an outline. GUI thread only.

#include <QPolygonF>

#include <cstdint>
#include <functional>

#include "core/selection/combine.h"
#include "core/selection/shapes.h"
#include "ui/tools/tool.h"

namespace ui {

[[nodiscard]] inline core::PointF toPoint(QPointF p)
{
    return {p.x(), p.y()};
}

/// Makes a shape for a canvas of this size; must own all it touches.
using ShapeMaker = std::function<core::Mask(core::Size canvas)>;

/// Joins the shape to the selection, softened as the settings say, as one step of the history: at
/// once when it covers few pixels (`bounds`), else in the background.
void applyShape(ToolHost& host, const ShapeMaker& shape, const core::BoxF& bounds,
                core::SelectionMode mode, const char* label);

/// Nothing is selected any more.
void deselect(ToolHost& host);

/// A dashed line, dark and light, seen on any picture; `points` in pixels of the document.
void drawOutline(QPainter& painter, const Viewport& view, const QPolygonF& points, bool closed);

/// A cross with a mark for what the gesture will do.
[[nodiscard]] QCursor selectionCursor();

} // namespace ui
