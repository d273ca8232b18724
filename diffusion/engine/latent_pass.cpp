#include "diffusion/engine/latent_pass.h"

#include <algorithm>

#include "diffusion/engine/addition.h"
#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/pipelines/guidance_embedding.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/pipelines/size_conditioning.h"
#include "diffusion/engine/plan_forecast.h"
#include "diffusion/engine/prompts/word_maps.h"
#include "diffusion/models/memory/tensor_memory.h"

namespace diffusion {
namespace {

// Where the stages end on the bar; measured shares of a removal on two cores.
constexpr double kPrefillEnd = 0.10;
constexpr double kEncodingEnd = 0.15;
constexpr double kDenoisingEnd = 0.92;

/// 0 at the outline of the mask, 1 from four pixels inside on: what diffusion changes near the
/// outline would be a seam. mask, result: (1, 1, H, W).
at::Tensor fromOutlineInwards(const at::Tensor& mask)
{
    constexpr std::int64_t kReach = 4;
    const at::Tensor mean = at::avg_pool2d(mask, 2 * kReach + 1, 1, kReach, /*ceil_mode=*/false,
                                           /*count_include_pad=*/false);
    return (2.0 * mean - 1.0).clamp(0.0, 1.0);
}

/// The latents to go on from, checked to be of the size that the plan works at.
at::Tensor startLatents(const FillRequest& request, const JobPlan& plan, const LoadedModel& model)
{
    const std::int64_t factor = model.vae->downscaleFactor();
    if (request.state && request.state->latents) {
        const LatentPicture& latents = *request.state->latents;
        if (latents.channels == model.vae->latentChannels() &&
            latents.height == plan.modelSize.height / factor &&
            latents.width == plan.modelSize.width / factor) {
            return toLatentTensor(latents);
        }
    }
    throw EngineError(core::ErrorCode::InvalidArgument,
                      "there are no latents of this size and model to go on from");
}

/// Null where nothing is asked for.
std::unique_ptr<WordMapMaker> wordMapsFor(const FillRequest& request, const JobPlan& plan,
                                          const LoadedModel& model)
{
    if (!request.wordMaps || request.prompt.empty() || model.texts.empty()) {
        return nullptr;
    }
    const TextPart& text = model.texts.front();
    const auto factor = static_cast<int>(model.vae->downscaleFactor());
    return std::make_unique<WordMapMaker>(
        wordsOf(promptText(text, request.prompt), *text.tokenizer, promptLength(text)),
        plan.guidance, core::Size{plan.modelSize.width / factor, plan.modelSize.height / factor});
}

/// What was decoded, at the request's resolution; as a change to the pre-fill where that keeps the
/// photo's own detail.
at::Tensor onPhoto(const JobPlan& plan, const JobPictures& pictures, const at::Tensor& decoded,
                   const at::Tensor& reconstruction)
{
    const core::Size size = pictures.filled.size();
    if (!reconstruction.defined()) {
        return plan.coversPicture ? covering(decoded, size) : resized(decoded, size);
    }
    const at::Tensor photo = toTensor(pictures.filled);
    const at::Tensor change = (decoded - reconstruction) * fromOutlineInwards(pictures.mask);
    return plan.addsToPhoto ? withAddition(photo, reconstruction, change)
                            : photo + resized(change, size);
}

} // namespace

LatentPass::LatentPass(std::unique_ptr<LoadedModel> model)
    : m_model(std::move(model)), m_prompts(*m_model), m_loras(*m_model)
{
}

at::Tensor LatentPass::run(const FillRequest& request, const JobPlan& plan,
                           const JobPictures& pictures, PassOutputs& outputs,
                           const PipelineContext& context)
{
    return request.moreSteps == 0 ? decodeOnly(request, plan, pictures, outputs, context)
                                  : diffuse(request, plan, pictures, outputs, context);
}

at::Tensor LatentPass::reconstructionOf(const JobPlan& plan, const JobPictures& pictures,
                                        const RunContext& context) const
{
    if (!plan.transfersDetail && !plan.addsToPhoto) {
        return {};
    }
    at::Tensor& known = *pictures.reconstruction;
    if (!known.defined()) {
        const Autoencoder& vae = *m_model->vae;
        known =
            toUnit(vae.decode(vae.encode(toSigned(pictures.prefilled()), context).mean, context));
    }
    return known;
}

at::Tensor LatentPass::decode(const at::Tensor& latents, const RunContext& context) const
{
    if (m_model->decodesPreviews) {
        return toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), context));
    }
    releaseTensorMemory(); // a heavy decoder, whose blocks are of other sizes
    at::Tensor picture =
        toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), context));
    releaseTensorMemory(); // the next job's network, too
    return picture;
}

UNetConditioning LatentPass::conditioningOf(const FillRequest& request, const JobPlan& plan,
                                            const RunContext& context)
{
    m_prompts.useAdapters(m_loras, request, context);
    UNetConditioning out = m_prompts.encode(wishOf(request), plan.guidance, context);
    if (m_model->sizeIds) {
        out.timeIds = sizeIds(*m_model->sizeIds, plan.modelSize, plan.guidance);
    }
    if (m_model->embedsPooledText()) {
        out.classLabels = out.textEmbeds; // the pooled prompt stands where labels would
    }
    if (m_model->embedsGuidance()) {
        out.timestepCond = guidanceEmbedding(
            plan.guidanceScale, m_model->unet->config().time_cond_proj_dim, plan.guidance.copies());
    }
    return out;
}

at::Tensor LatentPass::denoise(DenoiseLoop loop, const JobPlan& plan, const JobPictures& pictures,
                               const RunContext& context) const
{
    const Autoencoder& vae = *m_model->vae;
    const at::Tensor start = toSigned(pictures.start);
    if (m_model->editsByInstruction) {
        return editByInstruction(std::move(loop), vae, plan.steps, start,
                                 plan.wholePicture ? at::Tensor() : pictures.mask, context);
    }
    if (m_model->inpaintKind == InpaintKind::Blended && plan.wholePicture) {
        if (plan.strength < 1.0) {
            return imageToImage(std::move(loop), vae, plan.steps, plan.strength, start, context);
        }
        const std::int64_t factor = vae.downscaleFactor();
        return textToImage(
            std::move(loop), plan.steps,
            {1, vae.latentChannels(), start.size(2) / factor, start.size(3) / factor}, context);
    }
    InpaintSetup setup;
    setup.kind = m_model->inpaintKind;
    setup.vae = &vae;
    setup.steps = plan.steps;
    setup.strength = plan.strength;
    setup.loop = std::move(loop);
    InpaintInput input{toSigned(pictures.image), start, pictures.mask};
    if (plan.relights) { // grey: only the noised latents speak of what is to change
        input.shown = start * (1.0 - pictures.mask);
    }
    return inpaint(std::move(setup), input, context);
}

PreviewMaker LatentPass::previewsFor(const JobPlan& plan, const JobPictures& pictures)
{
    PreviewMaker preview(*m_model, m_linearPreview, pictures.prefilled(), pictures.mask);
    if (plan.coversPicture) {
        preview.showMiddle(pictures.filled.size());
    }
    return preview;
}

at::Tensor LatentPass::decodeOnly(const FillRequest& request, const JobPlan& plan,
                                  const JobPictures& pictures, PassOutputs& outputs,
                                  const PipelineContext& context)
{
    const RunContext run{context.stop};
    const at::Tensor latents = startLatents(request, plan, *m_model);
    outputs.state = outputs.tape.finish(latents);
    const at::Tensor reconstruction = reconstructionOf(plan, pictures, run);
    PreviewMaker preview = previewsFor(plan, pictures);
    preview.setReconstruction(reconstruction);
    const auto show = [&](std::shared_ptr<const core::PixelBuffer> picture) {
        context.report({Stage::Decoding, 0, 0, kDenoisingEnd, std::move(picture), nullptr});
    };
    at::Tensor decoded;
    if (m_model->decodesPreviews) { // the picture itself is there as soon
        decoded = decode(latents, run);
        show(request.previews ? preview.of(decoded) : nullptr);
    } else {
        show(request.previews ? preview(latents, run) : nullptr);
        decoded = decode(latents, run);
    }
    run.checkpoint();
    return onPhoto(plan, pictures, decoded, reconstruction);
}

at::Tensor LatentPass::diffuse(const FillRequest& request, const JobPlan& plan,
                               const JobPictures& pictures, PassOutputs& outputs,
                               const PipelineContext& context)
{
    const RunContext run{context.stop};
    PreviewMaker preview = previewsFor(plan, pictures);
    context.report(
        {Stage::Encoding, 0, 0, kPrefillEnd, request.previews ? preview.base() : nullptr, nullptr});

    // 1. Words.
    const std::unique_ptr<NoiseSource> noise = makeNoise(request.seed, request.nearby);
    const std::unique_ptr<Scheduler> scheduler = makeScheduler(*plan.scheduler, m_model->scheduler);
    DenoiseLoop loop;
    loop.denoiser = &m_model->denoiser();
    loop.scheduler = scheduler.get();
    loop.noise = noise.get();
    loop.conditioning = conditioningOf(request, plan, run);
    loop.guidance = plan.guidance;
    loop.stepCache = request.stepCache;

    // 2. What the autoencoder alone does to the pre-fill, to be told from what diffusion does.
    const at::Tensor reconstruction = reconstructionOf(plan, pictures, run);
    if (reconstruction.defined()) {
        preview.setReconstruction(reconstruction);
    }

    // 3. Denoise, saying after each step how far it is and what it looks like.
    bool recalled = false;
    loop.recall = [&outputs, &recalled] {
        at::Tensor known = outputs.tape.recall();
        recalled = known.defined();
        return known;
    };
    loop.wantsOriginal = request.previews;
    loop.observe = [&](const DenoiseStep& step) {
        const int count = step.end - step.begin;
        const int done = step.position + 1 - step.begin;
        const double share = static_cast<double>(done) / count;
        recalled ? outputs.forecast.recalled(now()) : outputs.forecast.step(now());
        outputs.state = outputs.tape.record(step.guided);
        const bool pictured = request.previews && !outputs.tape.isPlaying();
        context.report({Stage::Denoising, done, count,
                        kEncodingEnd + (kDenoisingEnd - kEncodingEnd) * share,
                        pictured ? preview(step.original, run) : nullptr, outputs.state,
                        outputs.forecast.left(now())});
    };
    scheduler->setTimesteps(plan.steps);
    const bool continues = request.moreSteps.has_value();
    const int begin = plan.strength >= 1.0 || (m_model->editsByInstruction && !continues)
                          ? 0
                          : beginPosition(*scheduler, plan.steps, plan.strength);
    const int count = static_cast<int>(scheduler->timesteps().size()) - begin;
    if (continues) {
        loop.startFrom = startLatents(request, plan, *m_model);
        loop.begin = begin;
    }
    outputs.forecast.begin(count, now());
    context.report(
        {Stage::Denoising, 0, count, kEncodingEnd, nullptr, nullptr, outputs.forecast.left(now())});
    const std::unique_ptr<WordMapMaker> words = wordMapsFor(request, plan, *m_model);
    const at::Tensor latents =
        denoise(std::move(loop), plan, pictures, RunContext{context.stop, words.get()});
    const core::Size shape = plan.coversPicture ? pictures.filled.size() : core::Size();
    outputs.words = words ? words->maps(shape) : std::vector<WordMap>();
    outputs.state = outputs.tape.finish(latents);

    // 4. Decode; as a change to the pre-fill where that keeps the photo's own detail.
    outputs.forecast.decoding(now());
    context.report({Stage::Decoding, count, count, kDenoisingEnd, nullptr, nullptr,
                    outputs.forecast.left(now())});
    return onPhoto(plan, pictures, decode(latents, run), reconstruction);
}

} // namespace diffusion
