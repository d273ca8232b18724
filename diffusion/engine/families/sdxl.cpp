/// SDXL (Podell et al. 2023, arXiv:2307.01952): two text encoders, pooled text and the picture's sizes
/// as added conditioning, zero states where there is no negative prompt.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kSdxlInpaintFamily;
extern const ModelFamily kSdxlFamily;

namespace {

ModelInfo describe(const ModelFiles& files, const ModelFamily& family)
{
    ModelInfo info = describeStableDiffusion(files, family);
    info.remove.guidanceScale = info.fill.guidanceScale = 5.0F;
    info.edit.guidanceScale = info.create.guidanceScale = 5.0F;
    return info;
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context,
                                  InpaintKind kind)
{
    auto model = loadComponents(files, context);
    model->inpaintKind = kind;
    model->wantsSizes = true;
    model->zerosEmptyNegative = files.index.value("force_zeros_for_empty_prompt", true);
    return model;
}

} // namespace

const ModelFamily kSdxlInpaintFamily{
    "sdxl-inpaint", "SDXL inpainting",
    [](const ModelFiles& f) { return takesSizes(f) && takesMaskedImage(f); },
    [](const ModelFiles& f) { return describe(f, kSdxlInpaintFamily); },
    [](const ModelFiles& f, const LoadContext& c) {
        return load(f, c, InpaintKind::MaskedImage);
    }};

const ModelFamily kSdxlFamily{
    "sdxl", "SDXL", [](const ModelFiles& f) { return takesSizes(f) && takesLatentsOnly(f); },
    [](const ModelFiles& f) { return describe(f, kSdxlFamily); },
    [](const ModelFiles& f, const LoadContext& c) {
        return load(f, c, InpaintKind::Blended);
    }};

} // namespace diffusion
