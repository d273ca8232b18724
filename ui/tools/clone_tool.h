#pragma once

/// Paints with another place of the picture: Alt-click says where from, and the distance to the
/// first stroke after that stays.

#include "ui/tools/stroke_tool.h"

namespace ui {

class CloneTool final : public StrokeTool {
public:
    explicit CloneTool(ToolHost& host) : StrokeTool(host) {}

    void paint(QPainter& painter) override;
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Clone; }
    /// The mark at the source lies elsewhere.
    [[nodiscard]] bool usesBrush() const override { return false; }

protected:
    std::optional<core::Ink> inkFor(const core::Layer& layer, const PointerEvent& event) override;
    [[nodiscard]] const char* label() const override;

private:
    std::optional<QPointF> m_source;  ///< pixels of the document
    std::optional<core::Point> m_way; ///< from where is painted to where from
};

} // namespace ui
