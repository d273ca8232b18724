#pragma once

/// The line above the canvas for selection tools: how a new shape meets the selection, how soft it
/// is, and for selections by colour how far the colour may be off. GUI thread only.

#include <QWidget>

class QButtonGroup;

namespace ui {

class ActionSet;
class SegmentedControl;
class SelectionSettings;
class SliderField;

class SelectionOptions final : public QWidget {
    Q_OBJECT

public:
    SelectionOptions(SelectionSettings& settings, const ActionSet& actions,
                     QWidget* parent = nullptr);

    /// Whether the fields of selections by colour show.
    void setColorPart(bool visible);
    /// Whether the choice between box and scribble shows.
    void setObjectPart(bool visible);

private:
    void refresh();

    SelectionSettings& m_settings;
    QButtonGroup* m_modes;
    SliderField* m_feather;
    SliderField* m_tolerance;
    SegmentedControl* m_objectHint;
};

} // namespace ui
