/// Stable Diffusion 1.x (Rombach et al. 2022, arXiv:2112.10752): text-to-image with latent blending
/// under a mask, and the inpainting form with nine input channels.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kSd15InpaintFamily;
extern const ModelFamily kSd15Family;

namespace {

bool isVersion1(const ModelFiles& files)
{
    return !takesSizes(files) && !hasLinearProjections(files);
}

} // namespace

const ModelFamily kSd15InpaintFamily{
    "sd15-inpaint", "Stable Diffusion 1.x inpainting",
    [](const ModelFiles& f) { return isVersion1(f) && takesMaskedImage(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSd15InpaintFamily); },
    &loadStableDiffusion};

const ModelFamily kSd15Family{
    "sd15", "Stable Diffusion 1.x",
    [](const ModelFiles& f) { return isVersion1(f) && takesLatentsOnly(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSd15Family); },
    &loadStableDiffusion};

} // namespace diffusion
