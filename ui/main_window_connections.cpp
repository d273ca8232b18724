/// What the window's commands do, and what it shows of files and fills.

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMessageBox>

#include <memory>

#include "ui/canvas/canvas_view.h"
#include "ui/command_palette.h"
#include "ui/edits/edit_actions.h"
#include "ui/file_commands.h"
#include "ui/main_window.h"
#include "ui/mask_commands.h"
#include "ui/preferences/preferences_control.h"
#include "ui/selection_changes.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/status_strip.h"

namespace ui {

namespace {
constexpr double kRotationStep = 15; // degrees
constexpr qint64 kLargestProfile = 32 << 20;
} // namespace

void MainWindow::connectActions()
{
    const auto on = [this](const char* id, auto&& call) {
        connect(&m_actions[id], &QAction::triggered, this, std::forward<decltype(call)>(call));
    };
    on("file.open", [this] { m_fileCommands->open(); });
    on("file.save", [this] { m_fileCommands->save(); });
    on("file.saveAs", [this] { m_fileCommands->saveAs(); });
    on("file.export", [this] { m_fileCommands->exportAs(); });
    on("file.quit", [this] { close(); });
    on("edit.undo", [this] {
        // What a tool has begun is undone by calling it off.
        if (!m_canvas->activeTool().isPending() || !m_canvas->cancelStroke()) {
            m_services.workspace.session()->history().undo();
        }
    });
    on("edit.redo", [this] { m_services.workspace.session()->history().redo(); });
    on("brush.larger", [this] { m_services.brush.stepDiameter(1); });
    on("brush.smaller", [this] { m_services.brush.stepDiameter(-1); });
    on("help.about", [this] {
        auto* box = new QMessageBox(this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setWindowTitle(tr("About Stillwater"));
        box->setText(tr("Stillwater %1").arg(QCoreApplication::applicationVersion()));
        box->setInformativeText(tr("An image editor with generative fill that runs on your own "
                                   "machine. Free software under the GNU General Public License, "
                                   "version 3 or later."));
        box->open();
    });
    connect(m_empty, &EmptyState::openRequested, this, [this] { m_fileCommands->open(); });
    connect(m_empty, &EmptyState::recentChosen, this, &MainWindow::openPath);
}

void MainWindow::connectViewActions()
{
    const auto on = [this](const char* id, auto&& call) {
        connect(&m_actions[id], &QAction::triggered, this, std::forward<decltype(call)>(call));
    };
    on("view.zoomIn", [this] { m_canvas->zoomStep(1); });
    on("view.zoomOut", [this] { m_canvas->zoomStep(-1); });
    on("view.fit", [this] { m_canvas->fit(); });
    on("view.actual", [this] { m_canvas->setZoom(1.0); });
    on("view.rotateLeft",
       [this] { m_canvas->setRotation(m_canvas->view().rotation() - kRotationStep); });
    on("view.rotateRight",
       [this] { m_canvas->setRotation(m_canvas->view().rotation() + kRotationStep); });
    on("view.rotateReset", [this] { m_canvas->setRotation(0); });
    const auto toggles = [this](const char* id, bool first, void (CanvasView::*set)(bool)) {
        m_actions[id].setCheckable(true);
        m_actions[id].setChecked(first);
        connect(&m_actions[id], &QAction::toggled, m_canvas, set);
    };
    toggles("view.original", false, &CanvasView::setShowOriginal);
    toggles("view.mirror", false, &CanvasView::setMirrored);
    toggles("view.grid", true, &CanvasView::setGridVisible);
    toggles("mask.show", true, &CanvasView::setMaskVisible);
    toggles("mask.edge", true, &CanvasView::setEdgeVisible);
}

void MainWindow::connectEdits()
{
    m_edits = new EditActions(m_actions, m_services.workspace, *m_canvas, *this);
    m_preferences = new PreferencesControl(m_services.workspace, *this);
    connect(m_preferences, &PreferencesControl::changed, this, [this](const Preferences& chosen) {
        core::ExportOptions exports;
        exports.quality = chosen.exportQuality;
        exports.stripMetadata = chosen.stripMetadata;
        m_fileCommands->setExportDefaults(chosen.exportFormat, exports);
        QFile profile(chosen.displayProfile);
        const QByteArray bytes =
            !chosen.displayProfile.isEmpty() && profile.open(QIODevice::ReadOnly)
                ? profile.read(kLargestProfile)
                : QByteArray();
        m_canvas->setDisplayProfile({bytes.begin(), bytes.end()});
    });
    connect(&m_actions["edit.preferences"], &QAction::triggered, m_preferences,
            &PreferencesControl::ask);
    connect(&m_actions["edit.palette"], &QAction::triggered, this, [this] {
        auto* palette = new CommandPalette(actions(), this);
        palette->setAttribute(Qt::WA_DeleteOnClose);
        palette->open();
    });
    const auto complaint = std::make_shared<QString>();
    connect(m_canvas, &CanvasView::complained, this, [this, complaint](const QString& text) {
        *complaint = text;
        m_messages->showMessage(MessageBar::Kind::Warning, text);
    });
    // What stood in the way of a tool is over once another layer is chosen or something is done.
    const auto settle = [this, complaint] {
        if (!complaint->isEmpty() && m_messages->text() == *complaint) {
            m_messages->clear();
        }
        complaint->clear();
    };
    connect(&m_services.workspace, &Workspace::sessionChanged, this,
            [this, settle](DocumentSession* session) {
                settle();
                if (session != nullptr) {
                    connect(session, &DocumentSession::structureChanged, this, settle);
                    connect(session, &DocumentSession::historyChanged, this, settle);
                }
            });
    const auto showWork = [this] {
        const bool working = m_canvas->jobs().isRunning() || m_canvas->selectionJobs().isRunning();
        m_status->setHint(working ? tr("Working… Esc stops") : QString());
    };
    connect(&m_canvas->jobs(), &DocumentJobs::runningChanged, this, showWork);
    connect(&m_canvas->selectionJobs(), &SelectionJobs::runningChanged, this, showWork);
}

void MainWindow::connectMaskActions()
{
    const auto on = [this](const char* id, void (*command)(DocumentSession&)) {
        connect(&m_actions[id], &QAction::triggered, this, [this, command] {
            if (DocumentSession* session = m_services.workspace.session()) {
                command(*session);
            }
        });
    };
    on("mask.clear", &ui::clearMask);
    on("mask.invert", &ui::invertMask);
    on("mask.all", &ui::selectAll);
    on("mask.reselect", &ui::reselect);
    on("mask.layer", &ui::selectLayer);
    const auto byPixels = [this](const char* id, const SelectionChange& change) {
        connect(&m_actions[id], &QAction::triggered, this, [this, change] {
            askSelectionChange(*this, m_services.workspace, m_canvas->selectionJobs(), change);
        });
    };
    byPixels("mask.grow", growSelection());
    byPixels("mask.shrink", shrinkSelection());
    byPixels("mask.feather", featherSelection());
    byPixels("mask.smooth", smoothSelection());
    byPixels("mask.refine", refineSelection());
}

void MainWindow::connectFiles()
{
    DocumentFiles& files = m_services.files;
    connect(&files, &DocumentFiles::openingChanged, this, [this] {
        const QString name = m_services.files.opening();
        m_empty->setOpening(name);
        if (!name.isEmpty() && m_services.workspace.session() != nullptr) {
            m_messages->showMessage(MessageBar::Kind::Info, tr("Opening %1").arg(name));
        }
    });
    connect(&files, &DocumentFiles::opened, m_messages, &MessageBar::clear);
    connect(&files, &DocumentFiles::failed, this, [this](const QString& text) {
        m_messages->showMessage(MessageBar::Kind::Error, text);
    });
    connect(&files, &DocumentFiles::warned, this, [this](const QString& text) {
        m_messages->showMessage(MessageBar::Kind::Warning, text);
    });
    connect(&files, &DocumentFiles::saved, this, [this](const QString& path) {
        m_messages->showMessage(MessageBar::Kind::Info,
                                tr("Saved %1").arg(QFileInfo(path).fileName()));
    });
    connect(&files, &DocumentFiles::exported, this, [this](const QString& path) {
        m_messages->showMessage(MessageBar::Kind::Info,
                                tr("Exported %1").arg(QFileInfo(path).fileName()));
    });
}

} // namespace ui
