#include "ui/panels/generate_panel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/fill_recipe.h"
#include "ui/generate/candidate_extras.h"
#include "ui/generate/candidate_strip.h"
#include "ui/generate/create_controls.h"
#include "ui/generate/expand_controls.h"
#include "ui/generate/generation.h"
#include "ui/generate/prompt_box.h"
#include "ui/generate/quality.h"
#include "ui/generate/queue_section.h"
#include "ui/generate/run_estimate.h"
#include "ui/generate/segmented_control.h"
#include "ui/generate/word_bar.h"
#include "ui/panels/advanced_section.h"
#include "ui/panels/model_section.h"
#include "ui/panels/progress_section.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kCounts[] = {1, 2, 4, 8};

QFrame* makeSeparator(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("separator", true);
    return line;
}

} // namespace

GeneratePanel::GeneratePanel(Workspace& workspace, Generation& generation, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_generation(generation),
      m_tasks(new SegmentedControl(tr("Task"),
                                   {taskName(Task::Remove), taskName(Task::Fill),
                                    taskName(Task::Expand), taskName(Task::Edit),
                                    taskName(Task::Create)},
                                   this)),
      m_prompt(new PromptBox(generation.models, generation.prompts, this)),
      m_expand(new ExpandControls(generation.expand, this)), m_create(new CreateControls(this)),
      m_strength(new SliderField(tr("Strength"), {0, 1, 0.01, 2, 0, {}}, this)),
      m_scope(new QLabel(this)),
      m_count(new SegmentedControl(
          tr("Results"),
          {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("4"), QStringLiteral("8")},
          this)),
      m_copy(new QCheckBox(tr("Offer the copied surroundings too"), this)),
      m_quality(
          new SegmentedControl(tr("Quality"), {tr("Fast"), tr("Balanced"), tr("Best")}, this)),
      m_again(new QWidget(this)), m_run(new QPushButton(this)), m_hint(new QLabel(this)),
      m_estimate(new QLabel(this)), m_progress(new ProgressSection(this)),
      m_advanced(new AdvancedSection(this)), m_extras(new CandidateExtras(generation, this)),
      m_words(new WordBar(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    layout->setSpacing(kGap + kHalfGap);
    makeTaskControls(*layout);
    makeRunControls(*layout);
    auto* strip = new CandidateStrip(generation.shelf, this);
    strip->addBelow(m_extras);
    layout->addWidget(strip);
    layout->addWidget(m_words);
    layout->addWidget(m_progress);
    layout->addWidget(new QueueSection(generation.queue, this));
    layout->addWidget(makeSeparator(this));
    layout->addWidget(new Fold(tr("Advanced"), m_advanced, this));
    layout->addWidget(makeSeparator(this));
    layout->addWidget(new ModelSection(generation, this));
    layout->addStretch(1);

    const auto refreshed = [this] { refresh(); };
    connect(m_tasks, &SegmentedControl::chosen, this, [this] { showTask(); });
    connect(m_run, &QPushButton::clicked, this, &GeneratePanel::generate);
    connect(m_prompt, &PromptBox::changed, this, refreshed);
    connect(m_prompt, &PromptBox::changed, this, &GeneratePanel::promptEdited);
    connect(m_create, &CreateControls::changed, this, refreshed);
    connect(&generation.expand, &ExpandSettings::changed, this, refreshed);
    connect(m_count, &SegmentedControl::chosen, this, refreshed);
    connect(m_quality, &SegmentedControl::chosen, this, refreshed);
    connect(m_copy, &QCheckBox::toggled, this, refreshed);
    connect(m_advanced, &AdvancedSection::changed, this, refreshed);
    connect(m_strength, &SliderField::edited, this, [this] { m_strengthSet = true; });
    connect(m_progress, &ProgressSection::cancelRequested, &generation.fills,
            &FillController::cancel);
    connect(&generation.fills, &FillController::stateChanged, this, refreshed);
    connect(&generation.fills, &FillController::progressed, m_progress,
            &ProgressSection::setStatus);
    connect(&generation.models, &ModelSelection::changed, this, refreshed);
    connect(&generation.queue, &GenerationQueue::changed, this, refreshed);
    connect(&m_workspace, &Workspace::sessionChanged, this, [this] {
        stopAgain();
        connectSession();
        refresh();
    });
    connectSession();
    showTask();
}

void GeneratePanel::connectSession()
{
    DocumentSession* session = m_workspace.session();
    m_generation.expand.setPicture(session == nullptr ? core::Size{} : session->document().size());
    if (session != nullptr) {
        connect(session, &DocumentSession::historyChanged, this, [this, session] {
            m_generation.expand.setPicture(session->document().size());
            refresh();
        });
    }
}

Task GeneratePanel::task() const
{
    return static_cast<Task>(m_tasks->current());
}

void GeneratePanel::setTask(Task task)
{
    if (task != this->task()) {
        m_tasks->setCurrent(static_cast<int>(task));
        showTask();
    }
}

void GeneratePanel::showTask()
{
    const Task now = task();
    m_prompt->setVisible(now != Task::Remove);
    m_expand->setVisible(now == Task::Expand);
    m_create->setVisible(now == Task::Create);
    m_strength->setVisible(now == Task::Edit);
    m_scope->setVisible(now == Task::Edit);
    m_copy->setVisible(now == Task::Remove);
    m_advanced->setStrengthVisible(now != Task::Edit && now != Task::Create);
    const QString words[] = {QString(), tr("What should be there?"),
                             tr("What goes on there? May be left empty."),
                             tr("What should it look like?"), tr("What should the picture show?")};
    m_prompt->setPlaceholder(words[static_cast<int>(now)]);
    refresh();
    Q_EMIT taskChanged();
}

FillParams GeneratePanel::params() const
{
    FillParams out = m_base;
    out.task = task();
    out.model = m_generation.models.path().toStdString();
    out.modelHash = m_generation.models.hash().toStdString();
    if (out.task != Task::Remove) {
        out.prompt = m_prompt->prompt().toStdString();
        out.negativePrompt = m_prompt->negative().toStdString();
    }
    const auto quality = static_cast<Quality>(m_quality->current());
    if (m_generation.models.info() && quality != Quality::Balanced) {
        const QualitySettings settings =
            settingsOf(quality, m_generation.models.info()->defaults(actionOf(out)),
                       m_generation.models.schedulers());
        out.steps = settings.steps;
        out.scheduler = settings.scheduler;
    }
    if (out.task == Task::Edit && m_strengthSet) {
        out.strength = static_cast<float>(m_strength->value());
    }
    m_advanced->fillIn(out);
    out.candidates = kCounts[std::max(0, m_count->current())];
    out.copyCandidate = out.task == Task::Remove && m_copy->isChecked();
    out.canvas = m_generation.expand.canvas();
    out.target = m_create->target();
    out.size = m_create->size();
    return out;
}

void GeneratePanel::showParams(const FillParams& params)
{
    m_base = {};
    m_base.again = params.again;
    m_base.nearby = params.nearby;
    m_base.walk = params.walk;
    m_tasks->setCurrent(static_cast<int>(params.task));
    m_prompt->setPrompts(QString::fromStdString(params.prompt),
                         QString::fromStdString(params.negativePrompt));
    m_quality->setCurrent(static_cast<int>(Quality::Balanced));
    m_count->setCurrent(0);
    m_copy->setChecked(false);
    m_advanced->showParams(params);
    m_strengthSet = params.strength.has_value();
    if (m_strengthSet) {
        m_strength->setValue(static_cast<double>(*params.strength));
    }
    if (!params.size.isEmpty() && params.task == Task::Create) {
        m_create->setSize(params.size);
    }
    showTask();
}

void GeneratePanel::stopAgain()
{
    const bool set = m_base.again != 0 || !m_base.nearby.empty() || m_base.walk.share > 0.0F;
    if (set) { // what was set for that layer is not meant for others
        m_base = {};
        m_strengthSet = false;
        m_advanced->forget();
    }
}

QString GeneratePanel::obstacle() const
{
    const FillParams now = params();
    const QString missing = m_generation.fills.obstacle(now);
    if (!missing.isEmpty()) {
        return missing;
    }
    const auto& info = m_generation.models.info();
    if (!info) {
        return m_generation.models.isLoading()
                   ? QString()
                   : tr("There is no usable model. Choose another one below.");
    }
    if (!info->can(actionOf(now))) {
        return tr("%1 is not made for this. Choose another model below.")
            .arg(QString::fromStdString(info->title));
    }
    if (now.prompt.empty() && now.task != Task::Remove && now.task != Task::Expand &&
        info->usesPrompt) {
        return tr("Say in words what it should be.");
    }
    return {};
}

void GeneratePanel::generate()
{
    if (!obstacle().isEmpty()) {
        refresh();
        return;
    }
    FillParams wanted = params();
    wanted.seed = m_advanced->takeSeed();
    m_generation.prompts.remember(m_prompt->prompt());
    if (m_run->hasFocus()) {
        Q_EMIT focusReleased();
    }
    m_generation.queue.add(wanted);
}

void GeneratePanel::setPrompt(const QString& prompt)
{
    m_prompt->setPrompts(prompt, m_prompt->negative());
}

void GeneratePanel::focusPrompt()
{
    if (task() == Task::Remove) {
        setTask(Task::Fill);
    }
    m_prompt->focusPrompt();
}

void GeneratePanel::refreshDefaults()
{
    const auto& info = m_generation.models.info();
    if (!info) {
        return;
    }
    m_create->setModel(*info);
    diffusion::ActionDefaults defaults = info->defaults(actionOf(params()));
    m_advanced->setSchedulers(m_generation.models.schedulers());
    defaults.steps = settingsOf(static_cast<Quality>(m_quality->current()), defaults,
                                m_generation.models.schedulers())
                         .steps;
    m_advanced->setDefaults(defaults);
    if (!m_strengthSet) {
        m_strength->setValue(static_cast<double>(info->defaults(diffusion::Action::Edit).strength));
    }
}

void GeneratePanel::refreshEstimate()
{
    const DocumentSession* session = m_workspace.session();
    const core::Size picture = session == nullptr ? core::Size{} : session->document().size();
    const auto& info = m_generation.models.info();
    const bool known = info && obstacle().isEmpty();
    const RunForecast forecast =
        known ? forecastOf(m_generation.times, *info, params(), picture) : RunForecast{};
    m_estimate->setText(forecast.text);
    m_estimate->setToolTip(forecast.explanation);
    m_estimate->setVisible(known && !m_generation.fills.isRunning());
}

void GeneratePanel::refresh()
{
    const Task now = task();
    const bool running = m_generation.fills.isRunning();
    const DocumentSession* session = m_workspace.session();
    const bool selected = session != nullptr && session->hasMask();
    const QString missing = obstacle();
    const bool walks = m_base.walk.share > 0.0F;
    m_again->setVisible(m_base.again != 0 || walks);
    m_againText->setText(
        (m_base.again != 0 ? tr("Makes the chosen layer again.") : QString()) +
        (m_base.again != 0 && walks ? QStringLiteral(" ") : QString()) +
        (walks ? tr("%1 % towards “%2”.")
                     .arg(qRound(100 * static_cast<double>(m_base.walk.share)))
                     .arg(QString::fromStdString(m_base.walk.towards))
               : QString()));
    m_scope->setText(selected ? tr("Changes the selection.")
                              : tr("Nothing is selected: changes the whole picture."));
    m_run->setEnabled(missing.isEmpty());
    const bool queues = running || m_generation.queue.isPaused();
    m_run->setText(queues ? tr("%1 next").arg(taskName(now)) : taskName(now));
    m_run->setToolTip(missing.isEmpty() ? tr("%1 (Ctrl+Enter)").arg(m_run->text()) : missing);
    m_hint->setText(missing);
    m_hint->setVisible(!missing.isEmpty());
    m_progress->setVisible(running);
    if (m_generation.fills.state() == FillController::State::Cancelling) {
        m_progress->setStopping();
    }
    refreshDefaults();
    refreshEstimate();
    Q_EMIT refreshed();
}

} // namespace ui
