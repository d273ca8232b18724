#include "ui/main_window.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/overview.h"
#include "ui/file_commands.h"
#include "ui/generate/generate_actions.h"
#include "ui/panels/generate_panel.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/navigator_panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/panel_title.h"
#include "ui/widgets/status_strip.h"
#include "ui/widgets/tool_grid.h"
#include "ui/widgets/tool_options_bar.h"

namespace ui {

namespace {

constexpr int kPanelWidth = 320;
constexpr double kBrushShare = 1.0 / 32; // a new photo's brush, of its long side

QString firstLocalFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    const auto found =
        std::find_if(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
    return found == urls.end() ? QString() : found->toLocalFile();
}

} // namespace

MainWindow::MainWindow(const WindowServices& services) : m_services(services), m_actions(*this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    m_actions.fillMenus(*menuBar());
    makeCentre();
    makeToolStrip();
    makeOptionsBar();
    makeDocks();
    m_status = new StatusStrip(this);
    setStatusBar(m_status);
    m_fileCommands = new FileCommands(services.workspace, services.files, *this);
    connectActions();
    connectMaskActions();
    connectEdits();
    connectViewActions();
    connectFiles();
    new GenerateActions({m_actions, *m_canvas, *m_generate, services.generation, *m_messages,
                         *m_status, services.workspace, *m_fileCommands},
                        this);
    connect(&services.workspace, &Workspace::sessionChanged, this, &MainWindow::showSession);
    selectTool(QLatin1String(tools().front().id));
    showSession(services.workspace.session());
    m_empty->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_messages = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    m_empty = new EmptyState(m_stack);
    m_canvas = new CanvasView(m_services.brush, m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_canvas);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
    m_canvas->settings().cut = m_services.cut;
    connect(m_canvas, &CanvasView::viewChanged, this, &MainWindow::refreshStatus);
}

void MainWindow::makeToolStrip()
{
    auto* strip = new QToolBar(tr("Tools"), this);
    strip->setObjectName(QStringLiteral("toolStrip"));
    strip->setMovable(false);
    strip->setOrientation(Qt::Vertical);
    addToolBar(Qt::LeftToolBarArea, strip);
    m_toolActions = new QActionGroup(this);
    for (const ToolEntry& entry : tools()) {
        const QString title = QCoreApplication::translate("Tools", entry.title);
        auto* action = new QAction(icon(entry.icon), title, this);
        action->setObjectName(QLatin1String(entry.id));
        action->setCheckable(true);
        action->setShortcut(QKeySequence(QLatin1String(entry.shortcut)));
        action->setToolTip(QStringLiteral("%1 (%2)").arg(
            title, action->shortcut().toString(QKeySequence::NativeText)));
        addAction(action);
        m_toolActions->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, id = entry.id] { selectTool(QLatin1String(id)); });
    }
    strip->addWidget(new ToolGrid(m_toolActions->actions(), strip));
    strip->addSeparator();
    for (const char* id : {"edit.undo", "edit.redo"}) {
        strip->addAction(&m_actions[id]);
    }
    strip->addSeparator();
    for (const char* id : {"view.fit", "view.original"}) {
        strip->addAction(&m_actions[id]);
    }
}

void MainWindow::makeOptionsBar()
{
    auto* bar = new QToolBar(tr("Tool options"), this);
    bar->setObjectName(QStringLiteral("optionsBar"));
    bar->setMovable(false);
    m_options = new ToolOptionsBar(*m_canvas, m_services.brush, m_actions, bar);
    bar->addWidget(m_options);
    addToolBar(Qt::TopToolBarArea, bar);
    connect(m_options, &ToolOptionsBar::maskColorChosen, this, [this](const QColor& color) {
        m_canvas->setMaskColor(color);
        Q_EMIT maskColorChanged(color);
    });
}

void MainWindow::makeDocks()
{
    const auto dock = [this](const QString& title, const char* name, QWidget* content) {
        auto* widget = new QDockWidget(title, this);
        widget->setObjectName(QLatin1String(name));
        widget->setWidget(content);
        addDockWidget(Qt::RightDockWidgetArea, widget);
        return widget;
    };
    m_generate = new GeneratePanel(m_services.workspace, m_services.generation);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_generate);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(kPanelWidth);
    QDockWidget* generate = dock(tr("Generate"), "generateDock", scroll);
    QDockWidget* layers =
        dock(tr("Layers"), "layersDock", new LayersPanel(m_services.workspace, m_actions));
    auto* steps = new HistoryPanel(m_services.workspace);
    QDockWidget* history = dock(tr("History"), "historyDock", steps);
    auto* map = new NavigatorPanel(*m_canvas);
    QDockWidget* navigator = dock(tr("Navigator"), "navigatorDock", map);
    connect(&m_services.workspace, &Workspace::sessionChanged, map, [map] { map->setPicture({}); });
    auto* overview = new Overview(*m_canvas);
    connect(overview, &Overview::changed, map, &NavigatorPanel::setPicture);
    connect(overview, &Overview::changed, steps, [this, steps](const QImage& picture) {
        const DocumentSession* session = m_services.workspace.session();
        if (session != nullptr && !session->showsMaskAlone()) {
            steps->setPresentPicture(picture);
        }
    });
    generate->setTitleBarWidget(makePanelTitle(tr("Generate")));
    layers->setTitleBarWidget(makeEmptyTitle());
    history->setTitleBarWidget(makeEmptyTitle());
    navigator->setTitleBarWidget(makeEmptyTitle());
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    tabifyDockWidget(layers, history);
    tabifyDockWidget(history, navigator);
    layers->raise();
    resizeDocks({generate}, {kPanelWidth}, Qt::Horizontal);
    resizeDocks({generate, layers}, {520, 280}, Qt::Vertical);
    m_actions.addToMenu("view.original",
                        {generate->toggleViewAction(), layers->toggleViewAction(),
                         history->toggleViewAction(), navigator->toggleViewAction()});
}

void MainWindow::showSession(DocumentSession* session)
{
    m_canvas->setSession(session);
    m_actions["view.original"].setChecked(false);
    m_actions["view.mirror"].setChecked(false);
    m_canvas->setRotation(0);
    m_stack->setCurrentWidget(session == nullptr ? static_cast<QWidget*>(m_empty) : m_canvas);
    if (session != nullptr) {
        const core::Size size = session->document().size();
        m_services.brush.setDiameter(std::max(size.width, size.height) * kBrushShare);
        connect(session, &DocumentSession::stateChanged, this, &MainWindow::refreshTitle);
        connect(session, &DocumentSession::historyChanged, this, &MainWindow::refreshActions);
        m_options->setPictureSize(QSizeF(size.width, size.height));
        m_canvas->setFocus();
    }
    refreshTitle();
    refreshActions();
    refreshStatus();
}

void MainWindow::selectTool(const QString& id)
{
    m_canvas->setTool(id);
    const auto all = tools();
    const auto entry = std::find_if(
        all.begin(), all.end(), [&](const ToolEntry& row) { return id == QLatin1String(row.id); });
    m_toolActions->actions().at(entry - all.begin())->setChecked(true);
    const QString hint = QCoreApplication::translate("Tools", entry->hint);
    m_options->showTool(*entry, m_canvas->activeTool().options());
    m_status->setHint(hint);
}

void MainWindow::refreshActions()
{
    const DocumentSession* session = m_services.workspace.session();
    const bool open = session != nullptr;
    const bool masked = open && session->hasMask();
    for (const char* id :
         {"file.save", "file.saveAs", "file.export", "mask.invert", "mask.all", "mask.show",
          "mask.edge", "mask.layer", "view.rotateLeft", "view.rotateRight", "view.rotateReset",
          "view.mirror", "view.grid", "view.zoomIn", "view.zoomOut", "view.fit", "view.actual",
          "view.original"}) {
        m_actions[id].setEnabled(open);
    }
    for (const char* id :
         {"mask.clear", "mask.grow", "mask.shrink", "mask.feather", "mask.smooth", "mask.refine"}) {
        m_actions[id].setEnabled(masked);
    }
    m_actions["mask.reselect"].setEnabled(open && !session->lastSelection().size().isEmpty());
    m_actions["edit.undo"].setEnabled(open && session->history().canUndo());
    m_actions["edit.redo"].setEnabled(open && session->history().canRedo());
    const auto named = [&](const char* id, const QString& word, const std::string& label) {
        const QString what = QCoreApplication::translate("History", label.c_str());
        m_actions[id].setText(label.empty() ? word : QStringLiteral("%1: %2").arg(word, what));
    };
    named("edit.undo", tr("&Undo"), open ? session->history().undoLabel() : std::string());
    named("edit.redo", tr("&Redo"), open ? session->history().redoLabel() : std::string());
}

void MainWindow::refreshTitle()
{
    const DocumentSession* session = m_services.workspace.session();
    const QString program = tr("Stillwater");
    setWindowTitle(session == nullptr
                       ? program
                       : QStringLiteral("%1[*] \u2013 %2").arg(session->name(), program));
    setWindowModified(session != nullptr && session->isModified());
}

void MainWindow::refreshStatus()
{
    const core::Size size = m_canvas->view().imageSize();
    m_status->setPicture(QSize(size.width, size.height), m_canvas->view().zoom());
}

void MainWindow::openPath(const QString& path)
{
    m_fileCommands->openPath(path);
}

void MainWindow::setRecentFiles(const QStringList& paths)
{
    m_empty->setRecent(paths);
    auto* menu = findChild<QMenu*>(QStringLiteral("recentFiles"));
    if (menu == nullptr) {
        menu = new QMenu(tr("Open &Recent"), this);
        menu->setObjectName(QStringLiteral("recentFiles"));
        m_actions.addToMenu("file.open", {menu->menuAction()});
    }
    menu->clear();
    for (const QString& path : paths) {
        QAction* action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        action->setStatusTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    menu->setToolTipsVisible(true);
    menu->setEnabled(!paths.isEmpty());
}

void MainWindow::setMaskColor(const QColor& color)
{
    m_options->setMaskColor(color);
    m_canvas->setMaskColor(color);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const DocumentSession* session = m_services.workspace.session();
    if (m_mayClose || session == nullptr || !session->isModified()) {
        m_services.fills.cancel();
        event->accept();
        return;
    }
    event->ignore();
    m_fileCommands->unlessUnsaved([this] {
        m_mayClose = true;
        // After the question's own window has gone.
        QTimer::singleShot(0, this, &QWidget::close);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!firstLocalFile(event->mimeData()).isEmpty()) {
        m_empty->setDropping(true);
        event->acceptProposedAction();
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    m_empty->setDropping(false);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_empty->setDropping(false);
    const QString path = firstLocalFile(event->mimeData());
    if (!path.isEmpty()) {
        event->acceptProposedAction();
        openPath(path);
    }
}

} // namespace ui
