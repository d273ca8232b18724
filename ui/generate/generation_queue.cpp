#include "ui/generate/generation_queue.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr std::size_t kMostStopped = 5;

int stepsOf(const FillJob& job)
{
    for (auto state = job.states.rbegin(); state != job.states.rend(); ++state) {
        if (*state && !(*state)->outputs.empty()) {
            return static_cast<int>((*state)->outputs.size());
        }
    }
    return 0;
}

/// Whether it is about the picture as it was, and not as it has become.
bool isBound(const FillJob& job)
{
    return job.into != nullptr || !job.states.empty();
}

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

GenerationQueue::GenerationQueue(FillController& fills, Workspace& workspace, QObject* parent)
    : QObject(parent), m_fills(fills), m_workspace(workspace)
{
    connect(&m_fills, &FillController::stopped, this, &GenerationQueue::keepStopped);
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
    return addJob(m_fills.jobFor(params));
}

std::uint64_t GenerationQueue::addJob(FillJob job)
{
    const std::uint64_t id = ++m_lastId;
    m_waiting.push_back({id, std::move(job)});
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
        if (next.job.session && !isBound(next.job)) {
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

void GenerationQueue::cancelInto(const OutcomeRef& outcome)
{
    const auto isOf = [&](const auto& one) { return outcome && one.job.into == outcome; };
    const std::size_t before = m_waiting.size() + m_stopped.size();
    std::erase_if(m_waiting, isOf);
    std::erase_if(m_stopped, isOf);
    if (outcome && m_fills.outcome() == outcome) {
        m_fills.cancel();
    }
    if (m_waiting.size() + m_stopped.size() != before) {
        Q_EMIT changed();
    }
}

void GenerationQueue::keepStopped(const FillJob& job)
{
    StoppedFill one;
    one.id = ++m_lastId;
    one.job = job;
    one.step = stepsOf(job);
    one.picture = job.picture;
    one.size = job.snapshot.size;
    m_stopped.push_front(std::move(one));
    if (m_stopped.size() > kMostStopped) {
        const StoppedFill last = std::move(m_stopped.back());
        m_stopped.pop_back();
        Q_EMIT settled(last);
    }
    Q_EMIT changed();
}

void GenerationQueue::offer(StoppedFill stopped)
{
    stopped.id = ++m_lastId;
    m_stopped.push_back(std::move(stopped));
    Q_EMIT changed();
}

QString GenerationQueue::obstacle(const StoppedFill& stopped) const
{
    const DocumentSession* session = m_workspace.session();
    const bool needsPicture = !stopped.size.isEmpty();
    if (!needsPicture) {
        return {};
    }
    const bool isOpen = stopped.job.session ? stopped.job.session == session
                                            : session != nullptr &&
                                                  session->document().size() == stopped.size;
    return isOpen ? QString() : tr("Open %1 first.").arg(stopped.picture);
}

void GenerationQueue::goOn(std::uint64_t id)
{
    const auto found = std::find_if(m_stopped.begin(), m_stopped.end(),
                                    [id](const StoppedFill& one) { return one.id == id; });
    if (found == m_stopped.end() || !obstacle(*found).isEmpty()) {
        return;
    }
    StoppedFill one = std::move(*found);
    m_stopped.erase(found);
    if (one.job.snapshot.size.isEmpty() && m_workspace.session() != nullptr &&
        !one.size.isEmpty()) {
        FillJob now = m_fills.jobFor(one.job.params);
        now.snapshot.mask = one.mask;
        now.first = one.job.first;
        now.states = one.job.states;
        one.job = std::move(now);
    }
    m_waiting.push_front({++m_lastId, one.job});
    Q_EMIT settled(one);
    startNext();
}

void GenerationQueue::forget(std::uint64_t id)
{
    const auto found = std::find_if(m_stopped.begin(), m_stopped.end(),
                                    [id](const StoppedFill& one) { return one.id == id; });
    if (found != m_stopped.end()) {
        const StoppedFill one = std::move(*found);
        m_stopped.erase(found);
        Q_EMIT settled(one);
        Q_EMIT changed();
    }
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
