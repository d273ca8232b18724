#pragma once

/// Which document the window works on. GUI thread only.

#include <QObject>

#include <memory>

#include "ui/document_session.h"

namespace ui {

class Workspace final : public QObject {
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    /// Null while nothing is open.
    [[nodiscard]] DocumentSession* session() const { return m_session.get(); }
    /// Takes the place of what was open, which is destroyed after the signal.
    void setSession(std::unique_ptr<DocumentSession> session);

Q_SIGNALS:
    void sessionChanged(ui::DocumentSession* session);

private:
    std::unique_ptr<DocumentSession> m_session;
};

} // namespace ui
