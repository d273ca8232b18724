#pragma once

/// A drag lays the gradient from foreground to background colour over the layer, within the
/// selection. Shift keeps to steps of 45 degrees.

#include "ui/tools/tool.h"

namespace ui {

class GradientTool final : public Tool {
public:
    explicit GradientTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override { m_dragging = false; }
    void paint(QPainter& painter) override;
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::CrossCursor); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Gradient; }

private:
    bool m_dragging = false;
    QPointF m_from; ///< pixels of the document
    QPointF m_to;
};

} // namespace ui
