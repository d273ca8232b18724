#include "diffusion/engine/job_plan.h"

#include <algorithm>
#include <cmath>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/request_check.h"

namespace diffusion {
namespace {

/// Strengths are told as float; 0.7F times 10 steps must still be 7.
double cleanStrength(float strength)
{
    return std::round(static_cast<double>(strength) * 1e6) / 1e6;
}

std::string knownSchedulers()
{
    std::string out;
    for (const SchedulerEntry& entry : schedulerRegistry()) {
        out += (out.empty() ? "" : ", ") + std::string(entry.id);
    }
    return out;
}

const char* verbOf(Action action)
{
    switch (action) {
    case Action::Remove:
        return "remove things";
    case Action::Fill:
        return "fill masks";
    case Action::Edit:
        return "edit pictures";
    case Action::Create:
        return "create pictures from words";
    case Action::Upscale:
        break;
    }
    return "enlarge pictures";
}

void checkAction(const FillRequest& request, const ModelInfo& info)
{
    if (info.can(request.action)) {
        return;
    }
    std::string can;
    for (const Action action : info.actions) {
        can += (can.empty() ? "" : ", ") + std::string(verbOf(action));
    }
    std::string message = "the model \"" + info.title + "\" (" + info.family + ") cannot " +
                          verbOf(request.action) + "; it can only " + can;
    if (request.action == Action::Upscale) {
        message += ". Enlarging needs an upscaler, for instance Stable Diffusion x4 upscaler";
    }
    throw EngineError(core::ErrorCode::Unsupported, message);
}

const SchedulerEntry& schedulerOf(const FillRequest& request, const ActionDefaults& defaults)
{
    const std::string id = request.scheduler.empty() ? defaults.scheduler : request.scheduler;
    const SchedulerEntry* entry = findScheduler(id);
    if (entry == nullptr) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "there is no sampler \"" + id + "\"; there are " + knownSchedulers());
    }
    return *entry;
}

bool isSoft(const core::PixelBuffer& mask)
{
    return std::any_of(mask.data(), mask.data() + mask.count(),
                       [](float v) { return v > 0.0F && v < 1.0F; });
}

bool marksNothing(const core::PixelBuffer& mask, float least)
{
    return std::none_of(mask.data(), mask.data() + mask.count(),
                        [least](float v) { return v >= least; });
}

Prefill prefillOf(const FillRequest& request, const LoadedModel& model, const JobPlan& plan,
                  bool hasPrefiller)
{
    if (request.prefill == Prefill::Exemplar && !hasPrefiller) {
        throw EngineError(core::ErrorCode::Unsupported,
                          "this program was started without an exemplar fill");
    }
    if (request.prefill != Prefill::Automatic) {
        return request.prefill;
    }
    // Words ask for something that the surroundings do not show; some models add it to them.
    const bool adds =
        model.addsToPhoto && request.action == Action::Fill && !request.prompt.empty();
    const bool fromSurroundings =
        request.action == Action::Fill && (request.prompt.empty() || adds);
    const bool wantsExemplar = request.action == Action::Remove ||
                               (fromSurroundings && model.inpaintKind == InpaintKind::Prefilled);
    if (request.action == Action::Edit || request.action == Action::Upscale ||
        (adds && !request.growsPicture && !plan.wholePicture)) {
        return Prefill::Keep;
    }
    if (wantsExemplar && hasPrefiller) {
        return Prefill::Exemplar;
    }
    // A mask of degrees says how much of the picture is to change, so that it must be there.
    return plan.softMask ? Prefill::Keep : Prefill::Neutral;
}

Guidance guidanceOf(const FillRequest& request, const LoadedModel& model, const JobPlan& plan)
{
    Guidance out;
    out.scale = plan.guidanceScale;
    out.imageScale = plan.imageGuidanceScale;
    if (model.embedsGuidance()) {
        return out; // the network has learnt what guidance gives
    }
    if (model.editsByInstruction) {
        const bool guided = plan.guidanceScale > 1.0 && plan.imageGuidanceScale >= 1.0;
        out.kind = guided ? Guidance::Kind::ImageAndText : Guidance::Kind::None;
        return out;
    }
    // Equal prompts give equal outputs: guidance would cost a second pass and change nothing.
    const bool alike = request.prompt == request.negativePrompt && request.walk.share <= 0.0F;
    const bool guided = plan.guidanceScale > 1.0 && !alike;
    out.kind = guided ? Guidance::Kind::Classifier : Guidance::Kind::None;
    return out;
}

void chooseSize(JobPlan& plan, const FillRequest& request, const LoadedModel& model)
{
    if (request.action == Action::Create && !model.trainedSizes.empty()) {
        plan.modelSize = nearestSize(model.trainedSizes, request.image.size());
        plan.coversPicture = true;
        return;
    }
    plan.modelSize = modelSizeOf(request);
    if (core::Status size = checkModelSize(request, model.info); !size.has_value()) {
        throw EngineError(size.error().code, size.error().message);
    }
}

} // namespace

JobPlan makeJobPlan(const FillRequest& request, const LoadedModel& model, bool hasPrefiller)
{
    const ModelInfo& info = model.info;
    checkAction(request, info);
    const ActionDefaults& defaults = info.defaults(request.action);
    JobPlan plan;
    plan.scheduler = &schedulerOf(request, defaults);
    plan.steps = request.steps.value_or(defaults.steps);
    plan.guidanceScale = request.guidanceScale.value_or(defaults.guidanceScale);
    plan.imageGuidanceScale = request.imageGuidanceScale.value_or(info.imageGuidanceScale);
    plan.strength = cleanStrength(request.strength.value_or(defaults.strength));
    plan.noiseLevel = request.noiseLevel.value_or(info.noiseLevel);
    chooseSize(plan, request, model);
    plan.softMask = info.softMasks && request.action != Action::Create && isSoft(request.mask);
    plan.wholePicture = request.action == Action::Create || request.action == Action::Upscale ||
                        marksNothing(request.mask, plan.softMask ? 1e-6F : 0.5F);
    plan.softMask = plan.softMask && !plan.wholePicture;
    plan.prefill = prefillOf(request, model, plan, hasPrefiller);
    // From pure noise nothing of the pre-fill is left that its detail could belong to.
    plan.transfersDetail =
        model.transfersDetail && plan.prefill == Prefill::Exemplar && plan.strength < 1.0;
    plan.addsToPhoto = model.addsToPhoto && request.action == Action::Fill &&
                       plan.prefill != Prefill::Neutral && plan.strength >= 1.0 &&
                       !request.prompt.empty() && !plan.wholePicture;
    plan.guidance = guidanceOf(request, model, plan);
    plan.guidance.rescale = request.guidanceRescale.value_or(defaults.guidanceRescale);
    return plan;
}

FillParameters parametersOf(const JobPlan& plan, const FillRequest& request, const ModelInfo& info)
{
    FillParameters out;
    out.modelTitle = info.title;
    out.scheduler = plan.scheduler->id;
    out.steps = plan.steps;
    out.guidanceScale = static_cast<float>(plan.guidanceScale);
    out.imageGuidanceScale = static_cast<float>(plan.imageGuidanceScale);
    out.guidanceRescale = static_cast<float>(plan.guidance.rescale);
    out.stepCache = request.stepCache;
    out.clipSkip = request.clipSkip;
    out.strength = static_cast<float>(plan.strength);
    out.seed = request.seed;
    return out;
}

} // namespace diffusion
