#include "diffusion/engine/fill_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/request_check.h"
#include "diffusion/engine/time_left.h"
#include "diffusion/models/run_context.h"

namespace diffusion {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr double kLoadingShare = 0.05; ///< of the whole job's bar
constexpr std::chrono::seconds kRestAfter{15}; ///< without a job

/// The one place where `done` is called.
void close(const FillSink& sink, core::Result<FillResult> result)
{
    try {
        if (sink.done) {
            sink.done(std::move(result));
        }
    } catch (...) {
        core::log(core::LogLevel::Error, "diffusion.run", "a sink threw out of done()");
    }
}

} // namespace

struct FillEngine::Job {
    JobId id = 0;
    FillRequest request;
    FillSink sink;
    std::stop_source stop;
};

/// Turns what a pipeline says into FillProgress: job, times, a fraction that never falls.
class FillEngine::Reporter {
public:
    explicit Reporter(const Job& job) : m_job(job), m_start(Clock::now()) {}

    void stage(Stage stage)
    {
        FillProgress progress;
        progress.stage = stage;
        send(std::move(progress), m_fraction);
    }

    void update(const PipelineUpdate& update)
    {
        if (m_job.stop.stop_requested()) {
            throw Cancelled();
        }
        FillProgress progress;
        progress.stage = update.stage;
        progress.step = update.step;
        progress.steps = update.steps;
        progress.preview = update.preview;
        progress.state = update.state;
        const double byShare = remaining(update);
        progress.remainingSeconds = update.secondsLeft >= 0.0 ? update.secondsLeft : byShare;
        send(std::move(progress), kLoadingShare + (1.0 - kLoadingShare) * update.fraction);
    }

    [[nodiscard]] double seconds() const { return secondsSince(m_start); }

private:
    /// What came before the first step says nothing about the rest.
    [[nodiscard]] double remaining(const PipelineUpdate& update)
    {
        if (update.stage == Stage::Denoising && update.step == 0 && !m_begun) {
            m_begun = true;
            m_left.begin(update.fraction, seconds());
        }
        return update.stage == Stage::Denoising && update.step > 0
                   ? m_left.step(update.fraction, seconds())
                   : m_left.left(update.fraction, seconds());
    }

    void send(FillProgress progress, double fraction)
    {
        m_fraction = std::clamp(std::max(m_fraction, fraction), 0.0, 1.0);
        progress.job = m_job.id;
        progress.fraction = m_fraction;
        progress.elapsedSeconds = seconds();
        if (m_job.sink.progress) {
            m_job.sink.progress(progress);
        }
    }

    const Job& m_job;
    Clock::time_point m_start;
    TimeLeft m_left;
    bool m_begun = false;
    double m_fraction = 0.0;
};

FillEngine::FillEngine(std::unique_ptr<PipelineLoader> loader, EngineOptions options)
    : m_loader(std::move(loader)), m_options(std::move(options)),
      m_worker([this](const std::stop_token& quit) { work(quit); }),
      m_dismisser([this](const std::stop_token& quit) { dismiss(quit); })
{
}

FillEngine::~FillEngine()
{
    {
        const std::lock_guard lock(m_queueMutex);
        m_dismissed.insert(m_dismissed.end(), m_queue.begin(), m_queue.end());
        m_queue.clear();
        if (m_running) {
            m_running->stop.request_stop();
        }
    }
    m_worker.request_stop();
    m_worker.join();
    m_dismisser.request_stop();
    m_dismisser.join();
}

core::Result<JobId> FillEngine::submit(FillRequest request, FillSink sink)
{
    if (core::Status status = checkRequest(request); !status.has_value()) {
        return core::fail(status.error());
    }
    auto job = std::make_shared<Job>();
    job->request = std::move(request);
    job->sink = std::move(sink);
    JobId id = 0;
    {
        const std::lock_guard lock(m_queueMutex);
        id = ++m_lastJob;
        job->id = id;
        m_queue.push_back(std::move(job));
    }
    m_queueChanged.notify_all();
    return id;
}

void FillEngine::cancel(JobId id)
{
    std::shared_ptr<Job> running;
    {
        const std::lock_guard lock(m_queueMutex);
        const auto queued = std::find_if(m_queue.begin(), m_queue.end(),
                                         [id](const auto& job) { return job->id == id; });
        if (queued != m_queue.end()) {
            m_dismissed.push_back(*queued);
            m_queue.erase(queued);
        } else if (m_running && m_running->id == id) {
            running = m_running;
        }
    }
    if (running) {
        running->stop.request_stop();
    }
    m_queueChanged.notify_all();
}

core::Result<ModelInfo> FillEngine::modelInfo(const std::string& path) const
{
    try {
        ModelInfo info = m_loader->describe(resolved(path));
        info.path = path;
        return info;
    } catch (...) {
        return core::fail(errorOf(std::current_exception()));
    }
}

std::vector<SchedulerInfo> FillEngine::schedulers() const
{
    return m_loader->schedulers();
}

core::Result<PromptTokens> FillEngine::promptTokens(const std::string& model,
                                                    const std::string& prompt) const
{
    try {
        return m_loader->countTokens(resolved(model), prompt);
    } catch (...) {
        return core::fail(errorOf(std::current_exception()));
    }
}

std::string FillEngine::resolved(const std::string& path) const
{
    return path.empty() ? m_options.embeddedModel : path;
}

void FillEngine::work(const std::stop_token& quit)
{
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(m_queueMutex);
            const auto filled = [this] { return !m_queue.empty(); };
            if (!m_queueChanged.wait_for(lock, quit, kRestAfter, filled) && !quit.stop_requested()) {
                lock.unlock();
                m_loader->rest();
                lock.lock();
                m_queueChanged.wait(lock, quit, filled);
            }
            if (m_queue.empty()) {
                return;
            }
            job = m_queue.front();
            m_queue.pop_front();
            m_running = job;
        }
        close(job->sink, runJob(*job));
        const std::lock_guard lock(m_queueMutex);
        m_running.reset();
    }
}

void FillEngine::dismiss(const std::stop_token& quit)
{
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(m_queueMutex);
            if (!m_queueChanged.wait(lock, quit, [this] { return !m_dismissed.empty(); })) {
                return;
            }
            job = m_dismissed.front();
            m_dismissed.pop_front();
        }
        close(job->sink, core::fail(core::ErrorCode::Cancelled, "cancelled"));
    }
}

core::Result<FillResult> FillEngine::runJob(const Job& job)
{
    try {
        const std::stop_token stop = job.stop.get_token();
        RunContext{stop}.checkpoint();
        Reporter reporter(job);
        reporter.stage(Stage::Loading);
        m_loader->setThreads(job.request.threads);
        const std::string path = resolved(job.request.model);
        FillPipeline& pipeline = warmPipeline(path, stop);

        PipelineContext context;
        context.stop = stop;
        context.report = [&reporter](const PipelineUpdate& update) { reporter.update(update); };
        context.prefiller = m_options.prefiller ? &m_options.prefiller : nullptr;
        FillResult result = pipeline.run(job.request, context);
        RunContext{stop}.checkpoint();
        result.parameters.model = job.request.model;
        result.seconds = reporter.seconds();
        return result;
    } catch (...) {
        const core::Error error = errorOf(std::current_exception());
        if (job.stop.stop_requested()) { // whatever it tripped over on the way out
            return core::fail(core::ErrorCode::Cancelled, "cancelled");
        }
        if (error.code == core::ErrorCode::OutOfMemory) {
            m_pipeline.reset(); // give the memory back before the next try
        }
        core::log(core::LogLevel::Warning, "diffusion.run", error.message);
        return core::fail(error);
    }
}

FillPipeline& FillEngine::warmPipeline(const std::string& path, const std::stop_token& stop)
{
    if (path.empty()) {
        throw EngineError(core::ErrorCode::NotFound,
                          "no model is chosen and none came with the program");
    }
    const std::string fingerprint = m_loader->fingerprint(path);
    if (!m_pipeline || fingerprint != m_pipelineFingerprint) {
        m_pipeline.reset(); // two models at once may not fit into memory
        m_pipeline = m_loader->load(path, stop);
        m_pipelineFingerprint = fingerprint;
    }
    return *m_pipeline;
}

} // namespace diffusion
