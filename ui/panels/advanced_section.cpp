#include "ui/panels/advanced_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kNameWidth = 72;
constexpr int kMostStepCache = 10; // both as the engine takes them
constexpr int kMostClipSkip = 12;

QString newSeed()
{
    return QString::number(QRandomGenerator::global()->generate());
}

} // namespace

AdvancedSection::AdvancedSection(QWidget* parent)
    : QWidget(parent), m_steps(new SliderField(tr("Steps"), {1, 100, 1, 0, 25, {}}, this)),
      m_guidance(new SliderField(tr("Guidance"), {1, 20, 0.1, 1, 0, {}}, this)),
      m_strength(new SliderField(tr("Strength"), {0, 1, 0.01, 2, 0, {}}, this)),
      m_stepCache(new SliderField(tr("Step cache"), {1, kMostStepCache, 1, 0, 3, {}}, this)),
      m_clipSkip(new SliderField(tr("Clip skip"), {1, kMostClipSkip, 1, 0, 4, {}}, this)),
      m_scheduler(new QComboBox(this)), m_seed(new QLineEdit(newSeed(), this)),
      m_dice(new QToolButton(this)), m_lock(new QToolButton(this)),
      m_reset(new QPushButton(tr("Use the model's defaults"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    for (SliderField* field : {m_steps, m_guidance, m_strength, m_stepCache, m_clipSkip}) {
        field->setNameWidth(kNameWidth);
        layout->addWidget(field);
    }
    m_steps->setToolTipText(tr("More steps take longer and come out cleaner"));
    m_guidance->setToolTipText(tr("How closely the prompt is followed; 1 ignores it"));
    m_strength->setToolTipText(
        tr("How far the result may leave the copied surroundings; 0 keeps them as they are"));

    m_stepCache->setObjectName(QStringLiteral("stepCache"));
    m_stepCache->setValue(1);
    m_stepCache->setToolTipText(tr("The network's deep layers run at every so many steps only: "
                                   "faster, less exact; 1 = at every step"));
    m_clipSkip->setObjectName(QStringLiteral("clipSkip"));
    m_clipSkip->setValue(1);
    m_clipSkip->setToolTipText(tr("Which layer of the text encoder speaks, counted from its end: "
                                  "1 = the last, 2 is what some models were trained with"));

    auto* samplerRow = new QHBoxLayout;
    samplerRow->setSpacing(kGap);
    auto* samplerName = new QLabel(tr("Sampler"), this);
    samplerName->setFixedWidth(kNameWidth);
    setTextRole(*samplerName, TextRole::Secondary);
    samplerName->setBuddy(m_scheduler);
    m_scheduler->addItem(tr("Model's default"), QString());
    m_scheduler->setAccessibleName(tr("Sampler"));
    m_scheduler->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    samplerRow->addWidget(samplerName);
    samplerRow->addWidget(m_scheduler, 1);
    layout->addLayout(samplerRow);
    layout->addWidget(makeSeedRow());

    m_reset->setObjectName(QStringLiteral("resetAdvanced"));
    setQuiet(*m_reset);
    m_reset->setEnabled(false);
    layout->addWidget(m_reset, 0, Qt::AlignLeft);

    const auto touched = [this](SliderField* field, bool AdvancedSection::*flag) {
        connect(field, &SliderField::edited, this, [this, flag] {
            this->*flag = true;
            m_reset->setEnabled(true);
            Q_EMIT changed();
        });
    };
    touched(m_steps, &AdvancedSection::m_stepsSet);
    touched(m_guidance, &AdvancedSection::m_guidanceSet);
    touched(m_strength, &AdvancedSection::m_strengthSet);
    for (SliderField* field : {m_stepCache, m_clipSkip}) {
        connect(field, &SliderField::edited, this, [this] {
            m_reset->setEnabled(true);
            Q_EMIT changed();
        });
    }
    connect(m_scheduler, &QComboBox::activated, this, [this] {
        m_reset->setEnabled(true);
        Q_EMIT changed();
    });
    connect(m_reset, &QPushButton::clicked, this, &AdvancedSection::resetToDefaults);
    showDefaults();
}

QWidget* AdvancedSection::makeSeedRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    auto* name = new QLabel(tr("Seed"), row);
    name->setFixedWidth(kNameWidth + kGap - kHalfGap);
    name->setBuddy(m_seed);
    setTextRole(*name, TextRole::Secondary);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setToolTip(tr("The same seed and settings give the same picture"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,20}")), m_seed));
    m_dice->setIcon(icon("dice"));
    m_dice->setToolTip(tr("Another seed"));
    m_dice->setAccessibleName(tr("Another seed"));
    m_lock->setIcon(icon("unlock"));
    m_lock->setCheckable(true);
    m_lock->setToolTip(tr("Keep this seed for the next run"));
    m_lock->setAccessibleName(tr("Keep this seed"));
    layout->addWidget(name);
    layout->addWidget(m_seed, 1);
    layout->addWidget(m_dice);
    layout->addWidget(m_lock);
    connect(m_dice, &QToolButton::clicked, this, [this] { m_seed->setText(newSeed()); });
    connect(m_seed, &QLineEdit::textEdited, this, [this] { m_lock->setChecked(true); });
    connect(m_lock, &QToolButton::toggled, this,
            [this](bool on) { m_lock->setIcon(icon(on ? "lock" : "unlock")); });
    return row;
}

void AdvancedSection::setSchedulers(const std::vector<diffusion::SchedulerInfo>& schedulers)
{
    const QVariant chosen = m_scheduler->currentData();
    while (m_scheduler->count() > 1) {
        m_scheduler->removeItem(1);
    }
    for (const diffusion::SchedulerInfo& scheduler : schedulers) {
        m_scheduler->addItem(QString::fromStdString(scheduler.title),
                             QString::fromStdString(scheduler.id));
    }
    m_scheduler->setCurrentIndex(std::max(0, m_scheduler->findData(chosen)));
}

void AdvancedSection::setDefaults(const diffusion::ActionDefaults& defaults)
{
    m_defaults = defaults;
    showDefaults();
}

void AdvancedSection::showDefaults()
{
    if (!m_stepsSet) {
        m_steps->setValue(m_defaults.steps);
    }
    if (!m_guidanceSet) {
        m_guidance->setValue(static_cast<double>(m_defaults.guidanceScale));
    }
    if (!m_strengthSet) {
        m_strength->setValue(static_cast<double>(m_defaults.strength));
    }
}

void AdvancedSection::setStrengthVisible(bool visible)
{
    m_strength->setVisible(visible);
}

void AdvancedSection::resetToDefaults()
{
    m_stepsSet = m_guidanceSet = m_strengthSet = false;
    m_scheduler->setCurrentIndex(0);
    m_stepCache->setValue(1);
    m_clipSkip->setValue(1);
    m_reset->setEnabled(false);
    showDefaults();
    Q_EMIT changed();
}

void AdvancedSection::fillIn(FillParams& params) const
{
    const QString sampler = m_scheduler->currentData().toString();
    if (!sampler.isEmpty()) {
        params.scheduler = sampler.toStdString();
    }
    if (m_stepsSet) {
        params.steps = static_cast<int>(m_steps->value());
    }
    if (m_guidanceSet) {
        params.guidanceScale = static_cast<float>(m_guidance->value());
    }
    params.stepCache = static_cast<int>(m_stepCache->value());
    params.clipSkip = static_cast<int>(m_clipSkip->value());
    if (m_strengthSet && !m_strength->isHidden()) {
        params.strength = static_cast<float>(m_strength->value());
    }
}

std::uint64_t AdvancedSection::takeSeed()
{
    if (!m_lock->isChecked() || m_seed->text().isEmpty()) {
        m_seed->setText(newSeed());
    }
    return m_seed->text().toULongLong();
}

void AdvancedSection::showParams(const FillParams& params)
{
    const auto show = [](SliderField* field, const auto& value, bool& flag) {
        flag = value.has_value();
        if (flag) {
            field->setValue(static_cast<double>(*value));
        }
    };
    show(m_steps, params.steps, m_stepsSet);
    show(m_guidance, params.guidanceScale, m_guidanceSet);
    show(m_strength, params.strength, m_strengthSet);
    m_stepCache->setValue(params.stepCache);
    m_clipSkip->setValue(params.clipSkip);
    const int sampler = m_scheduler->findData(QString::fromStdString(params.scheduler));
    m_scheduler->setCurrentIndex(std::max(0, sampler));
    m_seed->setText(QString::number(params.seed));
    m_lock->setChecked(true);
    m_reset->setEnabled(true);
    showDefaults();
}

void AdvancedSection::forget()
{
    m_lock->setChecked(false);
    resetToDefaults();
}

int AdvancedSection::steps() const
{
    return static_cast<int>(m_steps->value());
}

} // namespace ui
