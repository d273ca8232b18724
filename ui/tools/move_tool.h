#pragma once

/// Drags the active layer or group about; arrow keys move it by a pixel. Shift keeps to one
/// direction.

#include "ui/tools/layer_float.h"

namespace ui {

class MoveTool final : public Tool {
public:
    explicit MoveTool(ToolHost& host) : Tool(host), m_float(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) override;
    bool key(int key) override;
    [[nodiscard]] bool paintsAlways() const override { return m_float.isLifted(); }
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::SizeAllCursor); }

private:
    LayerFloat m_float;
    bool m_dragging = false;
    QPointF m_from;  ///< pixels of the document
    QPointF m_shift; ///< whole pixels
};

} // namespace ui
