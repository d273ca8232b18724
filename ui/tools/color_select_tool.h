#pragma once

/// A click selects what has the colour of the pixel under it: what hangs together with it (the
/// magic wand), or all of the picture. Looks at all visible layers.

#include "ui/tools/selection_gesture.h"

namespace ui {

class ColorSelectTool final : public Tool {
public:
    enum class Reach { Contiguous, Everywhere };
    ColorSelectTool(ToolHost& host, Reach reach) : Tool(host), m_reach(reach) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent&) override {}
    void release(const PointerEvent& event) override;
    void cancel() override { m_pressed = false; }
    [[nodiscard]] QCursor cursor() const override { return selectionCursor(); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::ColorSelection; }

private:
    Reach m_reach;
    bool m_pressed = false;
    core::SelectionMode m_mode = core::SelectionMode::Replace;
};

} // namespace ui
