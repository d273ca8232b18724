#include "ui/generate/generate_actions.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QScrollArea>
#include <QTimer>

#include <algorithm>
#include <numeric>

#include "core/io/png_text.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/engine_text.h"
#include "ui/file_commands.h"
#include "ui/fill_recipe.h"
#include "ui/generate/candidate_extras.h"
#include "ui/generate/generation.h"
#include "ui/generate/run_estimate.h"
#include "ui/generate/selection_bar.h"
#include "ui/panels/generate_panel.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/status_strip.h"

namespace ui {

namespace {

constexpr int kChoicesMargin = 48; // logical pixels: the buttons below
constexpr double kExpandMargin = 0.92; ///< of the view that a new canvas fills

/// The recipe of the active layer.
std::optional<core::Recipe> activeRecipe(const Workspace& workspace)
{
    const DocumentSession* session = workspace.session();
    const core::LayerRef layer = session == nullptr
                                     ? core::LayerRef()
                                     : session->document().layer(session->document().activeLayer());
    return layer ? core::recipeFromJson(layer->recipe) : std::nullopt;
}

/// Whether its layers are still there to be worked out further.
bool canAddSteps(const OutcomeRef& outcome)
{
    if (!outcome || !outcome->session || outcome->layers.empty() || outcome->candidates.empty()) {
        return false;
    }
    const core::Document& document = outcome->session->document();
    const FillCandidate& first = outcome->candidates.front();
    return document.size() == outcome->base.size && !first.states.empty() &&
           std::all_of(outcome->layers.begin(), outcome->layers.end(),
                       [&](core::LayerId id) { return document.layer(id) != nullptr; });
}

} // namespace

GenerateActions::GenerateActions(const GenerateParts& parts, QObject* parent)
    : QObject(parent), m_parts(parts)
{
    connectCommands();
    connectRuns();
    connectCandidates();
    connectExpand();
    connectLive();
    connectWords();
    connectHistory();
    auto* bar = new SelectionBar(parts.canvas, parts.panel, parts.generation, parts.workspace);
    QAction& showBar = parts.actions["generate.bar"];
    showBar.setCheckable(true);
    showBar.setChecked(true);
    connect(&showBar, &QAction::toggled, bar, &SelectionBar::setWanted);
    connect(&m_parts.panel, &GeneratePanel::refreshed, this, &GenerateActions::refresh);
    connect(&m_parts.workspace, &Workspace::sessionChanged, this, [this](DocumentSession* session) {
        m_parts.generation.shelf.dropOthers(session);
        if (session != nullptr) {
            connect(session, &DocumentSession::structureChanged, this, &GenerateActions::refresh);
        }
        refresh();
    });
    refresh();
}

void GenerateActions::connectCommands()
{
    const auto on = [this](const char* id, auto&& call) {
        connect(&m_parts.actions[id], &QAction::triggered, this,
                std::forward<decltype(call)>(call));
    };
    Generation& generation = m_parts.generation;
    on("generate.fitting", [this] { m_parts.panel.generate(); });
    on("generate.remove", [this] { run(Task::Remove); });
    on("generate.fill", [this] { run(Task::Fill); });
    on("generate.expand", [this] { m_parts.panel.setTask(Task::Expand); });
    on("generate.edit", [this] { m_parts.panel.setTask(Task::Edit); });
    on("generate.create", [this] { m_parts.panel.setTask(Task::Create); });
    on("generate.prompt", [this] { m_parts.panel.focusPrompt(); });
    on("generate.again", [this] { editRecipe(); });
    on("generate.read", [this] { askForSettings(); });
    on("generate.next", [&generation] { generation.shelf.step(1); });
    on("generate.previous", [&generation] { generation.shelf.step(-1); });
    on("generate.keep", [&generation] {
        if (generation.mix.isPainted()) {
            FillCandidate made = generation.mix.result(tr("Mixed results"));
            generation.mix.end();
            generation.shelf.add(std::move(made));
        }
        generation.shelf.keep();
    });
    on("generate.like", [this] { m_parts.panel.extras().moreLikeThis(); });
    on("generate.more", [this] { moreSteps(); });
    on("generate.keepAll", [&generation] { generation.shelf.keepAll(); });
    on("generate.cancel", [this] {
        Generation& all = m_parts.generation;
        if (m_parts.canvas.cancelStroke()) {
            return;
        }
        if (all.fills.isRunning()) {
            all.fills.cancel();
        } else if (all.mix.isActive()) {
            all.mix.end();
        } else {
            all.shelf.discard();
        }
    });
    on("generate.cancelAll", [&generation] { generation.queue.cancelAll(); });
    m_parts.actions["generate.pause"].setCheckable(true);
    on("generate.pause", [&generation](bool on) { generation.queue.setPaused(on); });
}

void GenerateActions::connectRuns()
{
    FillController& fills = m_parts.generation.fills;
    connect(&fills, &FillController::previewReady, this,
            [this](const QImage& image, const core::Rect& area) {
                if (!m_choosing) {
                    m_parts.canvas.setPreviews({{image, area}});
                }
            });
    connect(&fills, &FillController::previewEnded, this, [this] {
        if (!m_choosing) {
            m_parts.canvas.endPreview();
        }
    });
    connect(&m_parts.panel, &GeneratePanel::pictureDropped, this, &GenerateActions::readSettings);
    connect(&m_parts.panel, &GeneratePanel::focusReleased, &m_parts.canvas,
            [this] { m_parts.canvas.setFocus(Qt::OtherFocusReason); });
    connect(&fills, &FillController::failed, this, [this](const QString& text) {
        m_parts.messages.showMessage(MessageBar::Kind::Error, text);
    });
    const auto warn = [this](const QString& text) {
        m_parts.messages.showMessage(MessageBar::Kind::Warning, text);
    };
    connect(&fills, &FillController::warned, this, warn);
    connect(&m_parts.generation.shelf, &CandidateShelf::warned, this, warn);
    connect(&fills, &FillController::finished, this,
            [this](const diffusion::FillParameters&, double seconds) {
                Generation& all = m_parts.generation;
                const DocumentSession* session = m_parts.workspace.session();
                if (all.models.info() && seconds > 0) {
                    const FillParams& params = all.queue.runningParams();
                    const core::Size picture =
                        session == nullptr ? core::Size{} : session->document().size();
                    all.times.note(QString::fromStdString(params.model),
                                   runSizeOf(*all.models.info(), params, picture), seconds);
                }
            });
    connect(&fills, &FillController::newDocumentReady, this, &GenerateActions::openCreated);
    const auto tell = [this](const FillStatus& status) {
        m_parts.status.setEngine(
            engineText(m_parts.generation.fills, m_parts.generation.models, status));
    };
    connect(&fills, &FillController::progressed, this, tell);
    connect(&fills, &FillController::stateChanged, this, [tell] { tell({}); });
    connect(&m_parts.generation.models, &ModelSelection::changed, this, [tell] { tell({}); });
    tell({});
}

void GenerateActions::openCreated(const OutcomeRef& outcome)
{
    const QPointer<GenerateActions> guard(this);
    const auto open = [this, guard, outcome] {
        if (guard) {
            std::vector<int> all(outcome->candidates.size());
            std::iota(all.begin(), all.end(), 0);
            m_parts.workspace.setSession(documentOf(*outcome, all));
        }
    };
    const auto keep = [this, guard, outcome] {
        if (guard && m_parts.workspace.session() != nullptr) {
            keepHidden(*outcome, *m_parts.workspace.session());
            m_parts.messages.showMessage(MessageBar::Kind::Info,
                                         tr("The new picture was kept as a hidden layer."));
        }
    };
    m_parts.files.unlessUnsaved(open, keep);
}

void GenerateActions::connectCandidates()
{
    CandidateShelf& shelf = m_parts.generation.shelf;
    connect(&m_parts.generation.fills, &FillController::candidateReady, &shelf,
            &CandidateShelf::put);
    connect(&shelf, &CandidateShelf::decided, this, [this](const OutcomeRef& outcome) {
        if (m_parts.panel.extras().isAncestorOf(QApplication::focusWidget())) {
            m_parts.canvas.setFocus(Qt::OtherFocusReason); // the field goes away
        }
        FillController& fills = m_parts.generation.fills;
        if (fills.outcome() == outcome) {
            fills.cancel(); // the results that were still to come
        }
        Generation& all = m_parts.generation;
        all.queue.cancelInto(outcome);
        all.mix.end();
        all.between.end();
        m_last = outcome->layers.empty() ? m_last : outcome;
    });
    connect(&m_parts.generation.mix, &CandidateMix::changed, this,
            &GenerateActions::showCandidate);
    connect(&m_parts.generation.between, &BetweenTwo::changed, this,
            &GenerateActions::showCandidate);
    connect(&shelf, &CandidateShelf::changed, this, [this] {
        Generation& all = m_parts.generation;
        all.between.end(); // another one shows
        if (all.mix.isActive() && all.mix.outcome() != all.shelf.outcome()) {
            all.mix.end();
        }
        all.mix.setBrush(all.shelf.current());
        if (!m_choosing && !all.shelf.isEmpty()) {
            showChoices();
        }
        showCandidate();
        refresh();
    });
}

/// Scrolls to what there is to choose from, which has just come.
void GenerateActions::showChoices()
{
    for (QWidget* one = &m_parts.panel; one != nullptr; one = one->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(one)) {
            QTimer::singleShot(0, this, [this, area] { // once it is laid out
                area->ensureWidgetVisible(&m_parts.panel.extras(), 0, kChoicesMargin);
            });
        }
    }
}

void GenerateActions::connectExpand()
{
    ExpandSettings& expand = m_parts.generation.expand;
    m_parts.canvas.settings().expand = &expand;
    connect(&expand, &ExpandSettings::changed, this, [this] {
        // All of the new canvas is to be seen, wherever it was set.
        const ExpandSettings& settings = m_parts.generation.expand;
        const Viewport& view = m_parts.canvas.view();
        const QRectF wanted = view.toView(settings.canvas());
        const QSizeF room = view.viewSize();
        const double fits =
            std::min(room.width() / wanted.width(), room.height() / wanted.height());
        if (fits < 1.0 && settings.canvas().size() != settings.picture()) {
            m_parts.canvas.setZoom(view.zoom() * fits * kExpandMargin);
        }
        m_parts.canvas.update();
    });
    connect(&expand, &ExpandSettings::wanted, this, [this] { run(Task::Expand); });
    // The tool and the task belong together.
    QAction* tool = parent()->findChild<QAction*>(QStringLiteral("expand"));
    if (tool != nullptr) {
        connect(tool, &QAction::triggered, this, [this] { m_parts.panel.setTask(Task::Expand); });
        connect(&m_parts.panel, &GeneratePanel::taskChanged, tool, [this, tool] {
            const bool expands = m_parts.panel.task() == Task::Expand;
            const bool inUse = m_parts.canvas.tool() == tool->objectName();
            if (expands && !inUse && m_parts.workspace.session() != nullptr) {
                m_toolBefore = m_parts.canvas.tool();
                tool->trigger();
            } else if (!expands && inUse) {
                QAction* before = parent()->findChild<QAction*>(m_toolBefore);
                if (before != nullptr) {
                    before->trigger();
                }
            }
        });
    }
}

void GenerateActions::showCandidate()
{
    const Generation& all = m_parts.generation;
    std::vector<PlacedPicture> pictures = all.shelf.pictures();
    if (!pictures.empty() && all.mix.isActive()) {
        pictures = all.mix.pictures();
    } else if (!pictures.empty() && !all.between.pictures().empty()) {
        pictures = all.between.pictures();
    }
    std::vector<CanvasPreview> shown;
    for (const PlacedPicture& picture : pictures) {
        shown.push_back({picture.image, picture.area});
    }
    if (!shown.empty()) {
        m_parts.canvas.setPreviews(std::move(shown));
    } else if (m_choosing) {
        m_parts.canvas.endPreview();
    }
    m_choosing = !pictures.empty();
}

void GenerateActions::run(Task task)
{
    m_parts.panel.setTask(task);
    if (task == Task::Fill && !m_parts.panel.obstacle().isEmpty()) {
        m_parts.panel.focusPrompt(); // that is what is missing
        return;
    }
    m_parts.panel.generate();
}

void GenerateActions::editRecipe()
{
    if (const auto recipe = activeRecipe(m_parts.workspace)) {
        FillParams params = paramsOf(*recipe);
        params.again = m_parts.workspace.session()->document().activeLayer();
        const QString model = QString::fromStdString(recipe->model);
        if (model != m_parts.generation.models.path()) {
            m_parts.generation.models.select(model);
        }
        m_parts.panel.showParams(params);
    }
}

void GenerateActions::askForSettings()
{
    auto* dialog = new QFileDialog(m_parts.panel.window(), tr("Read settings from a picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("PNG pictures (*.png)"));
    connect(dialog, &QFileDialog::fileSelected, this, &GenerateActions::readSettings);
    dialog->open();
}

void GenerateActions::readSettings(const QString& path)
{
    // Only the headers of chunks are read.
    const auto text = core::pngTextOfFile(path.toStdString(), "parameters");
    const auto recipe = text ? core::recipeFromParameters(*text) : std::nullopt;
    const QString name = QFileInfo(path).fileName();
    if (!recipe) {
        m_parts.messages.showMessage(MessageBar::Kind::Warning,
                                     tr("%1 does not say how it was made.").arg(name));
        return;
    }
    m_parts.panel.showParams(paramsOf(*recipe));
    const QString model = QString::fromStdString(recipe->modelTitle);
    m_parts.messages.showMessage(
        MessageBar::Kind::Info,
        model.isEmpty() ? tr("Took the settings of %1.").arg(name)
                        : tr("Took the settings of %1, made with %2.").arg(name, model));
}

void GenerateActions::refresh()
{
    ActionSet& actions = m_parts.actions;
    const Generation& all = m_parts.generation;
    const DocumentSession* session = m_parts.workspace.session();
    const bool masked = session != nullptr && session->hasMask();
    const bool usable = all.models.info().has_value() || all.models.isLoading();
    actions["generate.fitting"].setEnabled(m_parts.panel.obstacle().isEmpty());
    for (const char* id : {"generate.remove", "generate.fill"}) {
        actions[id].setEnabled(masked && usable);
    }
    actions["generate.again"].setEnabled(activeRecipe(m_parts.workspace).has_value());
    for (const char* id : {"generate.next", "generate.previous"}) {
        actions[id].setEnabled(all.shelf.count() > 1);
    }
    actions["generate.like"].setEnabled(m_parts.panel.extras().canVary());
    actions["generate.more"].setEnabled(!all.shelf.isEmpty() || canAddSteps(m_last));
    for (const char* id : {"generate.keep", "generate.keepAll"}) {
        actions[id].setEnabled(!all.shelf.isEmpty());
    }
    actions["generate.cancelAll"].setEnabled(all.fills.isRunning() || !all.queue.waiting().empty());
    actions["generate.pause"].setChecked(all.queue.isPaused());
}

} // namespace ui
