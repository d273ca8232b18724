#pragma once

/// A click zooms in to the pointer, with Alt out; a drag to the sides zooms steplessly.

#include "ui/tools/tool.h"

namespace ui {

class ZoomTool final : public Tool {
public:
    explicit ZoomTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override { m_pressed = false; }
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::CrossCursor); }

private:
    bool m_pressed = false;
    bool m_dragged = false;
    QPointF m_start;
    double m_zoomAtStart = 1.0;
};

} // namespace ui
