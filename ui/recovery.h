#pragma once

/// Offers back what a crash interrupted. GUI thread only.

#include <QObject>
#include <QPointer>
#include <QStringList>

#include "ui/background.h"

class QMessageBox;
class QWidget;

namespace ui {

class Workspace;

class Recovery final : public QObject {
    Q_OBJECT

public:
    Recovery(Workspace& workspace, Background& background, QWidget& window);

    /// Asks over the window, when there is something to recover in `folder`.
    void offer(const QString& folder);

Q_SIGNALS:
    void recovered(const QString& name);
    void failed(const QString& message);

private:
    void recover(const QString& journal);
    void discard(const QStringList& journals);

    Workspace& m_workspace;
    Background& m_background;
    QWidget& m_window;
};

} // namespace ui
