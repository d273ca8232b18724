#pragma once

/// A tiny PixArt folder with random weights: the transformer, T5 in two shards with our own
/// SentencePiece model, and the autoencoder of the Stable Diffusion fixture.

#include "diffusion/models/pixart_transformer.h"
#include "diffusion/tiny_models.h"

namespace tiny {

inline nlohmann::json pixArtTransformer()
{
    return {{"_class_name", "PixArtTransformer2DModel"},
            {"num_attention_heads", 2},
            {"attention_head_dim", 12},
            {"in_channels", 4},
            {"out_channels", 8},
            {"num_layers", 2},
            {"cross_attention_dim", 24},
            {"caption_channels", 16},
            {"norm_type", "ada_norm_single"},
            {"sample_size", 8},
            {"patch_size", 2},
            {"use_additional_conditions", true}};
}

inline void writePixArtTransformer(const fs::path& model, const nlohmann::json& config,
                                   std::uint64_t seed = 21)
{
    using namespace diffusion;
    writeText(model / "transformer" / "config.json", config.dump());
    const Weights weights = Weights::random(seed);
    const PixArtTransformer2D made(PixArtTransformerConfig::parse(config), weights);
    fs::remove(model / "transformer" / "diffusion_pytorch_model.safetensors");
    writeSafetensors(model / "transformer" / "diffusion_pytorch_model.safetensors",
                     weights.parameters());
}

inline void writeT5(const fs::path& folder)
{
    using namespace diffusion;
    const nlohmann::json config{{"architectures", {"T5EncoderModel"}},
                                {"vocab_size", 96},
                                {"d_model", 16},
                                {"d_kv", 8},
                                {"d_ff", 32},
                                {"num_layers", 2},
                                {"num_heads", 2},
                                {"feed_forward_proj", "gated-gelu"}};
    writeText(folder / "config.json", config.dump());
    const Weights weights = Weights::random(22);
    static_cast<void>(makeT5Encoder(T5EncoderConfig::parse(config), weights));
    const auto all = weights.parameters();
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    const char* const names[] = {"model-00001-of-00002.safetensors",
                                 "model-00002-of-00002.safetensors"};
    nlohmann::json map;
    for (auto it = all.begin(); it != all.end(); ++it) {
        map[it->first] = names[it < middle ? 0 : 1];
    }
    writeSafetensors(folder / names[0], {all.begin(), middle});
    writeSafetensors(folder / names[1], {middle, all.end()});
    writeText(folder / "model.safetensors.index.json", nlohmann::json{{"weight_map", map}}.dump());
}

/// `pipeline`: PixArtAlphaPipeline or PixArtSigmaPipeline.
inline fs::path pixArt(const fs::path& folder, const char* pipeline = "PixArtAlphaPipeline")
{
    const fs::path fixtures = STILLWATER_FIXTURES;
    fs::create_directories(folder);
    fs::copy(fixtures / "reference" / "models" / "sd15" / "vae", folder / "vae",
             fs::copy_options::recursive);
    fs::copy(fixtures / "tokenizers" / "sentencepiece", folder / "tokenizer",
             fs::copy_options::recursive);
    writeText(folder / "model_index.json", nlohmann::json{{"_class_name", pipeline}}.dump());
    // As Python writes it.
    writeText(folder / "scheduler" / "scheduler_config.json",
              R"({"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "dpmsolver++",
                  "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear",
                  "lambda_min_clipped": -Infinity, "num_train_timesteps": 1000, "solver_order": 2,
                  "solver_type": "midpoint", "timestep_spacing": "linspace", "variance_type": null})");
    writePixArtTransformer(folder, pixArtTransformer());
    writeT5(folder / "text_encoder");
    return folder;
}

} // namespace tiny
