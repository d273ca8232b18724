#pragma once

/// A click sets a corner. A double click, Enter or a click on the first corner closes the shape;
/// Backspace takes the last corner back, Esc all of them.

#include "ui/tools/selection_gesture.h"

namespace ui {

class PolygonTool final : public Tool {
public:
    explicit PolygonTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    bool key(int key) override;
    [[nodiscard]] bool isPending() const override { return !m_points.isEmpty(); }
    [[nodiscard]] QCursor cursor() const override { return selectionCursor(); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Selection; }

private:
    [[nodiscard]] bool isAt(QPointF view, const QPointF& imagePoint) const;
    void close();

    core::SelectionMode m_mode = core::SelectionMode::Replace;
    QPolygonF m_points; ///< pixels of the document; the last one follows the held button
    QPointF m_pointer;  ///< pixels of the document
    bool m_pressed = false;
    bool m_closes = false; ///< the press was on the first corner or the second of a double click
};

} // namespace ui
