#include "ui/widgets/slider_field.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kSliderSteps = 1000;
}

SliderField::SliderField(const QString& name, const SliderRange& range, QWidget* parent)
    : QWidget(parent), m_range(range), m_name(new QLabel(name, this)),
      m_slider(new QSlider(Qt::Horizontal, this)), m_spin(new QDoubleSpinBox(this))
{
    if (range.middle > range.minimum && range.middle < range.maximum) {
        const double share = (range.middle - range.minimum) / (range.maximum - range.minimum);
        m_exponent = std::log(share) / std::log(0.5);
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_name);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_spin);
    setTextRole(*m_name, TextRole::Secondary);

    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(name);
    m_spin->setRange(range.minimum, range.maximum);
    m_spin->setDecimals(range.decimals);
    m_spin->setSingleStep(range.step);
    m_spin->setSuffix(range.suffix);
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spin->setAlignment(Qt::AlignRight);
    m_spin->setKeyboardTracking(false);
    m_spin->setAccessibleName(name);
    m_spin->setFixedWidth(64);
    m_name->setBuddy(m_spin);
    setFocusProxy(m_spin);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const double raw = fromSlider(position / static_cast<double>(kSliderSteps));
        const double value = std::round(raw / m_range.step) * m_range.step;
        const QSignalBlocker block(m_spin);
        m_spin->setValue(value);
        Q_EMIT edited(m_spin->value());
    });
    // Once a number is typed the keys belong to the picture again.
    connect(m_spin, &QDoubleSpinBox::editingFinished, m_spin, &QWidget::clearFocus);
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker block(m_slider);
        m_slider->setValue(static_cast<int>(std::lround(toSlider(value) * kSliderSteps)));
        Q_EMIT edited(value);
    });
}

double SliderField::value() const
{
    return m_spin->value();
}

void SliderField::setValue(double value)
{
    const QSignalBlocker blockSpin(m_spin);
    const QSignalBlocker blockSlider(m_slider);
    m_spin->setValue(value);
    m_slider->setValue(static_cast<int>(std::lround(toSlider(m_spin->value()) * kSliderSteps)));
}

void SliderField::setNameWidth(int width)
{
    m_name->setFixedWidth(width);
}

void SliderField::setToolTipText(const QString& text)
{
    m_name->setToolTip(text);
    m_slider->setToolTip(text);
    m_spin->setToolTip(text);
}

double SliderField::toSlider(double value) const
{
    const double share = (value - m_range.minimum) / (m_range.maximum - m_range.minimum);
    return std::pow(std::clamp(share, 0.0, 1.0), 1.0 / m_exponent);
}

double SliderField::fromSlider(double position) const
{
    return m_range.minimum + std::pow(position, m_exponent) * (m_range.maximum - m_range.minimum);
}

} // namespace ui
