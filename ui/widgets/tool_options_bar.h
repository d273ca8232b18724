#pragma once

/// The line above the canvas: the active tool's name and its fields. GUI thread only.

#include <QColor>
#include <QWidget>

#include "ui/tools/tool.h"

class QLabel;

namespace ui {

class ActionSet;
class BrushOptions;
class CanvasView;
class CropOptions;
class PaintOptions;
class SelectionOptions;
class TransformOptions;

class ToolOptionsBar final : public QWidget {
    Q_OBJECT

public:
    ToolOptionsBar(CanvasView& canvas, BrushSettings& brush, const ActionSet& actions,
                   QWidget* parent = nullptr);

    /// What the canvas's active tool has.
    void showTool(const ToolEntry& entry, ToolOptions options);
    void setMaskColor(const QColor& color);
    void setPictureSize(QSizeF size);

Q_SIGNALS:
    void maskColorChosen(const QColor& color);

private:
    void keepHeight();

    QLabel* m_title;
    QLabel* m_hint;
    BrushOptions* m_brush;
    SelectionOptions* m_selection;
    PaintOptions* m_paint;
    CropOptions* m_crop;
    TransformOptions* m_transform;
};

} // namespace ui
