#pragma once

/// A stroke over a blemish: what lies under it is painted anew from its surroundings
/// (core/exemplar), in the background.

#include "ui/tools/stroke_tool.h"

namespace ui {

class HealTool final : public StrokeTool {
public:
    explicit HealTool(ToolHost& host) : StrokeTool(host) {}

    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Heal; }

protected:
    /// While it is drawn, a tint shows what will be healed.
    std::optional<core::Ink> inkFor(const core::Layer& layer, const PointerEvent& event) override;
    [[nodiscard]] const char* label() const override;
    [[nodiscard]] float opacity() const override { return 0.5F; }
    void finish(const core::Layer& before, const core::Layer& base,
                const core::Mask& coverage) override;
};

} // namespace ui
