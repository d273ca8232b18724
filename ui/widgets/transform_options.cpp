#include "ui/widgets/transform_options.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/tools/transform_settings.h"
#include "ui/widgets/apply_buttons.h"

namespace ui {

TransformOptions::TransformOptions(TransformSettings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_width = addField(tr("Width"), tr(" %"), -10000, 10000);
    m_height = addField(tr("Height"), tr(" %"), -10000, 10000);
    m_angle = addField(tr("Angle"), tr("°"), -360, 360);
    m_width->setObjectName(QStringLiteral("transformWidth"));
    m_angle->setObjectName(QStringLiteral("transformAngle"));
    const auto addFlip = [&](const char* icon, const QString& text,
                             double TransformNumbers::*member) {
        auto* button = new QToolButton(this);
        button->setIcon(ui::icon(icon));
        button->setToolTip(text);
        button->setAccessibleName(text);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this,
                [this, member] { change(member, -(m_settings.numbers().*member)); });
    };
    addFlip("flip-horizontal", tr("Flip left and right"), &TransformNumbers::scaleX);
    addFlip("flip-vertical", tr("Flip top and bottom"), &TransformNumbers::scaleY);
    layout->addSpacing(kGap);
    layout->addWidget(new ApplyButtons(
        tr("Apply"), [this] { Q_EMIT applied(); }, [this] { Q_EMIT cancelled(); }, this));
    connect(m_width, &QDoubleSpinBox::valueChanged, this,
            [this](double v) { change(&TransformNumbers::scaleX, v / 100); });
    connect(m_height, &QDoubleSpinBox::valueChanged, this,
            [this](double v) { change(&TransformNumbers::scaleY, v / 100); });
    connect(m_angle, &QDoubleSpinBox::valueChanged, this,
            [this](double v) { change(&TransformNumbers::degrees, v); });
    connect(&m_settings, &TransformSettings::changed, this, &TransformOptions::refresh);
    refresh();
}

QDoubleSpinBox* TransformOptions::addField(const QString& name, const QString& suffix, double least,
                                           double most)
{
    auto* label = new QLabel(name, this);
    setTextRole(*label, TextRole::Secondary);
    auto* field = new QDoubleSpinBox(this);
    field->setRange(least, most);
    field->setDecimals(1);
    field->setSuffix(suffix);
    field->setKeyboardTracking(false);
    field->setFixedWidth(84);
    field->setAccessibleName(name);
    label->setBuddy(field);
    layout()->addWidget(label);
    layout()->addWidget(field);
    connect(field, &QDoubleSpinBox::editingFinished, field, &QWidget::clearFocus);
    return field;
}

void TransformOptions::change(double TransformNumbers::*member, double value)
{
    TransformNumbers numbers = m_settings.numbers();
    numbers.*member = value == 0 && member != &TransformNumbers::degrees ? 0.001 : value;
    m_settings.setNumbers(numbers);
}

void TransformOptions::refresh()
{
    const TransformNumbers& numbers = m_settings.numbers();
    const auto show = [](QDoubleSpinBox& field, double value) {
        const QSignalBlocker block(field);
        field.setValue(value);
    };
    show(*m_width, numbers.scaleX * 100);
    show(*m_height, numbers.scaleY * 100);
    show(*m_angle, numbers.degrees);
}

} // namespace ui
