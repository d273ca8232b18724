/// Stable Diffusion 2.x: OpenCLIP text without its last layer, linear projections around the
/// transformers, v-prediction in the 768 px models. The files say all of it, so that nothing but the
/// names differs from 1.x here.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kSd2InpaintFamily;
extern const ModelFamily kSd2Family;

namespace {

bool isVersion2(const ModelFiles& files)
{
    return !takesSizes(files) && hasLinearProjections(files);
}

} // namespace

const ModelFamily kSd2InpaintFamily{
    "sd2-inpaint", "Stable Diffusion 2 inpainting",
    [](const ModelFiles& f) { return isVersion2(f) && takesMaskedImage(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSd2InpaintFamily); },
    &loadStableDiffusion};

const ModelFamily kSd2Family{
    "sd2", "Stable Diffusion 2",
    [](const ModelFiles& f) { return isVersion2(f) && takesLatentsOnly(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSd2Family); },
    &loadStableDiffusion};

} // namespace diffusion
