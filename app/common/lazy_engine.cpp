#include "app/common/lazy_engine.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace app {

namespace {

using diffusion::FillProgress;
using diffusion::FillRequest;
using diffusion::FillResult;
using diffusion::FillService;
using diffusion::FillSink;
using diffusion::JobId;

core::Error cancelledError()
{
    return {core::ErrorCode::Cancelled, "cancelled"};
}

} // namespace

/// Two threads at most: one opens the engine, one hands over or gives up what waits meanwhile (so
/// that a cancel is answered while the module is still being mapped).
struct LazyEngine::State {
    struct Waiting {
        JobId id = 0;
        FillRequest request;
        FillSink sink;
        bool cancelled = false;
    };

    mutable std::mutex mutex; ///< guards all below
    mutable std::condition_variable changed;
    bool known = false; ///< opening has ended
    bool closing = false;
    core::Status outcome;
    std::unique_ptr<FillService> engine;
    std::deque<Waiting> waiting;
    std::map<JobId, JobId> engineIds; ///< of jobs handed over and not done
    std::vector<std::function<void(core::Status)>> listeners;
    JobId nextId = 1;
    int threads = 0;
    bool previews = true;

    std::thread opener;
    std::thread dispatcher;

    void open(const EngineOpener& opener);
    void dispatch();
    bool step(std::unique_lock<std::mutex>& lock);
    void handOver(std::unique_lock<std::mutex>& lock, Waiting job);
    core::Result<JobId> submitNow(std::unique_lock<std::mutex>& lock, JobId id, FillRequest request,
                                  FillSink sink);
    FillSink renamed(JobId id, FillSink sink);
    FillService* waitForEngine() const;
};

void LazyEngine::State::open(const EngineOpener& open)
{
    core::Result<std::unique_ptr<FillService>> opened =
        core::fail(core::ErrorCode::Internal, "the engine could not be opened");
    try {
        opened = open();
    } catch (const std::exception& error) {
        opened = core::fail(core::ErrorCode::Internal, error.what());
    }
    std::vector<std::function<void(core::Status)>> told;
    {
        const std::lock_guard lock(mutex);
        known = true;
        if (opened) {
            engine = std::move(*opened);
        } else {
            outcome = core::fail(opened.error());
        }
        told.swap(listeners);
    }
    changed.notify_all();
    for (const auto& ready : told) {
        ready(outcome);
    }
}

void LazyEngine::State::dispatch()
{
    std::unique_lock lock(mutex);
    while (step(lock)) {
    }
}

/// Deals with one waiting job, or waits for something to happen. False when there is no more to do.
bool LazyEngine::State::step(std::unique_lock<std::mutex>& lock)
{
    const auto pick = [this] {
        for (auto job = waiting.begin(); job != waiting.end(); ++job) {
            if (known || closing || job->cancelled) {
                return job;
            }
        }
        return waiting.end();
    };
    changed.wait(lock, [&] { return known || closing || pick() != waiting.end(); });
    const auto job = pick();
    if (job == waiting.end()) {
        return false; // the engine is known, or all is over, and nobody waits any more
    }
    Waiting taken = std::move(*job);
    waiting.erase(job);
    handOver(lock, std::move(taken));
    return true;
}

void LazyEngine::State::handOver(std::unique_lock<std::mutex>& lock, Waiting job)
{
    std::optional<core::Error> refused;
    std::function<void(core::Result<FillResult>)> done = job.sink.done;
    if (job.cancelled || closing) {
        refused = cancelledError();
    } else if (!outcome) {
        refused = outcome.error();
    } else {
        const auto id = submitNow(lock, job.id, std::move(job.request), std::move(job.sink));
        if (!id) {
            refused = id.error();
        }
    }
    if (refused && done) {
        lock.unlock();
        done(core::fail(std::move(*refused)));
        lock.lock();
    }
}

/// The lock is held throughout: a job that is done before submit() returns must not be recorded
/// after it was forgotten, and the engine calls sinks on its own thread only.
core::Result<JobId> LazyEngine::State::submitNow(std::unique_lock<std::mutex>&, JobId id,
                                                 FillRequest request, FillSink sink)
{
    const auto engineId = engine->submit(std::move(request), renamed(id, std::move(sink)));
    if (!engineId) {
        return engineId;
    }
    engineIds[id] = *engineId;
    return id;
}

/// Callers know their jobs by our numbers.
FillSink LazyEngine::State::renamed(JobId id, FillSink sink)
{
    FillSink out;
    if (sink.progress) {
        out.progress = [id, progress = std::move(sink.progress)](const FillProgress& inner) {
            FillProgress outer = inner;
            outer.job = id;
            progress(outer);
        };
    }
    out.done = [this, id, done = std::move(sink.done)](core::Result<FillResult> result) {
        {
            const std::lock_guard lock(mutex);
            engineIds.erase(id);
        }
        if (done) {
            done(std::move(result));
        }
    };
    return out;
}

FillService* LazyEngine::State::waitForEngine() const
{
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return known; });
    return engine.get();
}

LazyEngine::LazyEngine(EngineOpener open) : m_state(std::make_unique<State>())
{
    State* state = m_state.get();
    state->opener = std::thread([state, open = std::move(open)] { state->open(open); });
    state->dispatcher = std::thread([state] { state->dispatch(); });
}

LazyEngine::~LazyEngine()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->closing = true;
    }
    m_state->changed.notify_all();
    m_state->dispatcher.join();
    m_state->opener.join();
    m_state->engine.reset(); // cancels what runs and waits; its sinks may still use the state
}

core::Result<JobId> LazyEngine::submit(FillRequest request, FillSink sink)
{
    State& state = *m_state;
    std::unique_lock lock(state.mutex);
    const JobId id = state.nextId++;
    request.threads = request.threads == 0 ? state.threads : request.threads;
    request.previews = request.previews && state.previews;
    if (!state.known || !state.waiting.empty()) {
        state.waiting.push_back({id, std::move(request), std::move(sink), false});
        return id;
    }
    if (!state.outcome) {
        return core::fail(state.outcome.error());
    }
    return state.submitNow(lock, id, std::move(request), std::move(sink));
}

void LazyEngine::setLimits(int threads, bool previews)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->threads = threads;
    m_state->previews = previews;
}

void LazyEngine::cancel(JobId job)
{
    State& state = *m_state;
    std::optional<JobId> handedOver;
    FillService* engine = nullptr;
    {
        const std::lock_guard lock(state.mutex);
        for (State::Waiting& waiting : state.waiting) {
            waiting.cancelled = waiting.cancelled || waiting.id == job;
        }
        const auto found = state.engineIds.find(job);
        if (found != state.engineIds.end()) {
            handedOver = found->second;
        }
        engine = state.engine.get();
    }
    if (handedOver && engine != nullptr) {
        engine->cancel(*handedOver);
    }
    state.changed.notify_all();
}

core::Result<diffusion::ModelInfo> LazyEngine::modelInfo(const std::string& path) const
{
    const FillService* engine = m_state->waitForEngine();
    return engine != nullptr ? engine->modelInfo(path) : core::fail(m_state->outcome.error());
}

std::vector<diffusion::SchedulerInfo> LazyEngine::schedulers() const
{
    const FillService* engine = m_state->waitForEngine();
    return engine != nullptr ? engine->schedulers() : std::vector<diffusion::SchedulerInfo>{};
}

core::Result<diffusion::PromptTokens> LazyEngine::promptTokens(const std::string& model,
                                                               const std::string& prompt) const
{
    const FillService* engine = m_state->waitForEngine();
    return engine != nullptr ? engine->promptTokens(model, prompt)
                             : core::fail(m_state->outcome.error());
}

bool LazyEngine::isReady() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->known;
}

void LazyEngine::whenReady(std::function<void(core::Status)> ready)
{
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->known) {
            m_state->listeners.push_back(std::move(ready));
            return;
        }
    }
    ready(m_state->outcome);
}

} // namespace app
