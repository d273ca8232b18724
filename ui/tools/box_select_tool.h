#pragma once

/// Drags out a rectangle or an ellipse. Shift and Alt held at the press choose add, subtract or
/// intersect; pressed later they make sides equal and grow from the middle. A click deselects.

#include "ui/tools/selection_gesture.h"

namespace ui {

class BoxSelectTool final : public Tool {
public:
    enum class Shape { Rectangle, Ellipse };
    BoxSelectTool(ToolHost& host, Shape shape) : Tool(host), m_shape(shape) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return selectionCursor(); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Selection; }

private:
    [[nodiscard]] core::BoxF box() const;

    Shape m_shape;
    bool m_dragging = false;
    core::SelectionMode m_mode = core::SelectionMode::Replace;
    Qt::KeyboardModifiers m_heldAtPress;
    Qt::KeyboardModifiers m_held;
    QPointF m_pressView;
    QPointF m_lastView;
    core::PointF m_from;
    core::PointF m_to;
};

} // namespace ui
