#include "ui/widgets/brush_options.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/actions.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/tools/brush_settings.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kSliderWidth = 216;

QIcon swatch(const QColor& color)
{
    QPixmap pixmap(36, 36);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor solid = color;
    solid.setAlpha(255);
    painter.setBrush(solid);
    painter.setPen(QPen(ThemeColors::current().text, 2.5));
    painter.drawEllipse(5, 5, 26, 26);
    return QIcon(pixmap);
}

} // namespace

BrushOptions::BrushOptions(BrushSettings& brush, const ActionSet& actions, QWidget* parent)
    : QWidget(parent), m_brush(brush),
      m_size(new SliderField(
          tr("Size"),
          {BrushSettings::kMinDiameter, BrushSettings::kMaxDiameter, 1, 0, 150, tr(" px")}, this)),
      m_edge(new SliderField(tr("Softness"), {0, 100, 1, 0, 0, tr(" %")}, this)),
      m_color(new QToolButton(this))
{
    m_size->setObjectName(QStringLiteral("brushSize"));
    m_size->setFixedWidth(kSliderWidth);
    m_size->setToolTipText(tr("Diameter of the brush ( [ and ] )"));
    m_edge->setFixedWidth(kSliderWidth);
    m_edge->setToolTipText(tr("How softly the brush ends"));
    m_color->setToolTip(tr("Colour of the mask"));
    m_color->setAccessibleName(tr("Colour of the mask"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGap);
    layout->addWidget(m_size);
    layout->addWidget(m_edge);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kHalfGap);
    buttons->addWidget(m_color);
    for (const char* id : {"mask.invert", "mask.clear"}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(&actions[id]);
        button->setAccessibleName(actions[id].toolTip());
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);

    connect(m_size, &SliderField::edited, &m_brush, &BrushSettings::setDiameter);
    connect(m_edge, &SliderField::edited, this,
            [this](double percent) { m_brush.setHardness(1.0 - percent / 100.0); });
    connect(&m_brush, &BrushSettings::changed, this, &BrushOptions::refresh);
    connect(m_color, &QToolButton::clicked, this, &BrushOptions::chooseColor);
    refresh();
}

void BrushOptions::setMaskColor(const QColor& color)
{
    m_maskColor = color;
    m_color->setIcon(swatch(color));
}

void BrushOptions::refresh()
{
    m_size->setValue(m_brush.diameter());
    m_edge->setValue((1.0 - m_brush.hardness()) * 100.0);
}

void BrushOptions::chooseColor()
{
    auto* dialog = new QColorDialog(m_maskColor, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::ShowAlphaChannel);
    dialog->setWindowTitle(tr("Colour of the mask"));
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& color) {
        setMaskColor(color);
        Q_EMIT maskColorChosen(color);
    });
    dialog->open();
}

} // namespace ui
