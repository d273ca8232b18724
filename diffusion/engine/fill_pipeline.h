#pragma once

/// What the queue needs to know of a model: it can be described, loaded and run. No torch type here,
/// so that the queue is tested without torch. Worker thread only, but for PipelineLoader::describe.

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "diffusion/engine.h"
#include "diffusion/engine/engine_error.h"
#include "diffusion/fill_service.h"

namespace diffusion {

/// What a running pipeline says about itself; the queue adds job, times and the order of calls.
struct PipelineUpdate {
    Stage stage = Stage::Prefill;
    int step = 0;
    int steps = 0;
    double fraction = 0.0; ///< of the pipeline's own work, [0, 1]
    std::shared_ptr<const core::PixelBuffer> preview;
    GenerationStateRef state = nullptr; ///< so far, where the request asks for it
    double secondsLeft = -1.0; ///< of the pipeline's own work; negative = it does not know
};

struct PipelineContext {
    std::stop_token stop;
    std::function<void(const PipelineUpdate&)> report;
    const Prefiller* prefiller = nullptr; ///< null or empty: Prefill::Exemplar is refused
};

/// A loaded model. Errors leave as exceptions: Cancelled, LoadError, EngineError,
/// std::invalid_argument, std::bad_alloc, anything of libtorch's.
class FillPipeline {
public:
    virtual ~FillPipeline() = default;

    /// Everything in the result but `seconds`.
    [[nodiscard]] virtual FillResult run(const FillRequest& request,
                                         const PipelineContext& context) = 0;
};

class PipelineLoader {
public:
    virtual ~PipelineLoader() = default;

    /// See FillService::modelInfo. Any thread; throws as FillPipeline does.
    [[nodiscard]] virtual ModelInfo describe(const std::string& path) const = 0;

    /// Loads the weights. Throws as FillPipeline does.
    [[nodiscard]] virtual std::unique_ptr<FillPipeline> load(const std::string& path,
                                                             std::stop_token stop) = 0;

    /// Changes whenever the files behind `path` do, so that a warm model is loaded anew.
    [[nodiscard]] virtual std::string fingerprint(const std::string& path) const = 0;

    [[nodiscard]] virtual std::vector<SchedulerInfo> schedulers() const = 0;

    /// See FillService::promptTokens. Any thread; throws as FillPipeline does.
    [[nodiscard]] virtual PromptTokens countTokens(const std::string& path,
                                                   const std::string& prompt) const
    {
        static_cast<void>(path);
        static_cast<void>(prompt);
        throw EngineError(core::ErrorCode::Unsupported, "tokens cannot be counted here");
    }

    /// Threads of the numeric library; 0 = all cores.
    virtual void setThreads(int threads) = 0;

    /// Called by the worker when nothing has come for a while: memory kept for the next job may go.
    virtual void rest() {}
};

} // namespace diffusion
