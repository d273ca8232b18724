#pragma once

/// The line above the canvas for tools that paint: each tool shows the fields it has.
/// GUI thread only.

#include <QWidget>

#include "ui/tools/tool.h"

class QCheckBox;

namespace ui {

class ColorButton;
class PaintSettings;
class SliderField;

class PaintOptions final : public QWidget {
    Q_OBJECT

public:
    PaintOptions(BrushSettings& brush, PaintSettings& paint, SelectionSettings& selection,
                 QWidget* parent = nullptr);

    void setKind(ToolOptions kind);

private:
    void refresh();

    BrushSettings& m_brush;
    PaintSettings& m_paint;
    SelectionSettings& m_selection;
    ColorButton* m_foreground;
    ColorButton* m_background;
    SliderField* m_size;
    SliderField* m_edge;
    SliderField* m_opacity;
    SliderField* m_tolerance;
    QCheckBox* m_allLayers;
    QCheckBox* m_radial;
    QCheckBox* m_pressure;
};

} // namespace ui
