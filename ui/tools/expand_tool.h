#pragma once

/// Drags the sides of the picture outwards: what is added is painted by Expand. Alt moves the
/// opposite side as well; Enter begins.

#include <optional>

#include "core/base/geometry.h"
#include "ui/tools/tool.h"

namespace ui {

class ExpandTool final : public Tool {
public:
    using Tool::Tool;

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override;
    bool key(int key) override;
    [[nodiscard]] bool paintsAlways() const override { return true; }

private:
    /// Which sides a handle moves: -1 = left or top, 1 = right or bottom, 0 = neither.
    struct Handle {
        int x = 0;
        int y = 0;
    };
    [[nodiscard]] std::optional<Handle> handleAt(QPointF view) const;

    std::optional<Handle> m_dragged;
    std::optional<Handle> m_hovered;
    core::Rect m_before; ///< the canvas at the press
    QPointF m_pressed;   ///< image point of the press
};

} // namespace ui
