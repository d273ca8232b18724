#include "diffusion/engine/latent_upscale.h"

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/pipelines/upscale.h"

namespace diffusion {
namespace {

// Where the stages end on the bar.
constexpr double kEncodingEnd = 0.02;
constexpr double kDenoisingEnd = 0.85;

} // namespace

at::Tensor LatentUpscale::diffuse(const FillRequest& request, const JobPlan& plan,
                                  const PipelineContext& context)
{
    const RunContext run{context.stop};
    const at::Tensor image = toTensor(request.image).clamp(0.0, 1.0);
    PreviewMaker preview(*m_model, m_linearPreview, image,
                         at::ones({1, 1, image.size(2), image.size(3)}));
    context.report({Stage::Encoding, 0, 0, 0.0, request.previews ? preview.base() : nullptr});

    // 1. Words.
    SeededNoise noise(request.seed);
    const std::unique_ptr<Scheduler> scheduler = makeScheduler(*plan.scheduler, m_model->scheduler);
    UpscaleSetup setup{
        m_model->vae.get(), plan.steps, plan.noiseLevel, *m_model->lowResolution, {}};
    m_prompts.useAdapters(m_loras, request, run);
    setup.loop.denoiser = &m_model->denoiser();
    setup.loop.scheduler = scheduler.get();
    setup.loop.noise = &noise;
    setup.loop.conditioning = m_prompts.encode(wishOf(request), plan.guidance, run);
    setup.loop.guidance = plan.guidance;
    setup.loop.tiling = {m_model->info.maxSide, m_model->info.nativeSide / 4};

    // 2. Denoise; one latent is one pixel of the small picture.
    setup.loop.wantsOriginal = request.previews;
    setup.loop.observe = [&](const DenoiseStep& step) {
        const double share = static_cast<double>(step.position + 1) / step.end;
        context.report({Stage::Denoising, step.position + 1, step.end,
                        kEncodingEnd + (kDenoisingEnd - kEncodingEnd) * share,
                        request.previews ? preview(step.original, run) : nullptr});
    };
    scheduler->setTimesteps(plan.steps);
    const int count = static_cast<int>(scheduler->timesteps().size());
    context.report({Stage::Denoising, 0, count, kEncodingEnd, nullptr});
    const at::Tensor latents = upscale(std::move(setup), toSigned(image), run);

    // 3. Decode.
    context.report({Stage::Decoding, count, count, kDenoisingEnd, nullptr});
    return toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), run));
}

FillResult LatentUpscale::run(const FillRequest& request, const PipelineContext& context)
{
    const at::NoGradGuard inference;
    const JobPlan plan = makeJobPlan(request, *m_model, context.prefiller != nullptr);
    if (plan.noiseLevel >= m_model->unet->config().num_class_embeds) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "this upscaler knows noise levels below " +
                              std::to_string(m_model->unet->config().num_class_embeds));
    }
    FillResult result;
    result.parameters = parametersOf(plan, request, m_model->info);
    result.image = toPixels(diffuse(request, plan, context));
    return result;
}

} // namespace diffusion
