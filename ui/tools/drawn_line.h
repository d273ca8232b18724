#pragma once

/// What the pointer draws between press and release for a selection, freehand. GUI thread only.

#include <QPolygonF>

#include "ui/tools/selection_gesture.h"

namespace ui {

class DrawnLine {
public:
    /// `mode` = what the selection is to do, as the keys said at the press.
    void begin(const PointerEvent& event, core::SelectionMode mode);
    /// False if nothing is being drawn or the pointer has hardly moved.
    bool follow(const PointerEvent& event);
    /// Ends it; a line too short to be meant as one then deselects, if it was to replace. False for
    /// that, and if nothing was being drawn.
    [[nodiscard]] bool end(const PointerEvent& event, ToolHost& host);
    void clear();

    [[nodiscard]] bool isDrawing() const { return m_drawing; }
    [[nodiscard]] core::SelectionMode mode() const { return m_mode; }
    [[nodiscard]] const QPolygonF& points() const { return m_points; } ///< pixels of the document

private:
    bool m_drawing = false;
    core::SelectionMode m_mode = core::SelectionMode::Replace;
    QPolygonF m_points;
    QPointF m_lastView;
    double m_length = 0; ///< logical pixels drawn
};

} // namespace ui
