#pragma once

/// A click fills what has the colour of the pixel under it, within the selection, with the
/// foreground colour.

#include "ui/tools/tool.h"

namespace ui {

class BucketTool final : public Tool {
public:
    explicit BucketTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent&) override { m_pressed = true; }
    void move(const PointerEvent&) override {}
    void release(const PointerEvent& event) override;
    void cancel() override { m_pressed = false; }
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::CrossCursor); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Bucket; }

private:
    bool m_pressed = false;
};

} // namespace ui
