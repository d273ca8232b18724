#pragma once

/// Takes the colour under the pointer, of all visible layers; with Alt as the background colour.

#include "ui/tools/tool.h"

namespace ui {

/// The colour at `point` (pixels of the document) becomes the foreground; nothing outside.
void pickColor(ToolHost& host, QPointF point);

class PickerTool final : public Tool {
public:
    explicit PickerTool(ToolHost& host) : Tool(host) {}

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override { press(event); }
    void release(const PointerEvent&) override {}
    void cancel() override {}
    [[nodiscard]] QCursor cursor() const override { return QCursor(Qt::CrossCursor); }
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Paint; }
};

} // namespace ui
