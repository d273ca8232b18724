#include "ui/generate/generation_queue.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

/// The picture as it is now with the selection as it was, unless the canvas is another by now: then
/// all is as it was, and the result will be moved along.
core::DocumentSnapshot upToDate(const FillJob& job)
{
    core::DocumentSnapshot now = job.session->document().snapshot();
    if (now.size != job.snapshot.size) {
        return job.snapshot;
    }
    now.mask = job.snapshot.mask;
    return now;
}

} // namespace

GenerationQueue::GenerationQueue(FillController& fills, QObject* parent)
    : QObject(parent), m_fills(fills)
{
    connect(&m_fills, &FillController::stateChanged, this, [this] {
        if (!m_fills.isRunning()) {
            m_running = 0;
            // After the signals that say how this one ended.
            QMetaObject::invokeMethod(this, &GenerationQueue::startNext, Qt::QueuedConnection);
        }
    });
}

std::uint64_t GenerationQueue::add(const FillParams& params)
{
    if (!m_fills.obstacle(params).isEmpty()) {
        return 0;
    }
    const std::uint64_t id = ++m_lastId;
    m_waiting.push_back({id, m_fills.jobFor(params)});
    if (!m_fills.isRunning()) {
        startNext();
    } else {
        Q_EMIT changed();
    }
    return id;
}

void GenerationQueue::startNext()
{
    // Jobs of documents that are closed by now have nowhere to go.
    std::erase_if(m_waiting, [](const QueuedFill& one) {
        return !one.job.snapshot.size.isEmpty() && one.job.session.isNull() &&
               one.job.params.target != CreateTarget::NewDocument;
    });
    if (!m_paused && !m_fills.isRunning() && !m_waiting.empty()) {
        QueuedFill next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.job.session) {
            next.job.snapshot = upToDate(next.job);
        }
        m_running = next.id;
        m_runningParams = next.job.params;
        m_fills.start(std::move(next.job));
    }
    Q_EMIT changed();
}

void GenerationQueue::cancel(std::uint64_t id)
{
    if (id == m_running && id != 0) {
        m_fills.cancel();
        return;
    }
    if (std::erase_if(m_waiting, [id](const QueuedFill& one) { return one.id == id; }) > 0) {
        Q_EMIT changed();
    }
}

void GenerationQueue::cancelAll()
{
    m_waiting.clear();
    m_fills.cancel();
    Q_EMIT changed();
}

void GenerationQueue::moveUp(std::uint64_t id)
{
    const auto place = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [id](const QueuedFill& one) { return one.id == id; });
    if (place != m_waiting.end() && place != m_waiting.begin()) {
        std::iter_swap(place, place - 1);
        Q_EMIT changed();
    }
}

void GenerationQueue::setPaused(bool paused)
{
    if (paused != m_paused) {
        m_paused = paused;
        startNext();
    }
}

} // namespace ui
