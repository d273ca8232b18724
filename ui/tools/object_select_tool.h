#pragma once

/// Smart selection: drag a rough box round a thing, or scribble across it, and its outline is
/// found in the background. Shift and Alt held at the press choose add, subtract or intersect.
/// Looks at all visible layers. A click deselects.

#include "ui/tools/drawn_line.h"

namespace ui {

class ObjectSelectTool final : public Tool {
public:
    explicit ObjectSelectTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return selectionCursor(); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::ObjectSelection; }

private:
    [[nodiscard]] bool drawsBox() const;
    void find();

    DrawnLine m_line;
};

} // namespace ui
