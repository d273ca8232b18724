#include "ui/workspace.h"

#include <utility>

namespace ui {

Workspace::Workspace(QObject* parent) : QObject(parent) {}

Workspace::~Workspace() = default;

void Workspace::setSession(std::unique_ptr<DocumentSession> session)
{
    const std::unique_ptr<DocumentSession> before = std::exchange(m_session, std::move(session));
    Q_EMIT sessionChanged(m_session.get());
}

} // namespace ui
