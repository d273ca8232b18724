#include "ui/widgets/selection_options.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

#include "ui/actions.h"
#include "ui/generate/segmented_control.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/tools/selection_settings.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {
constexpr int kSliderWidth = 216;
}

SelectionOptions::SelectionOptions(SelectionSettings& settings, const ActionSet& actions,
                                   QWidget* parent)
    : QWidget(parent), m_settings(settings), m_modes(new QButtonGroup(this)),
      m_feather(new SliderField(tr("Feather"),
                                {0, SelectionSettings::kMaxFeather, 1, 0, 40, tr(" px")}, this)),
      m_tolerance(new SliderField(tr("Tolerance"), {0, 255, 1, 0, 0, QString()}, this)),
      m_objectHint(new SegmentedControl(tr("What is drawn"), {tr("Box"), tr("Scribble")}, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGap);
    auto* modes = new QHBoxLayout;
    modes->setSpacing(0);
    const auto addMode = [&](core::SelectionMode mode, const char* icon, const QString& text) {
        auto* button = new QToolButton(this);
        button->setIcon(ui::icon(icon));
        button->setToolTip(text);
        button->setAccessibleName(text);
        button->setCheckable(true);
        m_modes->addButton(button, static_cast<int>(mode));
        modes->addWidget(button);
    };
    addMode(core::SelectionMode::Replace, "mode-replace", tr("New selection"));
    addMode(core::SelectionMode::Add, "mode-add", tr("Add to the selection (Shift)"));
    addMode(core::SelectionMode::Subtract, "mode-subtract",
            tr("Take away from the selection (Alt)"));
    addMode(core::SelectionMode::Intersect, "mode-intersect",
            tr("Keep what both have in common (Shift+Alt)"));
    layout->addLayout(modes);
    m_objectHint->setObjectName(QStringLiteral("objectHint"));
    m_objectHint->setSegmentToolTip(0, tr("Drag a rough box round the thing"));
    m_objectHint->setSegmentToolTip(1, tr("Draw a line across the thing"));
    layout->addWidget(m_objectHint);
    m_feather->setFixedWidth(kSliderWidth);
    m_feather->setToolTipText(tr("How softly new selections end"));
    layout->addWidget(m_feather);
    m_tolerance->setObjectName(QStringLiteral("tolerance"));
    m_tolerance->setFixedWidth(kSliderWidth);
    m_tolerance->setToolTipText(tr("How far a colour may be off"));
    layout->addWidget(m_tolerance);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kHalfGap);
    for (const char* id : {"mask.invert", "mask.clear"}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(&actions[id]);
        button->setAccessibleName(actions[id].toolTip());
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    layout->addStretch(1);

    connect(m_modes, &QButtonGroup::idClicked, this,
            [this](int id) { m_settings.setMode(static_cast<core::SelectionMode>(id)); });
    connect(m_feather, &SliderField::edited, &m_settings, &SelectionSettings::setFeather);
    connect(m_tolerance, &SliderField::edited, this,
            [this](double value) { m_settings.setTolerance(qRound(value)); });
    connect(m_objectHint, &SegmentedControl::chosen, this, [this](int index) {
        m_settings.setObjectHint(index == 0 ? SelectionSettings::ObjectHint::Box
                                            : SelectionSettings::ObjectHint::Scribble);
    });
    connect(&m_settings, &SelectionSettings::changed, this, &SelectionOptions::refresh);
    refresh();
}

void SelectionOptions::setColorPart(bool visible)
{
    m_tolerance->setVisible(visible);
}

void SelectionOptions::setObjectPart(bool visible)
{
    m_objectHint->setVisible(visible);
}

void SelectionOptions::refresh()
{
    m_modes->button(static_cast<int>(m_settings.mode()))->setChecked(true);
    m_feather->setValue(m_settings.feather());
    m_tolerance->setValue(m_settings.tolerance());
    m_objectHint->setCurrent(m_settings.objectHint() == SelectionSettings::ObjectHint::Box ? 0 : 1);
}

} // namespace ui
