#pragma once

/// Writes a diffusers folder as one checkpoint in LDM's layout: the way there that the engine's reader has to
/// undo, written for itself with the arithmetic of the first code (a level has layers + 1 numbers).

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/weights/safetensors.h"

namespace ldm {

namespace fs = std::filesystem;
using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

/// "a.12.b" -> {"a", "12", "b"}
inline std::vector<std::string> words(const std::string& name)
{
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

inline std::string joined(const std::vector<std::string>& parts, std::size_t from)
{
    std::string text;
    for (std::size_t i = from; i < parts.size(); ++i) {
        text += "." + parts[i];
    }
    return text;
}

inline std::string unetResnet(const std::string& part)
{
    const std::map<std::string, std::string> names{
        {"norm1", "in_layers.0"},  {"conv1", "in_layers.2"},  {"time_emb_proj", "emb_layers.1"},
        {"norm2", "out_layers.0"}, {"conv2", "out_layers.3"}, {"conv_shortcut", "skip_connection"}};
    return names.at(part);
}

inline std::string unetName(const std::string& name, const nlohmann::json& config)
{
    const auto p = words(name);
    const int layers = config.value("layers_per_block", 2);
    const std::map<std::string, std::string> tops{
        {"conv_in", "input_blocks.0.0"}, {"conv_norm_out", "out.0"}, {"conv_out", "out.2"}};
    if (tops.contains(p[0])) {
        return tops.at(p[0]) + joined(p, 1);
    }
    if (p[0] == "time_embedding" || p[0] == "add_embedding") {
        const std::string number = p[1] == "linear_1" ? "0" : "2";
        return (p[0] == "time_embedding" ? "time_embed." : "label_emb.0.") + number + joined(p, 2);
    }
    if (p[0] == "mid_block") {
        return p[1] == "attentions"
                   ? "middle_block.1" + joined(p, 3)
                   : "middle_block." + std::string(p[2] == "0" ? "0." : "2.") + unetResnet(p[3]) +
                         joined(p, 4);
    }
    const int level = std::stoi(p[1]);
    const int j = std::stoi(p[3]);
    if (p[0] == "down_blocks") {
        const int first = 1 + level * (layers + 1);
        if (p[2] == "downsamplers") {
            return "input_blocks." + std::to_string(first + layers) + ".0.op" + joined(p, 5);
        }
        const std::string block = "input_blocks." + std::to_string(first + j);
        return p[2] == "resnets" ? block + ".0." + unetResnet(p[4]) + joined(p, 5)
                                 : block + ".1" + joined(p, 4);
    }
    const int first = level * (layers + 1);
    if (p[2] == "upsamplers") {
        const bool attends = config.at("up_block_types")[static_cast<std::size_t>(level)] ==
                             "CrossAttnUpBlock2D";
        return "output_blocks." + std::to_string(first + layers) + (attends ? ".2" : ".1") +
               joined(p, 4);
    }
    const std::string block = "output_blocks." + std::to_string(first + j);
    return p[2] == "resnets" ? block + ".0." + unetResnet(p[4]) + joined(p, 5)
                             : block + ".1" + joined(p, 4);
}

inline std::string vaeName(const std::string& name, int levels)
{
    auto p = words(name);
    if (p[0].ends_with("quant_conv") || p[1] == "conv_in" || p[1] == "conv_out") {
        return name;
    }
    if (p[1] == "conv_norm_out") {
        return p[0] + ".norm_out" + joined(p, 2);
    }
    const auto leaf = [](const std::string& part) {
        return part == "conv_shortcut" ? std::string("nin_shortcut") : part;
    };
    if (p[1] == "mid_block") {
        if (p[2] == "resnets") {
            return p[0] + ".mid.block_" + std::to_string(std::stoi(p[3]) + 1) + "." + leaf(p[4]) +
                   joined(p, 5);
        }
        const std::map<std::string, std::string> names{
            {"group_norm", "norm"}, {"to_q", "q"},  {"to_k", "k"},  {"to_v", "v"},
            {"to_out", "proj_out"}, {"query", "q"}, {"key", "k"},   {"value", "v"},
            {"proj_attn", "proj_out"}};
        return p[0] + ".mid.attn_1." + names.at(p[4]) + joined(p, p[4] == "to_out" ? 6 : 5);
    }
    const bool down = p[1] == "down_blocks";
    const int level = down ? std::stoi(p[2]) : levels - 1 - std::stoi(p[2]);
    const std::string block = p[0] + (down ? ".down." : ".up.") + std::to_string(level);
    if (p[3] == "resnets") {
        return block + ".block." + p[4] + "." + leaf(p[5]) + joined(p, 6);
    }
    return block + (down ? ".downsample" : ".upsample") + joined(p, 5);
}

/// OpenCLIP's names: fused projections, a bare projection matrix turned round.
inline void addOpenClip(diffusion::TensorSource& source, const std::string& prefix, Tensors& out)
{
    const std::map<std::string, std::string> leaves{{"layer_norm1", "ln_1"},
                                                    {"layer_norm2", "ln_2"},
                                                    {"fc1", "mlp.c_fc"},
                                                    {"fc2", "mlp.c_proj"},
                                                    {"out_proj", "attn.out_proj"}};
    for (const std::string& name : source.names()) {
        const auto p = words(name);
        const at::Tensor tensor = source.read(name, {}).clone();
        if (name == "text_projection.weight") {
            out.emplace_back(prefix + "text_projection", tensor.t().contiguous());
        } else if (p[1] == "final_layer_norm") {
            out.emplace_back(prefix + "ln_final" + joined(p, 2), tensor);
        } else if (p[1] == "embeddings" && p[2] == "token_embedding") {
            out.emplace_back(prefix + "token_embedding.weight", tensor);
        } else if (p[1] == "embeddings" && p[2] == "position_embedding") {
            out.emplace_back(prefix + "positional_embedding", tensor);
        } else if (p[1] == "encoder") {
            const std::string layer = prefix + "transformer.resblocks." + p[3] + ".";
            const std::string part = p[4] == "mlp" || p[4] == "self_attn" ? p[5] : p[4];
            if (leaves.contains(part)) {
                out.emplace_back(layer + leaves.at(part) + "." + p.back(), tensor);
            } else if (part == "q_proj") {
                const std::string base = name.substr(0, name.find("q_proj"));
                const at::Tensor k = source.read(base + "k_proj." + p.back(), {});
                const at::Tensor v = source.read(base + "v_proj." + p.back(), {});
                out.emplace_back(layer + "attn.in_proj_" + p.back(), at::cat({tensor, k, v}));
            }
        }
    }
}

inline void addTransformers(diffusion::TensorSource& source, const std::string& prefix, Tensors& out)
{
    for (const std::string& name : source.names()) {
        out.emplace_back(prefix + name, source.read(name, {}).clone());
    }
}

/// SD 2's checkpoints have a last layer that nobody runs: a copy of the first, spoilt.
inline void addUnusedLayer(const std::string& prefix, int layers, Tensors& out)
{
    const std::string first = prefix + "transformer.resblocks.0.";
    for (std::size_t i = 0, count = out.size(); i < count; ++i) {
        if (out[i].first.starts_with(first)) {
            out.emplace_back(prefix + "transformer.resblocks." + std::to_string(layers) + "." +
                                 out[i].first.substr(first.size()),
                             out[i].second * 3);
        }
    }
}

inline void addUNetAndVae(const fs::path& model, Tensors& out)
{
    using namespace diffusion;
    const nlohmann::json unet = readJsonFile(model / "unet" / "config.json");
    const auto unetWeights = openComponentWeights(model / "unet");
    for (const std::string& name : unetWeights->names()) {
        out.emplace_back("model.diffusion_model." + unetName(name, unet),
                         unetWeights->read(name, {}).clone());
    }
    const nlohmann::json vae = readJsonFile(model / "vae" / "config.json");
    const auto vaeWeights = openComponentWeights(model / "vae");
    for (const std::string& name : vaeWeights->names()) {
        const std::string stored =
            vaeName(name, static_cast<int>(vae.at("block_out_channels").size()));
        at::Tensor tensor = vaeWeights->read(name, {}).clone();
        const bool isLinear = stored.find(".attn_1.") != std::string::npos && tensor.dim() == 2;
        out.emplace_back("first_stage_model." + stored,
                         isLinear ? tensor.view({tensor.size(0), tensor.size(1), 1, 1}) : tensor);
    }
}

/// All tensors of the model in `folder`; the kind of its text encoders decides between SD 1, 2 and SDXL.
inline Tensors fromDiffusers(const fs::path& folder)
{
    using namespace diffusion;
    Tensors out;
    addUNetAndVae(folder, out);
    if (!fs::exists(folder / "text_encoder")) { // SDXL's refiner
        addOpenClip(*openComponentWeights(folder / "text_encoder_2"),
                    "conditioner.embedders.0.model.", out);
        return out;
    }
    const auto text = openComponentWeights(folder / "text_encoder");
    const nlohmann::json config = readJsonFile(folder / "text_encoder" / "config.json");
    if (fs::exists(folder / "text_encoder_2")) {
        addTransformers(*text, "conditioner.embedders.0.transformer.", out);
        addOpenClip(*openComponentWeights(folder / "text_encoder_2"), "conditioner.embedders.1.model.",
                    out);
    } else if (config.value("hidden_act", "") == "gelu") {
        addOpenClip(*text, "cond_stage_model.model.", out);
        addUnusedLayer("cond_stage_model.model.", config.at("num_hidden_layers"), out);
    } else {
        addTransformers(*text, "cond_stage_model.transformer.", out);
    }
    out.emplace_back("model_ema.decay", at::tensor(0.9999)); // what else such files carry
    out.emplace_back("betas", at::linspace(0.0, 1.0, 1000));
    return out;
}

/// What no shape tells, for a tiny model whose numbers no published model has.
inline nlohmann::json whatShapesDoNotTell(const fs::path& folder)
{
    using diffusion::readJsonFile;
    nlohmann::json all;
    const auto copy = [&](const char* component, const char* file,
                          std::initializer_list<const char*> keys) {
        if (!fs::exists(folder / component / file)) {
            return;
        }
        const nlohmann::json config = readJsonFile(folder / component / file);
        for (const char* key : keys) {
            if (config.contains(key)) {
                all[component][key] = config.at(key);
            }
        }
    };
    copy("unet", "config.json", {"norm_num_groups", "attention_head_dim", "sample_size"});
    copy("vae", "config.json", {"norm_num_groups"});
    copy("text_encoder", "config.json", {"num_attention_heads"});
    copy("text_encoder_2", "config.json", {"num_attention_heads"});
    return all;
}

} // namespace ldm
