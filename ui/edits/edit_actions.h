#pragma once

/// Connects the commands of the menus Edit, Image and Layer, and says which can be used.
/// GUI thread only.

#include <QObject>

#include <functional>

namespace ui {

class ActionSet;
class CanvasView;
class DocumentSession;
class Workspace;

class EditActions final : public QObject {
    Q_OBJECT

public:
    EditActions(const ActionSet& actions, Workspace& workspace, CanvasView& canvas,
                QWidget& window);

    void refresh();

private:
    void connectEdit();
    void connectImage();
    void connectLayer();
    void on(const char* id, const std::function<void(DocumentSession&)>& command);

    const ActionSet& m_actions;
    Workspace& m_workspace;
    CanvasView& m_canvas;
    QWidget& m_window;
};

} // namespace ui
