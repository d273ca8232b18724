/// PixArt-alpha (Chen et al. 2023, arXiv:2310.00426) and PixArt-Sigma (Chen et al. 2024,
/// arXiv:2403.04692): a transformer in place of the U-Net, T5 in place of CLIP. Masks are filled by
/// latent blending, as with every network that sees latents alone.

#include <algorithm>

#include "diffusion/engine/families/pixart_sizes.h"
#include "diffusion/engine/families/stable_diffusion.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/text_encoder.h"

namespace diffusion {

extern const ModelFamily kPixArtFamily;

namespace {

constexpr float kGuidance = 4.5F; // the reference's defaults
constexpr int kSteps = 20;
constexpr std::int64_t kAlphaTokens = 120;
constexpr std::int64_t kSigmaTokens = 300;

bool matches(const ModelFiles& files)
{
    return isPixArtConfig(files.transformer) && files.inChannels() == files.latentChannels();
}

/// As long as the captions that the network learnt from.
std::int64_t promptLengthOf(const ModelFiles& files)
{
    const auto name = files.index.find("_class_name");
    const bool isSigma = name != files.index.end() && name->is_string() &&
                         name->get<std::string>().starts_with("PixArtSigma");
    return isSigma ? kSigmaTokens : kAlphaTokens;
}

ModelInfo describe(const ModelFiles& files)
{
    const PixArtTransformerConfig config = PixArtTransformerConfig::parse(files.transformer);
    ModelInfo info = describeStableDiffusion(files, kPixArtFamily, kGuidance);
    info.softMasks = true;
    info.limits = "The step cache changes nothing: there are no deep features to reuse.";
    if (!pixArtSizes(config.sample_size).empty()) {
        info.limits += " Pictures from words are made at the nearest size it was trained at, and "
                       "cut to the shape that is asked for.";
    }
    const auto multiple =
        static_cast<int>(std::min<std::int64_t>(config.patch_size, 64)) * files.pixelsPerLatent();
    info.sizeMultiple = multiple; // whole patches
    info.maxSide = std::max(multiple, info.maxSide / multiple * multiple);
    for (ActionDefaults* action : {&info.remove, &info.fill, &info.edit, &info.create}) {
        action->steps = std::min(action->steps, kSteps);
    }
    return info;
}

/// Before gigabytes are read.
void checkText(const ModelFiles& files)
{
    const nlohmann::json text = files.source->config("text_encoder");
    if (text.is_null()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        files.root.string() +
                            ": text_encoder is missing; PixArt needs T5 "
                            "(t5-v1_1-xxl) there, and its spiece.model in tokenizer");
    }
    const std::int64_t wanted = PixArtTransformerConfig::parse(files.transformer).textWidth();
    const std::int64_t width = T5EncoderConfig::parse(text).d_model;
    if (!text.contains("d_model") || width != wanted) {
        throw LoadError(
            core::ErrorCode::BadWeights,
            files.root.string() + ": text_encoder " +
                (text.contains("d_model") ? "gives states " + std::to_string(width) + " wide"
                                          : std::string("is no T5")) +
                ", the transformer takes those of a T5 " + std::to_string(wanted) + " wide");
    }
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context)
{
    checkText(files);
    auto model = loadComponents(files, context);
    model->inpaintKind = InpaintKind::Blended;
    model->weighsPrompts = false;
    if (model->transformer->config().use_additional_conditions) {
        model->sizeIds = SizeIds::SizeAndRatio;
    }
    model->trainedSizes = pixArtSizes(model->transformer->config().sample_size);
    for (TextPart& part : model->texts) {
        part.length = promptLengthOf(files);
        part.maskedPadding = part.tokenizer->padId();
        part.lowersCase = true;
    }
    choosePreviews(*model, files, context);
    return model;
}

} // namespace

const ModelFamily kPixArtFamily{
    "pixart", "PixArt-alpha and PixArt-Sigma", &matches, &describe, &load, &promptLengthOf};

} // namespace diffusion
