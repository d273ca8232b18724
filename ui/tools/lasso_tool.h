#pragma once

/// Draws round something freehand; the end is joined to the start. A click deselects.

#include "ui/tools/drawn_line.h"

namespace ui {

class LassoTool final : public Tool {
public:
    explicit LassoTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return selectionCursor(); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Selection; }

private:
    DrawnLine m_line;
};

} // namespace ui
