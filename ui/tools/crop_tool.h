#pragma once

/// Cuts the picture to a frame with handles; the frame can be turned to straighten. Enter crops,
/// Esc gives up, a drag outside the frame draws a new one.

#include <QObject>

#include "ui/tools/box_handles.h"
#include "ui/tools/tool.h"

namespace ui {

class CropTool final : public Tool {
public:
    explicit CropTool(ToolHost& host);

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void hover(const PointerEvent& event) override;
    void paint(QPainter& painter) override;
    bool key(int key) override;
    void apply() override;
    void documentChanged() override;
    [[nodiscard]] bool isPending() const override;
    [[nodiscard]] bool paintsAlways() const override { return true; }
    [[nodiscard]] QCursor cursor() const override;
    [[nodiscard]] ToolOptions options() const override { return ToolOptions::Crop; }

    /// The frame as it would be cut, in pixels of the turned picture.
    [[nodiscard]] core::Rect area() const;

private:
    void reset();
    void followSettings();
    void resize(QPointF image);
    void drawNew(QPointF image);
    [[nodiscard]] QSizeF withRatio(QSizeF size) const;
    [[nodiscard]] TurnedBox whole() const;

    TurnedBox m_box;
    TurnedBox m_atPress;
    BoxPart m_part = BoxPart::None;
    BoxPart m_hovered = BoxPart::None;
    bool m_dragging = false;
    QPointF m_from; ///< pixels of the document
    core::Size m_canvas;
    QObject m_context; ///< its end disconnects from the settings
};

} // namespace ui
