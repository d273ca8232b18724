#include "diffusion/engine/families/stable_diffusion.h"

#include <algorithm>

#include "diffusion/engine/families/component_loading.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr float kEditStrength = 0.6F; // changes what is there without losing it
constexpr int kSteps = 25;
constexpr float kGuidance = 7.5F;

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

} // namespace

bool takesLatentsOnly(const ModelFiles& files)
{
    return files.inChannels() == files.latentChannels();
}

bool takesMaskedImage(const ModelFiles& files)
{
    return files.inChannels() == 2 * files.latentChannels() + 1;
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

ModelInfo describeStableDiffusion(const ModelFiles& files, const ModelFamily& family)
{
    ModelInfo info;
    info.family = family.id;
    info.title = files.root.filename().empty() ? files.root.parent_path().filename().string()
                                               : files.root.filename().string();
    info.weightBytes = files.weightBytes;
    info.sizeMultiple = files.pixelsPerLatent();
    const auto side = files.unet.find("sample_size");
    const int latentSide =
        side != files.unet.end() && side->is_number() ? std::clamp(side->get<int>(), 1, 1024) : 64;
    info.nativeSide = latentSide * info.sizeMultiple;
    info.maxSide = info.nativeSide * 3 / 2 / info.sizeMultiple * info.sizeMultiple;
    const ActionDefaults defaults{schedulerIdOf(files), kSteps, kGuidance, 1.0F};
    info.remove = info.fill = info.edit = info.create = defaults;
    info.edit.strength = kEditStrength;
    return info;
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
    model->unet = loadUNet(files, context.run);
    model->vae = loadVae(files, context.run);
    for (const std::string suffix : {"", "_2"}) {
        if (files.source->has("text_encoder" + suffix)) {
            model->texts.push_back(
                {files.source->tokenizer("tokenizer" + suffix, context.moduleFolder),
                 loadText(files, "text_encoder" + suffix, context.run)});
        }
    }
    if (model->texts.empty()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        files.root.string() + ": the text encoder is missing");
    }
    return model;
}

} // namespace diffusion
