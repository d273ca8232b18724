/// Stable Diffusion x4 upscaler: latents of the large picture, pixels of the small one as further inputs,
/// and how far those were noised as a class label.

#include <algorithm>

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kX4UpscalerFamily;

namespace {

constexpr float kGuidance = 9.0F; // the reference's default
// The published model's noise, for files that do not say.
constexpr BetaDefaults kNoising{0.0001, 0.02, "scaled_linear"};

ModelInfo describe(const ModelFiles& files)
{
    ModelInfo info = describeStableDiffusion(files, kX4UpscalerFamily, kGuidance);
    info.actions = {Action::Upscale};
    info.softMasks = false;
    info.upscaleFactor = files.pixelsPerLatent();
    info.upscale = info.create;
    // Sides are told of the small picture, of which one pixel is one latent.
    info.sizeMultiple = 1;
    info.nativeSide = std::max(1, info.nativeSide / info.upscaleFactor);
    info.maxSide = info.nativeSide * 3 / 2;
    return info;
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context)
{
    auto model = loadStableDiffusion(files, context);
    const nlohmann::json noising = files.source->config("low_res_scheduler");
    model->lowResolution.emplace(
        SchedulerConfig(noising.is_object() ? noising : nlohmann::json::object()), kNoising);
    return model;
}

} // namespace

const ModelFamily kX4UpscalerFamily{"x4-upscaler", "Stable Diffusion x4 upscaler",
                                    &takesSmallPicture, &describe, &load};

} // namespace diffusion
