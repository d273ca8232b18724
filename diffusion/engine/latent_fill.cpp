#include "diffusion/engine/latent_fill.h"

#include <algorithm>
#include <cmath>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/request_check.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

// Where the stages end on the bar; measured shares of a removal on two cores.
constexpr double kPrefillEnd = 0.10;
constexpr double kEncodingEnd = 0.15;
constexpr double kDenoisingEnd = 0.92;

constexpr float kNeutral = 0.5F; // mid grey, 0 for the autoencoder

void fillNeutral(core::PixelBuffer& image, const core::PixelBuffer& hole)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (hole.at(x, y)[0] > 0.0F) {
                std::fill_n(image.at(x, y), 3, kNeutral);
            }
        }
    }
}

/// 1 where the request's mask reaches one half; everywhere where it means "all of it".
core::PixelBuffer holeOf(const FillRequest& request)
{
    core::PixelBuffer hole(request.image.width(), request.image.height(), 1, 1.0F);
    if (request.action == Action::Create || request.mask.isEmpty()) {
        return hole;
    }
    bool any = false;
    for (std::size_t i = 0; i < hole.count(); ++i) {
        hole.data()[i] = request.mask.data()[i] >= 0.5F ? 1.0F : 0.0F;
        any = any || hole.data()[i] > 0.0F;
    }
    return any ? hole : core::PixelBuffer(hole.width(), hole.height(), 1, 1.0F);
}

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

} // namespace

/// What will be done, all defaults filled in.
struct LatentFill::Plan {
    const SchedulerEntry* scheduler = nullptr;
    int steps = 1;
    double guidanceScale = 1.0;
    double strength = 1.0;
    Prefill prefill = Prefill::Neutral;
    bool transfersDetail = false;
    core::Size modelSize;
    Guidance guidance;
};

struct LatentFill::Pictures {
    core::PixelBuffer filled; ///< at the request's resolution, the hole pre-filled
    at::Tensor image;         ///< (1, 3, H, W) in [0, 1] at model size, as given
    at::Tensor start;         ///< the same of `filled`
    at::Tensor mask;          ///< (1, 1, H, W), binary, at model size
};

LatentFill::Plan LatentFill::makePlan(const FillRequest& request,
                                      const PipelineContext& context) const
{
    const ActionDefaults& defaults = m_model->info.defaults(request.action);
    Plan plan;
    const std::string id = request.scheduler.empty() ? defaults.scheduler : request.scheduler;
    plan.scheduler = findScheduler(id);
    if (plan.scheduler == nullptr) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "there is no sampler \"" + id + "\"; there are " + knownSchedulers());
    }
    plan.steps = request.steps.value_or(defaults.steps);
    plan.guidanceScale = request.guidanceScale.value_or(defaults.guidanceScale);
    plan.strength = cleanStrength(request.strength.value_or(defaults.strength));
    plan.modelSize = modelSizeOf(request);
    if (core::Status size = checkModelSize(request, m_model->info); !size.has_value()) {
        throw EngineError(size.error().code, size.error().message);
    }

    const bool hasPrefiller = context.prefiller != nullptr;
    const bool wantsExemplar =
        request.action == Action::Remove ||
        (request.action == Action::Fill && m_model->inpaintKind == InpaintKind::Prefilled);
    plan.prefill = request.prefill;
    if (plan.prefill == Prefill::Automatic) {
        plan.prefill = request.action == Action::Edit  ? Prefill::Keep
                       : wantsExemplar && hasPrefiller ? Prefill::Exemplar
                                                       : Prefill::Neutral;
    }
    if (plan.prefill == Prefill::Exemplar && !hasPrefiller) {
        throw EngineError(core::ErrorCode::Unsupported,
                          "this program was started without an exemplar fill");
    }
    // From pure noise nothing of the pre-fill is left that its detail could belong to.
    plan.transfersDetail = m_model->transfersDetail && plan.prefill == Prefill::Exemplar &&
                           plan.strength < 1.0;
    // Equal prompts give equal outputs: guidance would cost a second pass and change nothing.
    const bool guided = plan.guidanceScale > 1.0 && request.prompt != request.negativePrompt;
    plan.guidance.kind = guided ? Guidance::Kind::Classifier : Guidance::Kind::None;
    plan.guidance.scale = plan.guidanceScale;
    return plan;
}

LatentFill::Pictures LatentFill::preparePictures(const FillRequest& request, const Plan& plan,
                                                 const PipelineContext& context) const
{
    const core::PixelBuffer hole = holeOf(request);
    Pictures out;
    out.filled = request.image;
    if (plan.prefill == Prefill::Exemplar) {
        const core::Status status =
            (*context.prefiller)(out.filled, hole, request.seed, context.stop);
        if (!status.has_value()) {
            throw EngineError(status.error().code, status.error().message);
        }
    } else if (plan.prefill == Prefill::Neutral) {
        fillNeutral(out.filled, hole);
    }
    RunContext{context.stop}.checkpoint();
    out.image = resized(toTensor(request.image), plan.modelSize).clamp(0.0, 1.0);
    out.start = resized(toTensor(out.filled), plan.modelSize).clamp(0.0, 1.0);
    out.mask = resizedMask(toTensor(hole), plan.modelSize);
    return out;
}

UNetConditioning LatentFill::encodeText(const FillRequest& request, const Plan& plan,
                                        const RunContext& context) const
{
    const auto encode = [&](const std::string& prompt) {
        return encodePrompts(m_model->texts, promptIds(m_model->texts, {prompt}), 0, context);
    };
    const PromptStates positive = encode(request.prompt);
    PromptStates negative;
    if (plan.guidance.kind == Guidance::Kind::Classifier) {
        negative = m_model->zerosEmptyNegative && request.negativePrompt.empty()
                       ? zeroStates(positive)
                       : encode(request.negativePrompt);
    }
    UNetConditioning out = arrangePrompts(positive, negative, plan.guidance);
    if (m_model->wantsSizes) { // original size, crop, target size, rows first
        const auto h = static_cast<float>(plan.modelSize.height);
        const auto w = static_cast<float>(plan.modelSize.width);
        out.timeIds = at::tensor({h, w, 0.0F, 0.0F, h, w})
                          .unsqueeze(0)
                          .expand({plan.guidance.copies(), -1}); // (K, 6)
    }
    return out;
}

at::Tensor LatentFill::diffuse(const FillRequest& request, const Plan& plan,
                               const Pictures& pictures, const PipelineContext& context)
{
    const RunContext run{context.stop};
    PreviewMaker preview(*m_model, m_linearPreview, pictures.start, pictures.mask);
    context.report({Stage::Encoding, 0, 0, kPrefillEnd, request.previews ? preview.base() : nullptr});

    // 1. Words.
    SeededNoise noise(request.seed);
    const std::unique_ptr<Scheduler> scheduler = makeScheduler(*plan.scheduler, m_model->scheduler);
    InpaintSetup setup;
    setup.kind = m_model->inpaintKind;
    setup.vae = m_model->vae.get();
    setup.steps = plan.steps;
    setup.strength = plan.strength;
    setup.loop.unet = m_model->unet.get();
    setup.loop.scheduler = scheduler.get();
    setup.loop.noise = &noise;
    setup.loop.conditioning = encodeText(request, plan, run);
    setup.loop.guidance = plan.guidance;

    // 2. What the autoencoder alone does to the pre-fill, to be told from what diffusion does.
    at::Tensor reconstruction;
    if (plan.transfersDetail) {
        reconstruction = toUnit(m_model->vae->decode(
            m_model->vae->encode(toSigned(pictures.start), run).mean, run));
        preview.setReconstruction(reconstruction);
    }

    // 3. Denoise, saying after each step how far it is and what it looks like.
    setup.loop.wantsOriginal = request.previews;
    setup.loop.observe = [&](const DenoiseStep& step) {
        const int count = step.end - step.begin;
        const int done = step.position + 1 - step.begin;
        const double share = static_cast<double>(done) / count;
        context.report({Stage::Denoising, done, count,
                        kEncodingEnd + (kDenoisingEnd - kEncodingEnd) * share,
                        request.previews ? preview(step.original, run) : nullptr});
    };
    scheduler->setTimesteps(plan.steps);
    const int begin = plan.strength >= 1.0 ? 0 : beginPosition(*scheduler, plan.steps, plan.strength);
    const int count = static_cast<int>(scheduler->timesteps().size()) - begin;
    context.report({Stage::Denoising, 0, count, kEncodingEnd, nullptr});
    const InpaintInput input{toSigned(pictures.image), toSigned(pictures.start), pictures.mask};
    const at::Tensor latents = inpaint(std::move(setup), input, run);

    // 4. Decode; as a change to the pre-fill where that keeps the photo's own detail.
    context.report({Stage::Decoding, count, count, kDenoisingEnd, nullptr});
    const core::Size size = request.image.size();
    const at::Tensor decoded = toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), run));
    return plan.transfersDetail
               ? toTensor(pictures.filled) + resized(decoded - reconstruction, size)
               : resized(decoded, size);
}

FillResult LatentFill::run(const FillRequest& request, const PipelineContext& context)
{
    const at::NoGradGuard inference;
    const Plan plan = makePlan(request, context);
    context.report({Stage::Prefill, 0, 0, 0.0, nullptr});
    Pictures pictures = preparePictures(request, plan, context);

    FillResult result;
    result.parameters.modelTitle = m_model->info.title;
    result.parameters.scheduler = plan.scheduler->id;
    result.parameters.steps = plan.steps;
    result.parameters.guidanceScale = static_cast<float>(plan.guidanceScale);
    result.parameters.strength = static_cast<float>(plan.strength);
    result.parameters.seed = request.seed;
    if (plan.strength <= 0.0) {
        result.parameters.steps = 0;
        result.image = std::move(pictures.filled);
        return result;
    }
    result.image = toPixels(diffuse(request, plan, pictures, context));
    return result;
}

} // namespace diffusion
