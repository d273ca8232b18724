#pragma once

/// Menus, tool bars, docks and the places between: puts the parts together, does nothing itself.
/// GUI thread only.

#include <QByteArray>
#include <QMainWindow>
#include <QStringList>

#include "ui/actions.h"
#include "ui/document_files.h"
#include "ui/fill_controller.h"
#include "ui/model_selection.h"
#include "ui/tools/brush_settings.h"
#include "ui/workspace.h"

class QActionGroup;
class QStackedWidget;

namespace core {
class ForegroundCut;
}

namespace ui {

class CanvasView;
class EditActions;
class EmptyState;
class FileCommands;
class GenerateActions;
class GeneratePanel;
class MessageBar;
class PreferencesControl;
class StatusStrip;
class ToolOptionsBar;
struct Generation;

/// What the window works with; everything must outlive it.
struct WindowServices {
    Workspace& workspace;
    DocumentFiles& files;
    FillController& fills;
    ModelSelection& models;
    BrushSettings& brush;
    Generation& generation;
    const core::ForegroundCut* cut = nullptr; ///< for the smart selection; null = not there
};

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowServices& services);
    ~MainWindow() override;

    void openPath(const QString& path);
    void setRecentFiles(const QStringList& paths);
    void setMaskColor(const QColor& color);
    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] MessageBar& messages() { return *m_messages; }
    [[nodiscard]] PreferencesControl& preferences() { return *m_preferences; }

Q_SIGNALS:
    void maskColorChanged(const QColor& color);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeToolStrip();
    void makeOptionsBar();
    void makeCentre();
    void makeDocks();
    void connectActions();
    void connectMaskActions();
    void connectEdits();
    void connectViewActions();
    void connectFiles();
    void showSession(DocumentSession* session);
    void selectTool(const QString& id);
    void refreshActions();
    void refreshTitle();
    void refreshStatus();

    WindowServices m_services;
    ActionSet m_actions;
    CanvasView* m_canvas = nullptr;
    EmptyState* m_empty = nullptr;
    MessageBar* m_messages = nullptr;
    QStackedWidget* m_stack = nullptr;
    ToolOptionsBar* m_options = nullptr;
    EditActions* m_edits = nullptr;
    PreferencesControl* m_preferences = nullptr;
    GeneratePanel* m_generate = nullptr;
    StatusStrip* m_status = nullptr;
    FileCommands* m_fileCommands = nullptr;
    QActionGroup* m_toolActions = nullptr;
    bool m_mayClose = false; ///< the question about unsaved changes has been answered
};

} // namespace ui
