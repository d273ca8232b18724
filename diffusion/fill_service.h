#pragma once

/// What the rest of the program sees of the engine: one immutable request in, progress and one
/// result out. No torch type appears here or in any header this one includes.
///
/// Images are sRGB-encoded, not premultiplied, in [0, 1]; masks are coverage in [0, 1], where
/// 1 = generate and 0 = keep.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/base/result.h"

namespace diffusion {

/// What the user asked for; a model's defaults depend on it.
enum class Action {
    Remove, ///< make what is under the mask disappear; no prompt needed
    Fill,   ///< paint something new under the mask, guided by the prompt
    Edit,   ///< image to image under the mask, or everywhere when the mask is empty
    Create  ///< text to image: `image` gives only the size
};

/// What lies under the mask when diffusion starts.
enum class Prefill {
    Automatic, ///< what the action and the model's family ask for
    Exemplar,  ///< copied together from the surroundings by the Prefiller given to the engine
    Neutral,   ///< mid grey
    Keep       ///< the picture as it is
};

/// Everything that influences the pixels of one generation. Immutable once submitted.
/// An unset optional takes the model's default for the action; the result says what was used.
struct FillRequest {
    std::string model;          ///< diffusers folder or weight file; empty = the embedded model
    Action action = Action::Remove;
    core::PixelBuffer image;    ///< (H, W, 3), the context around the mask at the photo's resolution
    core::PixelBuffer mask;     ///< (H, W, 1)
    /// Resolution the network works at; both sides multiples of ModelInfo::sizeMultiple.
    /// {0, 0} = that of `image`, which must then be such a multiple.
    core::Size modelSize;
    std::string prompt;
    std::string negativePrompt;
    std::string scheduler;      ///< key of the scheduler registry ("ddim"); empty = model's default
    std::optional<int> steps;            ///< >= 1
    std::optional<float> guidanceScale;  ///< 1 = no classifier-free guidance
    std::optional<float> strength;       ///< (0, 1]: 1 = from pure noise; 0 = pre-fill only
    Prefill prefill = Prefill::Automatic;
    std::uint64_t seed = 0;     ///< the only source of randomness
    int threads = 0;            ///< 0 = all cores
    bool previews = true;       ///< whether progress carries preview images
};

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
};

/// The parameters a job really ran with.
struct FillParameters {
    std::string model;
    std::string modelTitle;
    std::string scheduler;
    int steps = 0;
    float guidanceScale = 1.0F;
    float strength = 1.0F;
    std::uint64_t seed = 0;
};

struct FillResult {
    core::PixelBuffer image;  ///< (H, W, 3), of the request's image size; only meaningful under the mask
    FillParameters parameters;
    double seconds = 0.0;
};

/// Called on a thread of the engine. `done` is called exactly once for each accepted job, last;
/// a cancelled job gives ErrorCode::Cancelled.
struct FillSink {
    std::function<void(const FillProgress&)> progress;
    std::function<void(core::Result<FillResult>)> done;
};

struct ActionDefaults {
    std::string scheduler = "ddim";
    int steps = 25;
    float guidanceScale = 7.5F;
    float strength = 1.0F;
};

/// What can be said of a model without loading its weights.
struct ModelInfo {
    std::string path;        ///< as given in FillRequest::model
    std::string title;
    std::string family;      ///< registry id ("sd15-inpaint")
    std::string licence;     ///< empty = unknown
    std::string limits;      ///< one honest sentence on what it cannot do; may be empty
    std::int64_t weightBytes = 0;
    int sizeMultiple = 8;    ///< width and height given to the network must be multiples of it
    int nativeSide = 512;    ///< side it was trained at, pixels
    int maxSide = 768;       ///< longest side worth asking for in one pass, pixels
    bool usesPrompt = true;
    ActionDefaults remove, fill, edit, create;

    [[nodiscard]] const ActionDefaults& defaults(Action action) const
    {
        switch (action) {
        case Action::Remove: return remove;
        case Action::Fill: return fill;
        case Action::Edit: return edit;
        case Action::Create: break;
        }
        return create;
    }
};

struct SchedulerInfo {
    std::string id;    ///< "ddim"
    std::string title; ///< "DDIM (Song et al. 2020)"
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
};

} // namespace diffusion
