#pragma once

/// Paints results to choose from together: where it goes, the one that is chosen in the panel shows.

#include "ui/tools/tool.h"

namespace ui {

class MixTool final : public Tool {
public:
    using Tool::Tool;

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    bool key(int key) override;
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::BlankCursor); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Brush; }

private:
    bool m_hovering = false;
    QPointF m_hover; ///< view
};

} // namespace ui
