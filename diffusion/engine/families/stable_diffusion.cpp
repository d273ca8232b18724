#include "diffusion/engine/families/stable_diffusion.h"

#include <algorithm>

#include "diffusion/engine/families/component_loading.h"
#include "diffusion/engine/families/preview_decoder.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr float kEditStrength = 0.6F; // changes what is there without losing it
constexpr int kSteps = 25;
constexpr int kFewSteps = 4;
constexpr float kZeroSnrRescale = 0.7F; // Lin et al. 2023, arXiv:2305.08891, section 3.4

std::string schedulerIdOf(const ModelFiles& files)
{
    if (files.scheduler.is_object()) {
        const SchedulerConfig config(files.scheduler);
        const SchedulerEntry* entry =
            findSchedulerOfClass(config.text("_class_name", ""), config);
        if (entry != nullptr) {
            return entry->id;
        }
    }
    return "ddim";
}

/// Whether the model was distilled for a handful of steps, as far as its scheduler tells.
bool isFewSteps(const ModelFiles& files)
{
    if (!files.scheduler.is_object()) {
        return false;
    }
    const SchedulerConfig config(files.scheduler);
    const std::string name = config.text("_class_name", "");
    if (name == "LCMScheduler" || name == "TCDScheduler") {
        return true;
    }
    const bool euler = name == "EulerDiscreteScheduler" || name == "EulerAncestralDiscreteScheduler";
    return euler && config.text("timestep_spacing", "") == "trailing" &&
           config.text("prediction_type", "epsilon") != "v_prediction" &&
           !config.flag("rescale_betas_zero_snr", false);
}

bool hasZeroTerminalSnr(const ModelFiles& files)
{
    return files.scheduler.is_object() &&
           SchedulerConfig(files.scheduler).flag("rescale_betas_zero_snr", false);
}

} // namespace

bool takesLatentsOnly(const ModelFiles& files)
{
    return files.unet.is_object() && files.inChannels() == files.latentChannels();
}

bool takesMaskedImage(const ModelFiles& files)
{
    return files.unet.is_object() && files.inChannels() == 2 * files.latentChannels() + 1;
}

bool takesPicture(const ModelFiles& files)
{
    return files.unet.is_object() && files.inChannels() == 2 * files.latentChannels();
}

bool takesSmallPicture(const ModelFiles& files)
{
    const auto it = files.unet.find("num_class_embeds");
    return files.inChannels() == files.latentChannels() + 3 && it != files.unet.end() &&
           it->is_number();
}

bool takesGuidance(const ModelFiles& files)
{
    const auto it = files.unet.find("time_cond_proj_dim");
    return it != files.unet.end() && it->is_number() && it->get<double>() > 0;
}

bool takesSizes(const ModelFiles& files)
{
    const auto it = files.unet.find("addition_embed_type");
    return it != files.unet.end() && it->is_string() && *it == "text_time";
}

bool hasLinearProjections(const ModelFiles& files)
{
    const auto it = files.unet.find("use_linear_projection");
    return it != files.unet.end() && it->is_boolean() && it->get<bool>();
}

ModelInfo describeStableDiffusion(const ModelFiles& files, const ModelFamily& family, float guidance)
{
    ModelInfo info;
    info.family = family.id;
    info.title = files.root.filename().empty() ? files.root.parent_path().filename().string()
                                               : files.root.filename().string();
    info.weightBytes = files.weightBytes;
    info.sizeMultiple = files.pixelsPerLatent();
    const auto side = files.denoiser().find("sample_size");
    const bool isKnown = side != files.denoiser().end() && side->is_number();
    const int latentSide = isKnown ? std::clamp(side->get<int>(), 1, 1024) : 64;
    info.nativeSide = latentSide * info.sizeMultiple;
    info.maxSide = info.nativeSide * 3 / 2 / info.sizeMultiple * info.sizeMultiple;
    info.softMasks = takesLatentsOnly(files);
    ActionDefaults defaults{schedulerIdOf(files), kSteps, guidance, 1.0F,
                            hasZeroTerminalSnr(files) ? kZeroSnrRescale : 0.0F};
    if (isFewSteps(files)) {
        defaults.steps = kFewSteps;
        defaults.guidanceScale = 1.0F;
    }
    info.remove = info.fill = info.edit = info.create = defaults;
    info.edit.strength = kEditStrength;
    return info;
}

void choosePreviews(LoadedModel& model, const ModelFiles& files, const LoadContext& context)
{
    if (files.vae.value("_class_name", std::string()) == "AutoencoderTiny") {
        model.decodesPreviews = true;
    } else {
        model.previewVae = findPreviewDecoder(files.root, *model.vae, context.run);
    }
}

std::unique_ptr<LoadedModel> loadComponents(const ModelFiles& files,
                                            const LoadContext& context)
{
    auto model = std::make_unique<LoadedModel>();
    if (files.scheduler.is_object()) {
        model->scheduler = SchedulerConfig(files.scheduler);
    } else {
        throw LoadError(core::ErrorCode::BadWeights,
                        files.root.string() + ": scheduler/scheduler_config.json is missing");
    }
    if (files.transformer.is_object()) {
        model->transformer = loadTransformer(files, context, &model->unetParameters);
    } else {
        model->unet = loadUNet(files, context, &model->unetParameters);
    }
    model->vae = loadVae(files, context);
    for (const std::string suffix : {"", "_2"}) {
        if (files.source->has("text_encoder" + suffix)) {
            TextPart& text = model->texts.emplace_back();
            text.tokenizer = files.source->tokenizer("tokenizer" + suffix, context.moduleFolder);
            text.encoder = loadText(files, "text_encoder" + suffix, context,
                                    &model->textParameters.emplace_back());
        }
    }
    if (model->texts.empty()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        files.root.string() + ": the text encoder is missing");
    }
    return model;
}

std::unique_ptr<LoadedModel> loadStableDiffusion(const ModelFiles& files,
                                                 const LoadContext& context)
{
    auto model = loadComponents(files, context);
    model->inpaintKind =
        takesMaskedImage(files) ? InpaintKind::MaskedImage : InpaintKind::Blended;
    if (takesSizes(files)) {
        model->sizeIds = SizeIds::Sizes;
    }
    model->zerosEmptyNegative =
        takesSizes(files) && (!files.index.is_object() ||
                              files.index.value("force_zeros_for_empty_prompt", true));
    choosePreviews(*model, files, context);
    return model;
}

} // namespace diffusion
