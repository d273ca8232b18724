#pragma once

/// Paints the selection with a round brush; with Alt, or the back of a pen, takes away. A stroke is
/// one step of the history. Shift joins the last stroke's end to the press by a straight line.

#include "core/image/mask.h"
#include "ui/tools/tool.h"

namespace ui {

class MaskBrushTool final : public Tool {
public:
    enum class Start { Painting, Erasing };
    MaskBrushTool(ToolHost& host, Start start) : Tool(host), m_start(start) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::BlankCursor); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Brush; }

private:
    [[nodiscard]] core::BrushMode modeFor(const PointerEvent& event) const;
    void sweepTo(const core::BrushDab& dab);

    Start m_start;
    bool m_stroking = false;
    bool m_hovering = false;
    bool m_hoverErases = false;
    QPointF m_hover; ///< view
    core::BrushMode m_mode = core::BrushMode::Add;
    core::Mask m_before;
    core::BrushDab m_last;
    bool m_hasLast = false; ///< m_last is the end of an earlier stroke
};

} // namespace ui
