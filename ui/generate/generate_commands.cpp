/// The commands around what has been generated: more steps, mixing, live refill, words, history.

#include <algorithm>
#include <utility>

#include "core/commands/set_mask.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/generate/candidate_extras.h"
#include "ui/generate/generate_actions.h"
#include "ui/generate/generation.h"
#include "ui/generate/history_dialog.h"
#include "ui/generate/word_bar.h"
#include "ui/panels/generate_panel.h"
#include "ui/widgets/message_bar.h"

namespace ui {

namespace {

constexpr int kMoreSteps = 10;

} // namespace

void GenerateActions::moreSteps()
{
    Generation& all = m_parts.generation;
    if (!all.shelf.isEmpty()) {
        m_parts.panel.extras().moreSteps();
        return;
    }
    if (!m_last || !m_last->session || m_last->candidates.empty()) {
        return;
    }
    const FillCandidate& made = m_last->candidates.front();
    FillJob job;
    job.params = m_last->params;
    job.params.candidates = 1;
    job.params.copyCandidate = false;
    job.params.seed = made.used.seed;
    job.params.nearby = made.nearby;
    job.params.walk = made.walk;
    job.params.steps = made.used.steps;
    job.params.moreSteps = kMoreSteps;
    job.session = m_last->session;
    job.picture = m_last->session->name();
    job.snapshot = m_last->base;
    job.states = made.states;
    job.replaces = m_last->layers;
    all.queue.addJob(std::move(job));
}

void GenerateActions::startMix()
{
    Generation& all = m_parts.generation;
    if (!all.mix.isActive()) {
        all.mix.begin(all.shelf.outcome(), all.shelf.current());
    }
    if (QAction* tool = parent()->findChild<QAction*>(QStringLiteral("mix"))) {
        tool->trigger();
    }
}

void GenerateActions::connectLive()
{
    Generation& all = m_parts.generation;
    m_parts.canvas.settings().mix = &all.mix;
    connect(&m_parts.panel.extras(), &CandidateExtras::mixWanted, this, &GenerateActions::startMix);
    if (QAction* tool = parent()->findChild<QAction*>(QStringLiteral("mix"))) {
        connect(tool, &QAction::triggered, this, [this] {
            Generation& generation = m_parts.generation;
            if (!generation.mix.isActive()) {
                generation.mix.begin(generation.shelf.outcome(), generation.shelf.current());
            }
        });
    }
    connect(&all.fills, &FillController::made, this, [this](const OutcomeRef& outcome, int) {
        m_last = outcome;
        refresh();
    });

    QAction& live = m_parts.actions["generate.live"];
    live.setCheckable(true);
    connect(&live, &QAction::toggled, this, [this](bool on) {
        m_parts.generation.live.setEnabled(on);
        if (on) {
            m_parts.generation.live.touch();
        }
    });
    all.live.setSource([this]() -> std::optional<FillParams> {
        const bool fits = m_parts.panel.task() == Task::Remove ||
                          m_parts.panel.task() == Task::Fill || m_parts.panel.task() == Task::Edit;
        if (!fits || !m_parts.panel.obstacle().isEmpty()) {
            return std::nullopt;
        }
        return m_parts.panel.params();
    });
    connect(&all.fills, &FillController::stateChanged, this,
            [this] {
                const bool running = m_parts.generation.fills.isRunning();
                m_parts.generation.live.setHeld(running);
                m_parts.generation.between.setHeld(running);
            });
    connect(&m_parts.panel, &GeneratePanel::promptEdited, this,
            [this] { m_parts.generation.live.touch(); });
    const auto follow = [this](DocumentSession* session) {
        if (session != nullptr) {
            connect(session, &DocumentSession::maskChanged, this,
                    [this] { m_parts.generation.live.touch(); });
        }
    };
    connect(&m_parts.workspace, &Workspace::sessionChanged, this, follow);
    follow(m_parts.workspace.session());
    connect(&all.live, &LiveRefill::previewReady, this,
            [this](const QImage& image, const core::Rect& area) {
                m_parts.canvas.setPreviews({{image, area}});
            });
    connect(&all.live, &LiveRefill::previewEnded, this, [this] {
        if (m_parts.generation.shelf.isEmpty()) {
            m_parts.canvas.endPreview();
        }
    });
}

void GenerateActions::connectWords()
{
    WordBar& bar = m_parts.panel.words();
    const auto show = [this] {
        const Generation& all = m_parts.generation;
        const OutcomeRef outcome = all.shelf.isEmpty() ? m_last : all.shelf.outcome();
        const int index = all.shelf.isEmpty() ? 0 : all.shelf.current();
        const bool known = outcome && outcome->session == m_parts.workspace.session() &&
                           index < static_cast<int>(outcome->candidates.size());
        if (known) {
            const FillCandidate& one = outcome->candidates[static_cast<std::size_t>(index)];
            m_parts.panel.words().setWords(one.words, one.wordArea);
        } else {
            m_parts.panel.words().setWords({}, {});
        }
    };
    connect(&m_parts.generation.shelf, &CandidateShelf::changed, this, show);
    connect(&m_parts.generation.fills, &FillController::finished, this, show);
    connect(&m_parts.workspace, &Workspace::sessionChanged, this, show);
    connect(&bar, &WordBar::hovered, this, [this](int word) {
        WordBar& words = m_parts.panel.words();
        if (word >= 0) {
            m_choosing = true; // showCandidate() takes it away again
            std::vector<CanvasPreview> shown;
            for (const PlacedPicture& picture : m_parts.generation.shelf.pictures()) {
                shown.push_back({picture.image, picture.area});
            }
            shown.push_back({heatOf(words.words()[static_cast<std::size_t>(word)]), words.area()});
            m_parts.canvas.setPreviews(std::move(shown));
        } else {
            showCandidate();
        }
    });
    connect(&bar, &WordBar::chosen, this, [this](int word) {
        DocumentSession* session = m_parts.workspace.session();
        const WordBar& words = m_parts.panel.words();
        if (session == nullptr) {
            return;
        }
        core::Document& document = session->document();
        core::Mask mask = selectionOf(words.words()[static_cast<std::size_t>(word)], words.area(),
                                      document.size());
        session->history().push(std::make_unique<core::SetMask>(document.mask(), std::move(mask),
                                                                "Select by word"));
    });
}

void GenerateActions::connectHistory()
{
    Generation& all = m_parts.generation;
    connect(&m_parts.actions["generate.history"], &QAction::triggered, this, [this] {
        auto* dialog = new HistoryDialog(m_parts.generation.history, m_parts.workspace,
                                         m_parts.panel.window());
        connect(dialog, &HistoryDialog::settingsWanted, &m_parts.panel,
                &GeneratePanel::showParams);
        dialog->show();
    });
    const auto complain = [this](const QString& text) {
        m_parts.messages.showMessage(MessageBar::Kind::Warning, text);
    };
    connect(&all.history, &GenerationHistory::failed, this, complain);
    connect(&all.between, &BetweenTwo::failed, this, complain);
}

} // namespace ui
