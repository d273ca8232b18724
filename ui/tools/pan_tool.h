#pragma once

/// Moves the view. Also lent to the canvas for space-drag and the middle button.

#include "ui/tools/tool.h"

namespace ui {

class PanTool final : public Tool {
public:
    explicit PanTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override { m_dragging = false; }
    [[nodiscard]] QCursor cursor() const override
    {
        return QCursor(m_dragging ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    }

private:
    bool m_dragging = false;
    QPointF m_last;
};

} // namespace ui
