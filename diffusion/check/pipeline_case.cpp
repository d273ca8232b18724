#include "diffusion/check/pipeline_case.h"

#include <algorithm>
#include <iterator>

#include "diffusion/engine/families/component_loading.h"
#include "diffusion/engine/sources/model_source.h"

namespace diffusion::check {
namespace {

/// A class of the reference's pipelines and what it takes where its call does not say.
struct PipelineClass {
    const char* name;
    Way way;
    int steps;
    double guidanceScale;
    double strength = 1.0;
    bool isBase = false;
};

constexpr PipelineClass kClasses[] = {
    {"StableDiffusionPipeline", Way::FromWords, 50, 7.5},
    {"StableDiffusionImg2ImgPipeline", Way::FromPicture, 50, 7.5, 0.8},
    {"StableDiffusionInpaintPipeline", Way::Inpaint, 50, 7.5, 1.0},
    {"StableDiffusionInstructPix2PixPipeline", Way::ByInstruction, 100, 7.5},
    {"StableDiffusionUpscalePipeline", Way::Upscale, 75, 9.0},
    {"StableDiffusionXLPipeline", Way::FromWords, 50, 5.0, 1.0, true},
    {"StableDiffusionXLImg2ImgPipeline", Way::FromPicture, 50, 5.0, 0.3},
    {"StableDiffusionXLInpaintPipeline", Way::Inpaint, 50, 7.5, 0.9999},
    {"LatentConsistencyModelPipeline", Way::FromWords, 4, 8.5},
    {"LatentConsistencyModelImg2ImgPipeline", Way::FromPictureInAllSteps, 4, 8.5, 0.8},
    {"PixArtAlphaPipeline", Way::FromWords, 20, 4.5},
    {"PixArtSigmaPipeline", Way::FromWords, 20, 4.5},
};

const PipelineClass& classOf(const nlohmann::json& file)
{
    const auto name = file.at("pipeline").get<std::string>();
    const auto* const found = std::find_if(std::begin(kClasses), std::end(kClasses),
                                           [&name](const auto& one) { return name == one.name; });
    if (found == std::end(kClasses)) {
        throw SkipCase("this program has no " + name.substr(0, 100));
    }
    return *found;
}

/// T5 pads with it.
constexpr std::int64_t kT5Padding = 0;

} // namespace

PipelineCall::PipelineCall(const nlohmann::json& file) : values(file.at("call"))
{
    const PipelineClass& kind = classOf(file);
    way = kind.way;
    isBase = kind.isBase;
    for (const char* key : {"denoising_start", "denoising_end", "timesteps", "padding_mask_crop",
                            "ip_adapter_image", "cross_attention_kwargs"}) {
        if (has(key)) {
            throw SkipCase(std::string("this program does not run a part of a pipeline, \"") + key +
                           "\"");
        }
    }
    const auto number = [this](const char* key, double fallback) {
        return has(key) ? values.at(key).get<double>() : fallback;
    };
    steps = static_cast<int>(number("num_inference_steps", kind.steps));
    guidanceScale = number("guidance_scale", kind.guidanceScale);
    guidanceRescale = number("guidance_rescale", 0.0);
    imageGuidanceScale = number("image_guidance_scale", 1.5);
    strength = number("strength", kind.strength);
    clipSkip = static_cast<int>(number("clip_skip", 0));
    noiseLevel = static_cast<int>(number("noise_level", 20));
}

bool PipelineCall::has(const char* key) const
{
    const auto found = values.find(key);
    return found != values.end() && !found->is_null();
}

std::vector<float> PipelineCall::pair(const char* key, const std::vector<float>& fallback) const
{
    return has(key) ? values.at(key).get<std::vector<float>>() : fallback;
}

PipelineNetworks::PipelineNetworks(const std::filesystem::path& model, const CheckOptions& options)
{
    std::filesystem::is_directory(model) ? readFolder(model) : readFile(model, options);
    if (!index.is_object()) {
        index = nlohmann::json::object();
    }
    for (TextPart& text : texts) {
        text.beforeLast = takesSizes();
        if (transformer) {
            text.maskedPadding = kT5Padding;
        }
    }
}

void PipelineNetworks::readFolder(const std::filesystem::path& folder)
{
    index = readConfigFile(folder / "model_index.json");
    lowResolution = readConfigFile(folder / "low_res_scheduler" / "scheduler_config.json");
    if (std::filesystem::exists(folder / "transformer")) {
        transformer = loadPixArtTransformer(folder / "transformer");
    } else {
        unet = loadUNet2DCondition(folder / "unet");
    }
    vae = loadAutoencoder(folder / "vae");
    for (const std::string suffix : {"", "_2"}) {
        const std::filesystem::path text = folder / ("text_encoder" + suffix);
        if (std::filesystem::exists(text / "config.json")) {
            texts.emplace_back().encoder = loadTextEncoder(text);
            tokenizers.push_back("tokenizer" + suffix);
        }
    }
}

void PipelineNetworks::readFile(const std::filesystem::path& file, const CheckOptions& options)
{
    const ModelFiles files = readModelFiles(file.string());
    const LoadContext context{options.moduleFolder, RunContext{}, Compute{}};
    lowResolution = files.source->config("low_res_scheduler");
    if (files.transformer.is_object()) {
        transformer = loadTransformer(files, context);
    } else {
        unet = loadUNet(files, context);
    }
    vae = loadVae(files, context);
    for (const std::string suffix : {"", "_2"}) {
        if (files.source->has("text_encoder" + suffix)) {
            texts.emplace_back().encoder = loadText(files, "text_encoder" + suffix, context);
            tokenizers.push_back("tokenizer" + suffix);
        }
    }
}

bool PipelineNetworks::seesLatentsOnly() const
{
    return transformer || unet->config().in_channels == vae->latentChannels();
}

bool PipelineNetworks::takesSizes() const
{
    return unet && unet->config().addition_embed_type == "text_time";
}

bool PipelineNetworks::embedsGuidance() const
{
    return unet && unet->config().time_cond_proj_dim > 0;
}

} // namespace diffusion::check
