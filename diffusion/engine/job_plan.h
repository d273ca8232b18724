#pragma once

/// What one job will do, all defaults filled in. Worker thread only.

#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/fill_service.h"

namespace diffusion {

struct JobPlan {
    const SchedulerEntry* scheduler = nullptr;
    int steps = 1;
    double guidanceScale = 1.0;
    double imageGuidanceScale = 1.0;
    double strength = 1.0;
    int noiseLevel = 0; ///< Upscale only
    Prefill prefill = Prefill::Neutral;
    bool transfersDetail = false; ///< whether the result is told as a change to the pre-fill
    bool addsToPhoto = false;     ///< that change only where it is one: a thing in the photo
    bool wholePicture = false;    ///< nothing of the picture is to be kept by a mask
    bool relights = false;        ///< the layout's networks change light and colour, no detail
    bool softMask = false;        ///< mask values between 0 and 1 are obeyed
    core::Size modelSize;
    bool coversPicture = false; ///< modelSize is of another shape: what is too much is cut off
    Guidance guidance;
};

/// Throws EngineError: Unsupported (the model cannot do the action, or an exemplar fill is asked
/// for and `hasPrefiller` is false), InvalidArgument (unknown scheduler, sizes the model cannot
/// take).
[[nodiscard]] JobPlan makeJobPlan(const FillRequest& request, const LoadedModel& model,
                                  bool hasPrefiller);

/// The parameters a job with this plan reports.
[[nodiscard]] FillParameters parametersOf(const JobPlan& plan, const FillRequest& request,
                                          const ModelInfo& info);

} // namespace diffusion
