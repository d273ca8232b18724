#pragma once

/// Size and edge of the mask's brush, the mask's colour, for the line above the canvas. GUI thread
/// only.

#include <QColor>
#include <QWidget>

class QToolButton;

namespace ui {

class ActionSet;
class BrushSettings;
class SliderField;

class BrushOptions final : public QWidget {
    Q_OBJECT

public:
    BrushOptions(BrushSettings& brush, const ActionSet& actions, QWidget* parent = nullptr);

    void setMaskColor(const QColor& color);

Q_SIGNALS:
    void maskColorChosen(const QColor& color);

private:
    void refresh();
    void chooseColor();

    BrushSettings& m_brush;
    SliderField* m_size;
    SliderField* m_edge;
    QToolButton* m_color;
    QColor m_maskColor;
};

} // namespace ui
