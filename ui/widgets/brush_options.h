#pragma once

/// The line above the canvas: size and edge of the brush, the mask's colour. GUI thread only.

#include <QColor>
#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

class ActionSet;
class BrushSettings;
class SliderField;

class BrushOptions final : public QWidget {
    Q_OBJECT

public:
    BrushOptions(BrushSettings& brush, const ActionSet& actions, QWidget* parent = nullptr);

    /// Name of the active tool; the brush's fields show only for tools that use it.
    void setTool(const QString& title, const QString& hint, bool usesBrush);
    void setMaskColor(const QColor& color);

Q_SIGNALS:
    void maskColorChosen(const QColor& color);

private:
    void refresh();
    void chooseColor();

    BrushSettings& m_brush;
    QLabel* m_title;
    QLabel* m_hint;
    SliderField* m_size;
    SliderField* m_edge;
    QToolButton* m_color;
    QWidget* m_brushPart;
    QColor m_maskColor;
};

} // namespace ui
