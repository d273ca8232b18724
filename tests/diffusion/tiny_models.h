#pragma once

/// Tiny model folders with random weights, made in a temporary folder. The Stable Diffusion one is the
/// reference fixture with a tokenizer of our own; the embedded family's is made up here.

#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/safetensors.h"

namespace tiny {

namespace fs = std::filesystem;

inline void writeText(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline void addTokenizer(const fs::path& model)
{
    const fs::path from = fs::path(STILLWATER_FIXTURES) / "tokenizers" / "bpe";
    fs::copy(from, model / "tokenizer", fs::copy_options::recursive);
}

inline std::string schedulerConfig(const char* prediction)
{
    return nlohmann::json{{"_class_name", "DDIMScheduler"}, {"beta_start", 0.00085},
                          {"beta_end", 0.012},              {"beta_schedule", "scaled_linear"},
                          {"clip_sample", false},           {"set_alpha_to_one", false},
                          {"steps_offset", 1},              {"prediction_type", prediction}}
        .dump();
}

/// The fixture `name` (sd15, sd15-inpaint) as a complete model; everything is writable.
inline fs::path stableDiffusion(const fs::path& folder, const std::string& name)
{
    fs::copy(fs::path(STILLWATER_FIXTURES) / "reference" / "models" / name, folder,
             fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        fs::permissions(entry, fs::perms::owner_write, fs::perm_options::add);
    }
    writeText(folder / "model_index.json", R"({"_class_name": "StableDiffusionPipeline"})");
    writeText(folder / "scheduler" / "scheduler_config.json", schedulerConfig("epsilon"));
    addTokenizer(folder);
    return folder;
}

/// Random weights for `component` of a model, whose config.json is changed by `patch` first.
inline void remakeUNet(const fs::path& model, const nlohmann::json& patch, std::uint64_t seed)
{
    std::ifstream in(model / "unet" / "config.json");
    nlohmann::json config = nlohmann::json::parse(in);
    config.update(patch);
    writeText(model / "unet" / "config.json", config.dump());
    const diffusion::Weights weights = diffusion::Weights::random(seed);
    const diffusion::UNet2DConditionModel made(diffusion::UNet2DConditionConfig::parse(config),
                                               weights);
    diffusion::writeSafetensors(model / "unet" / "diffusion_pytorch_model.safetensors",
                                weights.parameters());
}

/// An InstructPix2Pix model: 8 input channels.
inline fs::path instructPix2Pix(const fs::path& folder)
{
    stableDiffusion(folder, "sd15");
    remakeUNet(folder, {{"in_channels", 8}}, 3);
    return folder;
}

/// A latent consistency model: the guidance scale is an input.
inline fs::path consistencyModel(const fs::path& folder)
{
    stableDiffusion(folder, "sd15");
    remakeUNet(folder, {{"time_cond_proj_dim", 16}}, 4);
    writeText(folder / "scheduler" / "scheduler_config.json",
              R"({"_class_name": "LCMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
                  "beta_schedule": "scaled_linear", "original_inference_steps": 50})");
    return folder;
}

/// SDXL's second stage: one text encoder with a projection, five numbers as size conditioning.
inline fs::path refiner(const fs::path& folder)
{
    using namespace diffusion;
    stableDiffusion(folder, "sd15");
    fs::rename(folder / "text_encoder", folder / "text_encoder_2");
    fs::rename(folder / "tokenizer", folder / "tokenizer_2");
    std::ifstream in(folder / "text_encoder_2" / "config.json");
    nlohmann::json text = nlohmann::json::parse(in);
    in.close();
    text.update({{"architectures", {"CLIPTextModelWithProjection"}},
                 {"hidden_act", "gelu"},
                 {"projection_dim", 24}});
    writeText(folder / "text_encoder_2" / "config.json", text.dump());
    const Weights weights = Weights::random(8);
    static_cast<void>(makeCLIPTextModel(CLIPTextConfig::parse(text), weights));
    fs::remove(folder / "text_encoder_2" / "model.safetensors");
    writeSafetensors(folder / "text_encoder_2" / "model.safetensors", weights.parameters());
    remakeUNet(folder,
               {{"addition_embed_type", "text_time"},
                {"addition_time_embed_dim", 8},
                {"projection_class_embeddings_input_dim", 24 + 5 * 8},
                {"use_linear_projection", true}},
               9);
    std::ifstream vaeFile(folder / "vae" / "config.json");
    nlohmann::json vae = nlohmann::json::parse(vaeFile);
    vaeFile.close();
    vae["scaling_factor"] = 0.13025;
    writeText(folder / "vae" / "config.json", vae.dump());
    writeText(folder / "model_index.json",
              R"({"_class_name": "StableDiffusionXLImg2ImgPipeline",
                  "requires_aesthetics_score": true, "force_zeros_for_empty_prompt": false})");
    return folder;
}

/// An upscaler: 7 input channels, noise levels as classes, four pixels a latent.
inline fs::path upscaler(const fs::path& folder)
{
    stableDiffusion(folder, "sd15");
    remakeUNet(folder, {{"in_channels", 7}, {"num_class_embeds", 400}, {"sample_size", 16}}, 5);
    const nlohmann::json vae{{"_class_name", "AutoencoderKL"},  {"block_out_channels", {8, 16, 16}},
                             {"latent_channels", 4},            {"norm_num_groups", 4},
                             {"layers_per_block", 1},           {"scaling_factor", 0.08333}};
    writeText(folder / "vae" / "config.json", vae.dump());
    const diffusion::Weights weights = diffusion::Weights::random(6);
    static_cast<void>(
        diffusion::makeAutoencoderKL(diffusion::AutoencoderKLConfig::parse(vae), weights));
    diffusion::writeSafetensors(folder / "vae" / "diffusion_pytorch_model.safetensors",
                                weights.parameters());
    writeText(folder / "low_res_scheduler" / "scheduler_config.json",
              R"({"_class_name": "DDPMScheduler", "beta_start": 0.0001, "beta_end": 0.02,
                  "beta_schedule": "scaled_linear"})");
    return folder;
}

inline const char* const kUNet = R"({
    "in_channels": 25, "out_channels": 12, "block_out_channels": [16, 32], "sample_size": 8,
    "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"],
    "attention_head_dim": 2, "cross_attention_dim": 32, "norm_num_groups": 8,
    "layers_per_block": 1})";
inline const char* const kVae = R"({
    "_class_name": "AutoencoderTiny", "latent_channels": 12, "scaling_factor": 2.0,
    "encoder_block_out_channels": [16, 16, 16, 16], "num_encoder_blocks": [0, 0, 0, 0],
    "decoder_block_out_channels": [8, 8, 8, 8], "num_decoder_blocks": [1, 1, 1, 1]})";

/// A model of the embedded family: 12 latent channels, 25 input channels, v-prediction.
inline fs::path stillwater(const fs::path& folder)
{
    using namespace diffusion;
    writeText(folder / "model_index.json", R"({
        "_class_name": "StillwaterInpaintPipeline",
        "stillwater": {"title": "Tiny", "licence": "none", "limits": "Knows nothing.",
            "native_side": 64, "max_side": 128, "conditioning": "prefill", "transfer_detail": true,
            "actions": {"remove": {"scheduler": "ddim", "steps": 6, "guidance_scale": 1.0,
                                   "strength": 0.5}}}})");
    writeText(folder / "scheduler" / "scheduler_config.json", schedulerConfig("v_prediction"));
    writeText(folder / "unet" / "config.json", kUNet);
    writeText(folder / "vae" / "config.json", kVae);
    const Weights unet = Weights::random(1);
    const UNet2DConditionModel made(
        UNet2DConditionConfig::parse(nlohmann::json::parse(kUNet)), unet);
    writeSafetensors(folder / "unet" / "diffusion_pytorch_model.safetensors", unet.parameters());
    const Weights vae = Weights::random(2);
    static_cast<void>(
        makeAutoencoderTiny(AutoencoderTinyConfig::parse(nlohmann::json::parse(kVae)), vae));
    writeSafetensors(folder / "vae" / "diffusion_pytorch_model.safetensors", vae.parameters());
    fs::copy(fs::path(STILLWATER_FIXTURES) / "reference" / "models" / "sd15" / "text_encoder",
             folder / "text_encoder", fs::copy_options::recursive);
    addTokenizer(folder);
    return folder;
}

} // namespace tiny
