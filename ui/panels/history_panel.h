#pragma once

/// What was done, oldest first; a click goes there. GUI thread only.

#include <QListWidget>

namespace ui {

class DocumentSession;
class Workspace;

class HistoryPanel final : public QListWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(Workspace& workspace, QWidget* parent = nullptr);

private:
    void refresh();

    Workspace& m_workspace;
};

} // namespace ui
