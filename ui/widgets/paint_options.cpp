#include "ui/widgets/paint_options.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <set>

#include "ui/theme/theme.h"
#include "ui/tools/paint_settings.h"
#include "ui/tools/selection_settings.h"
#include "ui/widgets/color_button.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {
constexpr int kSliderWidth = 200;
}

PaintOptions::PaintOptions(BrushSettings& brush, PaintSettings& paint, SelectionSettings& selection,
                           QWidget* parent)
    : QWidget(parent), m_brush(brush), m_paint(paint), m_selection(selection),
      m_foreground(new ColorButton(tr("Colour (X swaps, D resets)"), this)),
      m_background(new ColorButton(tr("Second colour"), this)),
      m_size(new SliderField(
          tr("Size"),
          {BrushSettings::kMinDiameter, BrushSettings::kMaxDiameter, 1, 0, 150, tr(" px")}, this)),
      m_edge(new SliderField(tr("Softness"), {0, 100, 1, 0, 0, tr(" %")}, this)),
      m_opacity(new SliderField(tr("Opacity"), {1, 100, 1, 0, 0, tr(" %")}, this)),
      m_tolerance(new SliderField(tr("Tolerance"), {0, 255, 1, 0, 0, QString()}, this)),
      m_allLayers(new QCheckBox(tr("All layers"), this)),
      m_radial(new QCheckBox(tr("Round"), this)),
      m_pressure(new QCheckBox(tr("Pressure covers"), this))
{
    m_foreground->setObjectName(QStringLiteral("foregroundColor"));
    m_size->setToolTipText(tr("Diameter of the brush ( [ and ] )"));
    m_edge->setToolTipText(tr("How softly the brush ends"));
    m_opacity->setObjectName(QStringLiteral("paintOpacity"));
    m_opacity->setToolTipText(tr("How much the stroke as a whole covers"));
    m_tolerance->setToolTipText(tr("How far a colour may be off"));
    m_allLayers->setToolTip(tr("Look at all visible layers instead of the active one"));
    m_radial->setToolTip(tr("From the start in all directions"));
    m_pressure->setToolTip(tr("A pen's pressure sets how strongly the brush covers"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGap);
    auto* colors = new QHBoxLayout;
    colors->setSpacing(0);
    colors->addWidget(m_foreground);
    colors->addWidget(m_background);
    layout->addLayout(colors);
    for (SliderField* field : {m_size, m_edge, m_opacity, m_tolerance}) {
        field->setFixedWidth(kSliderWidth);
        layout->addWidget(field);
    }
    for (QCheckBox* box : {m_allLayers, m_radial, m_pressure}) {
        layout->addWidget(box);
    }

    connect(m_foreground, &ColorButton::colorChosen, &m_paint, &PaintSettings::setForeground);
    connect(m_background, &ColorButton::colorChosen, &m_paint, &PaintSettings::setBackground);
    connect(m_size, &SliderField::edited, &m_brush, &BrushSettings::setDiameter);
    connect(m_edge, &SliderField::edited, this,
            [this](double percent) { m_brush.setHardness(1.0 - percent / 100.0); });
    connect(m_opacity, &SliderField::edited, this,
            [this](double percent) { m_paint.setOpacity(percent / 100.0); });
    connect(m_tolerance, &SliderField::edited, this,
            [this](double value) { m_selection.setTolerance(qRound(value)); });
    connect(m_allLayers, &QCheckBox::toggled, &m_paint, &PaintSettings::setSamplesAllLayers);
    connect(m_radial, &QCheckBox::toggled, &m_paint, &PaintSettings::setRadial);
    connect(m_pressure, &QCheckBox::toggled, &m_paint, &PaintSettings::setPressureSetsOpacity);
    connect(&m_brush, &BrushSettings::changed, this, &PaintOptions::refresh);
    connect(&m_paint, &PaintSettings::changed, this, &PaintOptions::refresh);
    connect(&m_selection, &SelectionSettings::changed, this, &PaintOptions::refresh);
    refresh();
}

void PaintOptions::setKind(ToolOptions kind)
{
    using K = ToolOptions;
    const auto show = [kind](QWidget* widget, const std::set<K>& kinds) {
        widget->setVisible(kinds.count(kind) > 0);
    };
    show(m_foreground, {K::Paint, K::Bucket, K::Gradient});
    show(m_background, {K::Paint, K::Gradient});
    show(m_size, {K::Paint, K::Erase, K::Clone, K::Heal});
    show(m_edge, {K::Paint, K::Erase, K::Clone, K::Heal});
    show(m_opacity, {K::Paint, K::Erase, K::Clone, K::Bucket, K::Gradient});
    show(m_tolerance, {K::Bucket});
    show(m_allLayers, {K::Clone, K::Heal, K::Bucket});
    show(m_radial, {K::Gradient});
    show(m_pressure, {K::Paint, K::Erase, K::Clone});
}

void PaintOptions::refresh()
{
    m_foreground->setColor(m_paint.foreground());
    m_background->setColor(m_paint.background());
    m_size->setValue(m_brush.diameter());
    m_edge->setValue((1.0 - m_brush.hardness()) * 100.0);
    m_opacity->setValue(m_paint.opacity() * 100.0);
    m_tolerance->setValue(m_selection.tolerance());
    m_allLayers->setChecked(m_paint.samplesAllLayers());
    m_radial->setChecked(m_paint.isRadial());
    m_pressure->setChecked(m_paint.pressureSetsOpacity());
}

} // namespace ui
