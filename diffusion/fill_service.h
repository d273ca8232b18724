#pragma once

/// What the rest of the program sees of the engine: one immutable request in, progress and one
/// result out. No torch type appears here or in any header this one includes.
///
/// Images are sRGB-encoded, not premultiplied, in [0, 1]; masks are coverage in [0, 1], where
/// 1 = generate and 0 = keep.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "diffusion/fill_request.h"
#include "diffusion/generation_state.h"
#include "diffusion/model_info.h"

namespace diffusion {

enum class Stage { Queued, Loading, Prefill, Encoding, Denoising, Decoding };

using JobId = std::uint64_t;

struct FillProgress {
    JobId job = 0;
    Stage stage = Stage::Queued;
    int step = 0;                 ///< steps finished so far
    int steps = 0;                ///< steps that will run (strength counted in)
    double fraction = 0.0;        ///< of the whole job, [0, 1], never falls
    double elapsedSeconds = 0.0;
    double remainingSeconds = -1; ///< negative while unknown
    /// (h, w, 3), the picture inside the context as it looks now, at any resolution of the same
    /// aspect ratio as the request's image; null when there is none.
    std::shared_ptr<const core::PixelBuffer> preview;
    GenerationStateRef state; ///< after this step, where FillRequest::keepState asks for it
};

/// The parameters a job really ran with.
struct FillParameters {
    std::string model;
    std::string modelTitle;
    std::string scheduler;
    int steps = 0;
    float guidanceScale = 1.0F;
    float strength = 1.0F;
    float imageGuidanceScale = 1.0F; ///< 1 where the model has none
    float guidanceRescale = 0.0F;
    int stepCache = 1;
    int clipSkip = 1;
    std::uint64_t seed = 0;
};

/// Where a word of the prompt acted.
struct WordMap {
    std::string word;      ///< as in the prompt
    core::PixelBuffer map; ///< (h, w, 1) in [0, 1], over all of the request's image
};

struct FillResult {
    /// (H, W, 3), of the request's image size, times ModelInfo::upscaleFactor for Action::Upscale;
    /// only meaningful under the mask.
    core::PixelBuffer image;
    FillParameters parameters;
    double seconds = 0.0;
    GenerationStateRef state;      ///< with the finished latents, where keepState asks for it
    std::vector<WordMap> wordMaps; ///< in the prompt's order, where wordMaps asks for it
};

/// Called on a thread of the engine. `done` is called exactly once for each accepted job, last;
/// a cancelled job gives ErrorCode::Cancelled.
struct FillSink {
    std::function<void(const FillProgress&)> progress;
    std::function<void(core::Result<FillResult>)> done;
};

struct SchedulerInfo {
    std::string id;    ///< "ddim"
    std::string title; ///< "DDIM (Song et al. 2020)"
};

/// How a prompt falls into the tokens of a model's first tokenizer.
struct PromptTokens {
    int tokens = 0; ///< of the words alone
    int chunk = 75; ///< that the text encoder takes at once
    int chunks = 1; ///< that the prompt is read in, or would be, were it not cut
};

/// The engine as others see it. All functions may be called from any thread and return at once,
/// but for modelInfo, which reads small files.
class FillService {
public:
    virtual ~FillService() = default;

    /// Checks the request's shape and ranges and queues it. Jobs run one at a time in order.
    [[nodiscard]] virtual core::Result<JobId> submit(FillRequest request, FillSink sink) = 0;

    /// Stops a queued or running job within 200 ms; unknown ids are ignored.
    virtual void cancel(JobId job) = 0;

    /// Reads configuration and tensor headers, never weights. Empty path = the embedded model.
    [[nodiscard]] virtual core::Result<ModelInfo> modelInfo(const std::string& path) const = 0;

    [[nodiscard]] virtual std::vector<SchedulerInfo> schedulers() const = 0;

    /// Reads the tokenizer's files, so not for a GUI thread. Errors: those of modelInfo; NotFound
    /// where the model lacks its tokenizer; Unsupported where the service cannot count.
    [[nodiscard]] virtual core::Result<PromptTokens>
    promptTokens(const std::string& model, const std::string& prompt) const
    {
        static_cast<void>(model);
        static_cast<void>(prompt);
        return core::fail(core::ErrorCode::Unsupported, "tokens cannot be counted here");
    }
};

} // namespace diffusion
