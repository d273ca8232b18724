#pragma once

/// Paints colour on the active layer; Alt picks the colour under the pointer. The back of a pen
/// erases.

#include "ui/tools/stroke_tool.h"

namespace ui {

class PaintBrushTool final : public StrokeTool {
public:
    enum class Start { Painting, Erasing };
    PaintBrushTool(ToolHost& host, Start start) : StrokeTool(host), m_start(start) {}

    [[nodiscard]] ToolOptions options() const override
    {
        return m_start == Start::Painting ? ToolOptions::Paint : ToolOptions::Erase;
    }

protected:
    std::optional<core::Ink> inkFor(const core::Layer& layer, const PointerEvent& event) override;
    [[nodiscard]] bool paintsMasks() const override { return true; }
    [[nodiscard]] const char* label() const override;
    [[nodiscard]] BrushMark mark() const override
    {
        return m_start == Start::Erasing ? BrushMark::Minus : BrushMark::None;
    }

private:
    Start m_start;
    bool m_erasing = false;
};

} // namespace ui
