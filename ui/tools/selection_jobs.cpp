#include "ui/tools/selection_jobs.h"

#include <QPointer>

#include <utility>

#include "ui/document_session.h"
#include "ui/mask_commands.h"

namespace ui {

SelectionJobs::SelectionJobs(QObject* parent) : QObject(parent), m_background(1) {}

SelectionJobs::~SelectionJobs()
{
    m_stop.request_stop();
}

void SelectionJobs::run(DocumentSession& session, const char* label, Work work)
{
    cancel();
    m_stop = {};
    const core::DocumentSnapshot snapshot = session.document().snapshot();
    setRunning(true);
    m_background.run(
        this,
        [work = std::move(work), snapshot, stop = m_stop.get_token()](
            const std::stop_token&) -> core::Result<core::Mask> { return work(snapshot, stop); },
        [this, number = m_number, target = QPointer<DocumentSession>(&session), label,
         before = snapshot.mask](core::Result<core::Mask> after) {
            if (number != m_number) {
                return;
            }
            setRunning(false);
            if (!after && after.error().code != core::ErrorCode::Cancelled) {
                Q_EMIT failed(QString::fromStdString(after.error().message));
            }
            if (!after || !target || target->document().size() != before.size()) {
                return;
            }
            const core::TiledImage& now = target->document().mask().coverage();
            if (now.changedTiles(before.coverage()).empty()) {
                setSelection(*target, *after, label);
            }
        });
}

void SelectionJobs::cancel()
{
    ++m_number;
    m_stop.request_stop();
    setRunning(false);
}

void SelectionJobs::setRunning(bool running)
{
    if (running != m_running) {
        m_running = running;
        Q_EMIT runningChanged();
    }
}

} // namespace ui
