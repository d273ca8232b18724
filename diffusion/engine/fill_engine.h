#pragma once

/// The queue behind FillService: one worker thread, one job at a time, one model kept warm. A second
/// thread does nothing but tell the sinks of jobs that were cancelled before their turn, which must
/// not wait for the job that runs.

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "diffusion/engine.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/fill_service.h"

namespace diffusion {

/// Each accepted job's `done` is called exactly once, on a thread of the engine, also for jobs
/// cancelled in the queue and for those left over when the engine goes. Exceptions out of sinks are
/// swallowed.
class FillEngine final : public FillService {
public:
    FillEngine(std::unique_ptr<PipelineLoader> loader, EngineOptions options);
    ~FillEngine() override;
    FillEngine(const FillEngine&) = delete;
    FillEngine& operator=(const FillEngine&) = delete;

    [[nodiscard]] core::Result<JobId> submit(FillRequest request, FillSink sink) override;
    void cancel(JobId job) override;
    [[nodiscard]] core::Result<ModelInfo> modelInfo(const std::string& path) const override;
    [[nodiscard]] std::vector<SchedulerInfo> schedulers() const override;
    [[nodiscard]] core::Result<PromptTokens> promptTokens(const std::string& model,
                                                          const std::string& prompt) const override;

private:
    struct Job;
    class Reporter;

    void work(const std::stop_token& quit);
    void dismiss(const std::stop_token& quit);
    [[nodiscard]] core::Result<FillResult> runJob(const Job& job);
    FillPipeline& warmPipeline(const std::string& path, const std::stop_token& stop);
    [[nodiscard]] std::string resolved(const std::string& path) const;

    std::unique_ptr<PipelineLoader> m_loader;
    EngineOptions m_options;

    // Worker only.
    std::unique_ptr<FillPipeline> m_pipeline;
    std::string m_pipelineFingerprint;

    std::mutex m_queueMutex; ///< guards the five below
    std::condition_variable_any m_queueChanged;
    std::deque<std::shared_ptr<Job>> m_queue;
    std::deque<std::shared_ptr<Job>> m_dismissed; ///< cancelled before their turn
    std::shared_ptr<Job> m_running;
    JobId m_lastJob = 0;

    std::jthread m_worker; ///< these last: they use everything above
    std::jthread m_dismisser;
};

} // namespace diffusion
