/// Latent consistency models (Luo et al. 2023, arXiv:2310.04378), of Stable Diffusion 1.x or SDXL: the
/// guidance scale is an input of the network, so that one pass a step is enough, and so are 4 steps.
/// LCM LoRAs need nothing of this: with them the scheduler "lcm" and guidance 1 to 2 do.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kLcmFamily;

namespace {

constexpr float kGuidance = 8.5F;
constexpr int kSteps = 4;

ModelInfo describe(const ModelFiles& files)
{
    ModelInfo info = describeStableDiffusion(files, kLcmFamily, kGuidance);
    for (ActionDefaults* defaults : {&info.remove, &info.fill, &info.edit, &info.create}) {
        defaults->scheduler = "lcm";
        defaults->steps = kSteps;
        defaults->guidanceScale = kGuidance;
    }
    return info;
}

} // namespace

const ModelFamily kLcmFamily{
    "lcm", "Latent consistency model",
    [](const ModelFiles& f) {
        return takesGuidance(f) && (takesLatentsOnly(f) || takesMaskedImage(f));
    },
    &describe, &loadStableDiffusion};

} // namespace diffusion
