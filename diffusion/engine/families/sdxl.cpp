/// SDXL (Podell et al. 2023, arXiv:2307.01952) and what was distilled from it (Turbo, Lightning): two
/// text encoders, pooled text and the picture's sizes as added conditioning, zero states where there is
/// no negative prompt.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kSdxlInpaintFamily;
extern const ModelFamily kSdxlFamily;

namespace {

constexpr float kGuidance = 5.0F;

} // namespace

const ModelFamily kSdxlInpaintFamily{
    "sdxl-inpaint", "SDXL inpainting",
    [](const ModelFiles& f) { return takesSizes(f) && takesMaskedImage(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSdxlInpaintFamily, kGuidance); },
    &loadStableDiffusion};

const ModelFamily kSdxlFamily{
    "sdxl", "SDXL", [](const ModelFiles& f) { return takesSizes(f) && takesLatentsOnly(f); },
    [](const ModelFiles& f) { return describeStableDiffusion(f, kSdxlFamily, kGuidance); },
    &loadStableDiffusion};

} // namespace diffusion
