#include "ui/generate/ratio_choice.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/generate/segmented_control.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr core::Size kRatios[] = {{1, 1}, {4, 3}, {3, 2}, {16, 9}};
constexpr int kCustom = 4;

} // namespace

RatioChoice::RatioChoice(QWidget* parent)
    : QWidget(parent),
      m_shapes(new SegmentedControl(tr("Shape"),
                                    {QStringLiteral("1:1"), QStringLiteral("4:3"),
                                     QStringLiteral("3:2"), QStringLiteral("16:9"), tr("Custom")},
                                    this)),
      m_upright(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    layout->addWidget(m_shapes, 1);
    layout->addWidget(m_upright);
    m_shapes->setObjectName(QStringLiteral("ratios"));
    m_upright->setObjectName(QStringLiteral("upright"));
    m_upright->setCheckable(true);
    m_upright->setIcon(icon("upright"));
    m_upright->setToolTip(tr("Upright: higher than wide"));
    m_upright->setAccessibleName(tr("Upright"));
    connect(m_shapes, &SegmentedControl::chosen, this, &RatioChoice::chosen);
    connect(m_upright, &QToolButton::clicked, this, &RatioChoice::chosen);
}

core::Size RatioChoice::ratio() const
{
    const int index = m_shapes->current();
    if (index < 0 || index >= kCustom) {
        return {};
    }
    const core::Size shape = kRatios[index];
    return m_upright->isChecked() ? core::Size{shape.height, shape.width} : shape;
}

void RatioChoice::setCustom()
{
    m_shapes->setCurrent(kCustom);
}

bool RatioChoice::isUpright() const
{
    return m_upright->isChecked();
}

void RatioChoice::setUpright(bool upright)
{
    m_upright->setChecked(upright);
}

} // namespace ui
