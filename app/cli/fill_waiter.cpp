#include "app/cli/fill_waiter.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "app/cli/interruption.h"

namespace app {

namespace {

using diffusion::FillProgress;
using diffusion::FillResult;

/// A signal handler cannot wake a condition variable, so the wait looks up this often.
constexpr auto kLookUp = std::chrono::milliseconds(50);

/// Shared with the engine's thread, which may outlive the wait after a failed submit.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<FillProgress> progress;
    std::optional<core::Result<FillResult>> result;
};

} // namespace

core::Result<FillResult> runRequest(diffusion::FillService& engine, diffusion::FillRequest request,
                                    const std::function<void(const FillProgress&)>& progress)
{
    const auto box = std::make_shared<Mailbox>();
    diffusion::FillSink sink;
    sink.progress = [box](const FillProgress& one) {
        const std::lock_guard lock(box->mutex);
        box->progress.push_back(one);
        box->arrived.notify_all();
    };
    sink.done = [box](core::Result<FillResult> result) {
        const std::lock_guard lock(box->mutex);
        box->result = std::move(result);
        box->arrived.notify_all();
    };
    const core::Result<diffusion::JobId> job = engine.submit(std::move(request), std::move(sink));
    if (!job) {
        return core::fail(job.error());
    }
    bool cancelled = false;
    std::unique_lock lock(box->mutex);
    while (true) {
        box->arrived.wait_for(lock, kLookUp, [&] { return box->result || !box->progress.empty(); });
        while (!box->progress.empty()) {
            const FillProgress one = std::move(box->progress.front());
            box->progress.pop_front();
            lock.unlock();
            progress(one);
            lock.lock();
        }
        if (box->result) {
            return std::move(*box->result);
        }
        if (isInterrupted() && !cancelled) {
            cancelled = true;
            lock.unlock();
            engine.cancel(*job);
            lock.lock();
        }
    }
}

} // namespace app
