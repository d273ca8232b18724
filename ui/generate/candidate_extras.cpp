#include "ui/generate/candidate_extras.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/generate/generation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kVariations = 3;
constexpr int kMoreSteps = 10;
constexpr double kUsualAmount = 0.3;
constexpr int kWords = -1; // among the numbers of results

QPushButton* button(const char* name, const QString& text, const QString& tip, QWidget* parent)
{
    auto* out = new QPushButton(text, parent);
    out->setObjectName(QLatin1String(name));
    out->setToolTip(tip);
    out->setProperty("narrow", true);
    return out;
}

/// What went into the job that a candidate belongs to, to add to it.
FillJob jobInto(const OutcomeRef& outcome)
{
    FillJob job;
    job.params = outcome->params;
    job.params.candidates = 1;
    job.params.copyCandidate = false;
    job.session = outcome->session;
    job.snapshot = outcome->base;
    job.picture = outcome->session ? outcome->session->name() : QString();
    job.into = outcome;
    return job;
}

} // namespace

CandidateExtras::CandidateExtras(Generation& generation, QWidget* parent)
    : QWidget(parent), m_generation(generation),
      m_amount(new SliderField(tr("Change"), {0.02, 1, 0.01, 2, 0, {}}, this)),
      m_like(button("moreLikeThis", tr("More like this"),
                    tr("Three more from noise near this one's (Ctrl+Shift+J)"), this)),
      m_more(button("tenMoreSteps", tr("10 more steps"),
                    tr("Works this one out further, as one more result"), this)),
      m_other(new QComboBox(this)), m_towards(new QLineEdit(this)),
      m_walk(new QSlider(Qt::Horizontal, this)),
      m_keepPlace(button("keepBetween", tr("Take"),
                         tr("The picture between the two as one more result"), this)),
      m_mix(button("mixButton", tr("Paint together"),
                   tr("Brush results into each other: the chosen one shows where you paint (Shift+M)"),
                   this)),
      m_keepMix(button("keepMix", tr("Take the mix"),
                       tr("What is painted together as one more result"), this)),
      m_walks(new QWidget(this)), m_two(new QWidget(this))
{
    m_amount->setObjectName(QStringLiteral("variationAmount"));
    m_amount->setValue(kUsualAmount);
    m_amount->setToolTipText(tr("How far variations may lie from this one: 0.1 changes details, 1 "
                                "has nothing to do with it"));
    m_other->setObjectName(QStringLiteral("betweenOther"));
    m_other->setAccessibleName(tr("What lies at the other end"));
    m_towards->setObjectName(QStringLiteral("betweenWords"));
    m_towards->setPlaceholderText(tr("Other words, for the same seed"));
    m_towards->setAccessibleName(tr("Words at the other end"));
    m_towards->setClearButtonEnabled(true);
    m_towards->hide();
    m_walk->setObjectName(QStringLiteral("betweenSlider"));
    m_walk->setRange(0, BetweenTwo::kPlaces);
    m_walk->setAccessibleName(tr("Between this result and the other"));

    auto* like = new QHBoxLayout;
    like->setSpacing(kGap);
    like->addWidget(m_like, 1);
    like->addWidget(m_more, 1);
    auto* label = new QLabel(tr("Towards"), m_walks);
    setTextRole(*label, TextRole::Secondary);
    label->setBuddy(m_other);
    auto* towards = new QHBoxLayout;
    towards->setSpacing(kGap);
    towards->addWidget(label);
    towards->addWidget(m_other, 1);
    auto* walk = new QHBoxLayout;
    walk->setSpacing(kGap);
    walk->addWidget(m_walk, 1);
    walk->addWidget(m_keepPlace);
    auto* walks = new QVBoxLayout(m_walks);
    walks->setContentsMargins(0, 0, 0, 0);
    walks->setSpacing(kGap);
    walks->addLayout(towards);
    walks->addWidget(m_towards);
    walks->addLayout(walk);
    auto* mix = new QHBoxLayout;
    mix->setSpacing(kGap);
    mix->addWidget(m_mix, 1);
    mix->addWidget(m_keepMix, 1);
    auto* two = new QVBoxLayout(m_two);
    two->setContentsMargins(0, 0, 0, 0);
    two->setSpacing(kGap);
    two->addLayout(mix);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_amount);
    layout->addLayout(like);
    layout->addWidget(m_walks);
    layout->addWidget(m_two);

    connect(m_like, &QPushButton::clicked, this, &CandidateExtras::moreLikeThis);
    connect(m_more, &QPushButton::clicked, this, &CandidateExtras::moreSteps);
    connect(m_walk, &QSlider::valueChanged, this, &CandidateExtras::walkTo);
    connect(m_walk, &QSlider::sliderPressed, this,
            [this] { m_generation.between.setMoving(true); });
    connect(m_walk, &QSlider::sliderReleased, this,
            [this] { m_generation.between.setMoving(false); });
    connect(m_towards, &QLineEdit::textEdited, this, [this] {
        refresh();
        walkTo(m_walk->value());
    });
    connect(m_keepPlace, &QPushButton::clicked, this, &CandidateExtras::keepPlace);
    connect(m_mix, &QPushButton::clicked, this, &CandidateExtras::mixWanted);
    connect(m_keepMix, &QPushButton::clicked, this, &CandidateExtras::keepMix);
    connect(m_other, &QComboBox::activated, this, [this] {
        m_chosen = m_other->currentData().toInt();
        m_towards->setVisible(m_other->currentData().toInt() == kWords);
        if (!m_towards->isHidden()) {
            m_towards->setFocus();
        }
        refresh();
        walkTo(m_walk->value());
    });
    connect(&generation.shelf, &CandidateShelf::changed, this, &CandidateExtras::refresh);
    connect(&generation.mix, &CandidateMix::changed, this, &CandidateExtras::refresh);
    connect(&generation.between, &BetweenTwo::changed, this, &CandidateExtras::refresh);
    refresh();
}

bool CandidateExtras::canVary() const
{
    const OutcomeRef outcome = m_generation.shelf.outcome();
    return outcome && outcome->session &&
           !outcome->candidates[static_cast<std::size_t>(m_generation.shelf.current())].copyOnly;
}

void CandidateExtras::moreLikeThis()
{
    if (!canVary()) {
        return;
    }
    const OutcomeRef outcome = m_generation.shelf.outcome();
    const FillCandidate& chosen =
        outcome->candidates[static_cast<std::size_t>(m_generation.shelf.current())];
    FillJob job = jobInto(outcome);
    job.params.candidates = kVariations;
    job.params.seed = chosen.used.seed;
    job.params.nearby = chosen.nearby;
    job.params.walk = chosen.walk;
    job.params.nearby.push_back(
        {QRandomGenerator::global()->generate(), static_cast<float>(m_amount->value())});
    m_generation.queue.addJob(std::move(job));
}

void CandidateExtras::moreSteps()
{
    if (!canVary()) {
        return;
    }
    const OutcomeRef outcome = m_generation.shelf.outcome();
    const FillCandidate& chosen =
        outcome->candidates[static_cast<std::size_t>(m_generation.shelf.current())];
    FillJob job = jobInto(outcome);
    job.params.seed = chosen.used.seed;
    job.params.nearby = chosen.nearby;
    job.params.walk = chosen.walk;
    job.params.steps = chosen.used.steps;
    job.params.moreSteps = kMoreSteps;
    job.states = chosen.states;
    m_generation.queue.addJob(std::move(job));
}

void CandidateExtras::walkTo(int place)
{
    const OutcomeRef outcome = m_generation.shelf.outcome();
    const int from = m_generation.shelf.current();
    const QVariant to = m_other->currentData();
    if (!outcome || !to.isValid()) {
        return;
    }
    BetweenTwo& between = m_generation.between;
    if (to.toInt() == kWords) {
        between.beginWords(outcome, from, m_towards->text().trimmed().toStdString());
    } else {
        between.begin(outcome, from, to.toInt());
    }
    between.setPlace(place);
}

void CandidateExtras::keepPlace()
{
    if (auto made = m_generation.between.candidate()) {
        m_generation.between.end();
        m_generation.shelf.add(std::move(*made));
    }
}

void CandidateExtras::keepMix()
{
    CandidateMix& mix = m_generation.mix;
    if (mix.isActive() && mix.outcome() == m_generation.shelf.outcome()) {
        FillCandidate made = mix.result(tr("Mixed results"));
        mix.end();
        m_generation.shelf.add(std::move(made));
    }
}

/// The other results that there is a way to, and words.
void CandidateExtras::fillTargets()
{
    const CandidateShelf& shelf = m_generation.shelf;
    const OutcomeRef outcome = shelf.outcome();
    std::vector<int> wanted;
    for (int i = 0; i < shelf.count(); ++i) {
        if (BetweenTwo::isPossible(*outcome, shelf.current(), i)) {
            wanted.push_back(i);
        }
    }
    if (BetweenTwo::hasWords(*outcome, shelf.current())) {
        wanted.push_back(kWords);
    }
    std::vector<int> there;
    for (int i = 0; i < m_other->count(); ++i) {
        there.push_back(m_other->itemData(i).toInt());
    }
    if (there == wanted) {
        return;
    }
    const QSignalBlocker quiet(m_other);
    m_other->clear();
    for (const int one : wanted) {
        m_other->addItem(one == kWords ? tr("Other words") : tr("Result %1").arg(one + 1), one);
    }
    // Words are the only way from the first result; that they show then is nobody's choice.
    m_other->setCurrentIndex(std::max(0, m_chosen ? m_other->findData(*m_chosen) : 0));
}

void CandidateExtras::refresh()
{
    const CandidateShelf& shelf = m_generation.shelf;
    const OutcomeRef outcome = shelf.outcome();
    if (!outcome) {
        return;
    }
    const bool varies = canVary();
    m_amount->setEnabled(varies);
    m_like->setEnabled(varies);
    const FillCandidate& shown = outcome->candidates[static_cast<std::size_t>(shelf.current())];
    m_more->setEnabled(varies && !shown.states.empty() && shown.states.front() &&
                       shown.states.front()->latents);
    m_two->setVisible(shelf.count() > 1);
    fillTargets();
    const bool words = m_other->currentData().isValid() && m_other->currentData().toInt() == kWords;
    const bool walks = m_other->count() > 0 && (!words || !m_towards->text().trimmed().isEmpty());
    m_walks->setVisible(m_other->count() > 0);
    m_towards->setVisible(words);
    m_walk->setEnabled(walks);
    m_walk->setToolTip(walks ? tr("Drag from this result to the other")
                             : tr("Say first what the other words are"));
    const BetweenTwo& between = m_generation.between;
    const bool isEnd = between.place() == 0 || (!words && between.place() == BetweenTwo::kPlaces);
    m_keepPlace->setEnabled(between.isActive() && !isEnd && between.candidate());
    if (!between.isActive()) {
        const QSignalBlocker still(m_walk);
        m_walk->setValue(0);
    }
    m_keepMix->setEnabled(m_generation.mix.isPainted());
}

} // namespace ui
