/// SDXL's second stage (Podell et al. 2023, arXiv:2307.01952, section 2.5): only the larger text
/// encoder, an aesthetic score where the base model is told the target's size. Made to finish
/// pictures of the base model: Edit at a low strength.

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kSdxlRefinerFamily;

namespace {

constexpr float kGuidance = 5.0F;
constexpr float kStrength = 0.3F; // of the finishing touch, as in the reference implementation

bool matches(const ModelFiles& files)
{
    return takesSizes(files) && takesLatentsOnly(files) && files.source != nullptr &&
           !files.source->has("text_encoder") && files.source->has("text_encoder_2");
}

ModelInfo describe(const ModelFiles& files)
{
    ModelInfo info = describeStableDiffusion(files, kSdxlRefinerFamily, kGuidance);
    info.edit.strength = kStrength;
    info.actions = {Action::Edit};
    info.limits = "Made to finish pictures of SDXL: use it with Edit, at a low strength.";
    return info;
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context)
{
    auto model = loadStableDiffusion(files, context);
    model->sizeIds = SizeIds::AestheticScore;
    model->zerosEmptyNegative =
        files.index.is_object() && files.index.value("force_zeros_for_empty_prompt", false);
    for (TextPart& part : model->texts) {
        part.beforeLast = true;
    }
    return model;
}

} // namespace

const ModelFamily kSdxlRefinerFamily{"sdxl-refiner", "SDXL refiner", &matches, &describe, &load};

} // namespace diffusion
