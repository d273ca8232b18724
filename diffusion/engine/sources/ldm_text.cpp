#include "diffusion/engine/sources/ldm_text.h"

#include <algorithm>

#include "diffusion/engine/sources/name_table.h"
#include "diffusion/engine/sources/shape_reader.h"

namespace diffusion {
namespace {

constexpr std::int64_t kHeadWidth = 64; // of every published CLIP
constexpr int kPoolAtLargestId = 2;     // what config.json of these models says

std::string layerTail(ClipStorage storage)
{
    return storage == ClipStorage::OpenClip ? ".ln_1.weight" : ".layer_norm1.weight";
}

std::string layerStart(ClipStorage storage)
{
    switch (storage) {
    case ClipStorage::OpenClip: return "transformer.resblocks.";
    case ClipStorage::TransformersFlat: return "encoder.layers.";
    case ClipStorage::Transformers: break;
    }
    return "text_model.encoder.layers.";
}

std::string embeddingsOf(ClipStorage storage)
{
    return storage == ClipStorage::Transformers ? "text_model.embeddings." : "embeddings.";
}

/// The encoder behind `prefix`, if there is one in either storage.
std::optional<LdmTextEncoder> encoderAt(const TensorSource& source, const std::string& prefix)
{
    const std::string transformers = prefix + "transformer.";
    for (const ClipStorage storage : {ClipStorage::Transformers, ClipStorage::TransformersFlat}) {
        if (source.contains(transformers + embeddingsOf(storage) + "token_embedding.weight")) {
            return LdmTextEncoder{transformers, storage};
        }
    }
    if (source.contains(prefix + "model.token_embedding.weight")) {
        return LdmTextEncoder{prefix + "model.", ClipStorage::OpenClip};
    }
    return std::nullopt;
}

/// Older files append ".weight" to the projection's name.
std::string projectionName(const ShapeReader& r)
{
    return r.has("text_projection.weight") ? "text_projection.weight" : "text_projection";
}

NameTable openClipNames(const std::string& prefix, std::int64_t layers)
{
    NameTable table(prefix);
    table.add("text_model.embeddings.token_embedding", "token_embedding");
    table.add("text_model.embeddings.position_embedding.weight", "positional_embedding");
    table.add("text_model.final_layer_norm", "ln_final");
    for (std::int64_t i = 0; i < layers; ++i) {
        const std::string name = "text_model.encoder.layers." + std::to_string(i);
        const std::string stored = "transformer.resblocks." + std::to_string(i);
        table.add(name + ".layer_norm1", stored + ".ln_1");
        table.add(name + ".layer_norm2", stored + ".ln_2");
        table.add(name + ".mlp.fc1", stored + ".mlp.c_fc");
        table.add(name + ".mlp.fc2", stored + ".mlp.c_proj");
        table.add(name + ".self_attn.out_proj", stored + ".attn.out_proj");
    }
    return table;
}

std::string fusedName(std::int64_t layer, const char* leaf)
{
    return "transformer.resblocks." + std::to_string(layer) + ".attn.in_proj_" + leaf;
}

std::shared_ptr<TensorSource> openClipWeights(std::shared_ptr<TensorSource> source,
                                              const LdmTextEncoder& encoder, std::int64_t layers)
{
    const NameTable table = openClipNames(encoder.prefix, layers);
    auto parts = table.partsOf(*source);
    for (std::int64_t i = 0; i < layers; ++i) {
        for (const char* leaf : {"weight", "bias"}) {
            const std::string stored = encoder.prefix + fusedName(i, leaf);
            if (!source->contains(stored)) {
                continue; // the network's complaint will name q_proj
            }
            std::int64_t part = 0;
            for (const char* projection : {"q_proj.", "k_proj.", "v_proj."}) {
                parts.emplace("text_model.encoder.layers." + std::to_string(i) + ".self_attn." +
                                  projection + leaf,
                              StoredPart{stored, part++, 3});
            }
        }
    }
    const ShapeReader r(*source, encoder.prefix);
    if (encoder.projects && r.has(projectionName(r))) {
        // As a Linear's weight it is already (out, in); as a bare parameter it is (in, out).
        const bool bare = projectionName(r) == "text_projection";
        parts.emplace("text_projection.weight",
                      StoredPart{encoder.prefix + projectionName(r), 0, 1, bare});
    }
    return makeDerivedSource(std::move(source), std::move(parts),
                             [table](const std::string& name) { return table.toStored(name); });
}

} // namespace

std::vector<LdmTextEncoder> findLdmTextEncoders(const TensorSource& source)
{
    std::vector<LdmTextEncoder> found;
    if (auto only = encoderAt(source, "cond_stage_model.")) {
        only->dropsLastLayer = only->storage == ClipStorage::OpenClip;
        found.push_back(*only);
        return found;
    }
    for (const char* prefix : {"conditioner.embedders.0.", "conditioner.embedders.1."}) {
        if (auto encoder = encoderAt(source, prefix)) {
            encoder->projects = encoder->storage == ClipStorage::OpenClip;
            found.push_back(*encoder);
        }
    }
    return found;
}

nlohmann::json detectLdmText(const TensorSource& source, const LdmTextEncoder& encoder)
{
    const ShapeReader r(source, encoder.prefix);
    const bool open = encoder.storage == ClipStorage::OpenClip;
    const std::string embeddings = open ? "" : embeddingsOf(encoder.storage);
    const std::string tokens = embeddings + "token_embedding.weight";
    const std::string positions =
        open ? "positional_embedding" : embeddings + "position_embedding.weight";
    const std::string first = layerStart(encoder.storage) + "0.mlp.";
    const std::int64_t width = r.size(tokens, 1);
    const std::int64_t layers = r.count(layerStart(encoder.storage), layerTail(encoder.storage));
    nlohmann::json config;
    config["architectures"] = {encoder.projects ? "CLIPTextModelWithProjection" : "CLIPTextModel"};
    config["vocab_size"] = r.size(tokens, 0);
    config["hidden_size"] = width;
    config["max_position_embeddings"] = r.size(positions, 0);
    config["intermediate_size"] = r.size(first + (open ? "c_fc.weight" : "fc1.weight"), 0);
    config["num_hidden_layers"] =
        std::max<std::int64_t>(1, layers - (encoder.dropsLastLayer ? 1 : 0));
    config["num_attention_heads"] = std::max<std::int64_t>(1, width / kHeadWidth);
    config["hidden_act"] = open ? "gelu" : "quick_gelu";
    config["eos_token_id"] = kPoolAtLargestId;
    config["projection_dim"] =
        encoder.projects ? r.size(projectionName(r), projectionName(r) == "text_projection" ? 1 : 0)
                         : width;
    return config;
}

std::shared_ptr<TensorSource> ldmTextWeights(std::shared_ptr<TensorSource> source,
                                             const LdmTextEncoder& encoder, std::int64_t layers)
{
    if (encoder.storage == ClipStorage::OpenClip) {
        return openClipWeights(std::move(source), encoder, layers);
    }
    NameTable table(encoder.prefix);
    const bool flat = encoder.storage == ClipStorage::TransformersFlat;
    for (const std::string part : {"embeddings", "encoder", "final_layer_norm"}) {
        table.add("text_model." + part, (flat ? "" : "text_model.") + part);
    }
    return renameBy(table, std::move(source));
}

} // namespace diffusion
