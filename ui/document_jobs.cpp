#include "ui/document_jobs.h"

#include <QPointer>

#include <utility>

#include "ui/document_session.h"

namespace ui {

DocumentJobs::DocumentJobs(QObject* parent) : QObject(parent), m_background(1) {}

DocumentJobs::~DocumentJobs()
{
    m_stop.request_stop();
}

void DocumentJobs::run(DocumentSession& session, Work work, Then then)
{
    cancel();
    m_stop = {};
    m_then = std::move(then);
    m_running = true;
    Q_EMIT runningChanged();
    const core::DocumentSnapshot snapshot = session.document().snapshot();
    m_background.run(
        this,
        [work = std::move(work), snapshot, stop = m_stop.get_token()](
            const std::stop_token&) -> core::Result<std::unique_ptr<core::Command>> {
            auto command = work(snapshot, stop);
            if (stop.stop_requested()) {
                return core::fail(core::ErrorCode::Cancelled, "cancelled");
            }
            return command;
        },
        [this, number = m_number, target = QPointer<DocumentSession>(&session),
         revision = snapshot.revision](core::Result<std::unique_ptr<core::Command>> command) {
            if (number == m_number) {
                finish(target, revision, std::move(command));
            }
        });
}

void DocumentJobs::finish(DocumentSession* session, std::uint64_t revision,
                          core::Result<std::unique_ptr<core::Command>> command)
{
    if (!command) {
        if (command.error().code != core::ErrorCode::Cancelled) {
            Q_EMIT failed(QString::fromStdString(command.error().message));
        }
        end(false);
        return;
    }
    if (session == nullptr || session->document().revision() != revision) {
        Q_EMIT failed(tr("The picture changed in the meantime, so this was not done."));
        end(false);
        return;
    }
    if (*command) {
        session->history().push(std::move(*command));
    }
    end(true);
}

void DocumentJobs::cancel()
{
    ++m_number;
    m_stop.request_stop();
    end(false);
}

void DocumentJobs::end(bool done)
{
    if (!m_running) {
        return;
    }
    m_running = false;
    if (const Then then = std::exchange(m_then, {})) {
        then(done);
    }
    Q_EMIT runningChanged();
}

} // namespace ui
