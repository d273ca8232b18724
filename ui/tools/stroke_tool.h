#pragma once

/// What painting tools have in common: a stroke of the brush on the active layer, shown while it is
/// drawn, one step of the history at its end. Shift joins the last stroke's end to the press.

#include <optional>

#include "core/document/layer.h"
#include "core/paint/ink.h"
#include "ui/tools/brush_outline.h"

namespace ui {

class DocumentSession;

/// What ink goes onto: the active layer's pixels, or its mask.
[[nodiscard]] core::InkTarget inkTarget(const DocumentSession& session);

class StrokeTool : public Tool {
public:
    explicit StrokeTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::BlankCursor); }
    [[nodiscard]] bool usesBrush() const override { return true; }

protected:
    /// The ink of a stroke on `layer` (grown to the canvas) that begins here; nothing = no stroke.
    virtual std::optional<core::Ink> inkFor(const core::Layer& layer,
                                            const PointerEvent& event) = 0;
    /// Whether its ink can go onto a layer's mask.
    [[nodiscard]] virtual bool paintsMasks() const { return false; }
    /// English, for the history.
    [[nodiscard]] virtual const char* label() const = 0;
    [[nodiscard]] virtual float opacity() const;
    /// The stroke is over: `before` is the layer as it was, `base` the same grown to the canvas.
    virtual void finish(const core::Layer& before, const core::Layer& base,
                        const core::Mask& coverage);
    [[nodiscard]] virtual BrushMark mark() const { return BrushMark::None; }
    [[nodiscard]] bool isStroking() const { return m_stroking; }
    [[nodiscard]] QPointF hoverPoint() const { return m_hover; }

private:
    [[nodiscard]] core::BrushDab dabAt(const PointerEvent& event) const;
    void sweepTo(const core::BrushDab& dab);
    void lay(const core::BrushDab& from, const core::BrushDab& to);

    bool m_onMask = false; ///< the stroke paints the layer's mask
    bool m_stroking = false;
    bool m_hovering = false;
    QPointF m_hover; ///< view
    core::Layer m_before;
    core::Layer m_base;
    core::Mask m_selection; ///< of no size = nothing selected
    core::Mask m_coverage;  ///< of the base's pixels
    core::Ink m_ink;
    core::BrushDab m_last;
    bool m_hasLast = false; ///< m_last is the end of an earlier stroke
};

/// The active layer, if it can be painted on; else says why not.
[[nodiscard]] core::LayerRef paintableLayer(ToolHost& host);
/// The same for tools that also take a group as a whole.
[[nodiscard]] core::LayerRef movableLayer(ToolHost& host);

} // namespace ui
