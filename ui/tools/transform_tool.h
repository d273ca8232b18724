#pragma once

/// Scales, turns, flips and moves the active layer or group by handles. Enter applies, Esc gives
/// up. Shift frees the sides from each other or steps angles; Alt works about the middle. Changing
/// the tool applies.

#include <QObject>

#include "ui/tools/box_handles.h"
#include "ui/tools/layer_float.h"
#include "ui/tools/transform_settings.h"

namespace ui {

class TransformTool final : public Tool {
public:
    explicit TransformTool(ToolHost& host);

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    bool key(int key) override;
    void apply() override;
    void leave() override;
    void documentChanged() override;
    [[nodiscard]] bool isPending() const override;
    [[nodiscard]] bool paintsAlways() const override { return true; }
    [[nodiscard]] QCursor cursor() const override;
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Transform; }

private:
    void measure();
    [[nodiscard]] TransformSettings& settings() const;
    [[nodiscard]] TurnedBox box(const TransformNumbers& numbers) const;
    /// What the numbers do to the canvas.
    [[nodiscard]] QTransform onCanvas(const TransformNumbers& numbers) const;
    [[nodiscard]] TransformNumbers scaled(const PointerEvent& event) const;
    [[nodiscard]] TransformNumbers turned(const PointerEvent& event) const;

    LayerFloat m_float;
    QRectF m_bounds; ///< of the layer before, pixels of the document
    core::LayerId m_layer = 0;
    BoxPart m_part = BoxPart::None;
    BoxPart m_hovered = BoxPart::None;
    bool m_dragging = false;
    QPointF m_from;
    TransformNumbers m_atPress;
    QObject m_context; ///< its end disconnects from the settings
};

} // namespace ui
