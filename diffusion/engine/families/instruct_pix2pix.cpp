/// InstructPix2Pix (Brooks et al. 2023, arXiv:2211.09800): the prompt says what to change, the picture is
/// a further input with a guidance scale of its own.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kInstructPix2PixFamily;

namespace {

constexpr float kImageGuidance = 1.5F; // the authors' default

ModelInfo describe(const ModelFiles& files)
{
    ModelInfo info = describeStableDiffusion(files, kInstructPix2PixFamily);
    info.actions = {Action::Edit};
    info.edit.strength = 1.0F; // it always begins from noise
    info.imageGuidanceScale = kImageGuidance;
    info.softMasks = true;
    return info;
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context)
{
    auto model = loadStableDiffusion(files, context);
    model->editsByInstruction = true;
    return model;
}

} // namespace

const ModelFamily kInstructPix2PixFamily{"instruct-pix2pix", "InstructPix2Pix", &takesPicture,
                                         &describe, &load};

} // namespace diffusion
