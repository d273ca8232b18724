#include "diffusion/engine/sources/pixart_names.h"

#include <cmath>

#include "diffusion/engine/sources/name_table.h"
#include "diffusion/engine/sources/shape_reader.h"

namespace diffusion {
namespace {

constexpr std::int64_t kHeadWidth = 72; // of every published one
constexpr std::int64_t kTokensOfAlpha = 120;
constexpr std::int64_t kTrainedSide = 64; // latents; larger models see positions closer together

NameTable namesOf(std::int64_t blocks)
{
    NameTable table("");
    table.add("pos_embed.proj", "x_embedder.proj");
    table.add("caption_projection.linear_1", "y_embedder.y_proj.fc1");
    table.add("caption_projection.linear_2", "y_embedder.y_proj.fc2");
    for (const auto& [ours, theirs] : {std::pair("timestep_embedder", "t_embedder"),
                                       std::pair("resolution_embedder", "csize_embedder"),
                                       std::pair("aspect_ratio_embedder", "ar_embedder")}) {
        const std::string name = std::string("adaln_single.emb.") + ours, stored = theirs;
        table.add(name + ".linear_1", stored + ".mlp.0");
        table.add(name + ".linear_2", stored + ".mlp.2");
    }
    table.add("adaln_single.linear", "t_block.1");
    table.add("scale_shift_table", "final_layer.scale_shift_table");
    table.add("proj_out", "final_layer.linear");
    for (std::int64_t i = 0; i < blocks; ++i) {
        const std::string name = "transformer_blocks." + std::to_string(i);
        const std::string stored = "blocks." + std::to_string(i);
        table.add(name + ".scale_shift_table", stored + ".scale_shift_table");
        table.add(name + ".attn1.to_out.0", stored + ".attn.proj");
        table.add(name + ".attn2.to_q", stored + ".cross_attn.q_linear");
        table.add(name + ".attn2.to_out.0", stored + ".cross_attn.proj");
        table.add(name + ".ff.net.0.proj", stored + ".mlp.fc1");
        table.add(name + ".ff.net.2", stored + ".mlp.fc2");
    }
    return table;
}

/// One stored tensor as several, one after the other along the first dimension.
void addPieces(const TensorSource& source, std::map<std::string, StoredPart>& parts,
               const std::string& stored, const std::string& name,
               const std::vector<const char*>& pieces)
{
    for (const char* leaf : {".weight", ".bias"}) {
        if (!source.contains(stored + leaf)) {
            continue; // the network's complaint will name the first piece
        }
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            parts.emplace(name + pieces[i] + leaf,
                          StoredPart{stored + leaf, static_cast<std::int64_t>(i),
                                     static_cast<std::int64_t>(pieces.size())});
        }
    }
}

std::int64_t blocksOf(const TensorSource& source)
{
    return ShapeReader(source, "").count("blocks.", ".scale_shift_table");
}

void refuseVariants(const TensorSource& source)
{
    for (const std::string& name : source.names()) {
        if (name.find(".attn.q_norm.") != std::string::npos ||
            name.find(".attn.sr.") != std::string::npos) {
            throw LoadError(core::ErrorCode::Unsupported,
                            source.description() + ": tensor `" + name +
                                "` belongs to a variant of PixArt with compressed or normalised "
                                "keys, which this program does not have");
        }
    }
}

/// Side of the latents that the stored positions are for; alpha and Sigma at 512 pixels without
/// them.
std::int64_t sampleSize(const ShapeReader& r, std::int64_t patch)
{
    if (r.rank("pos_embed") == 3) {
        const double side = std::sqrt(static_cast<double>(r.size("pos_embed", 1)));
        return static_cast<std::int64_t>(std::lround(side)) * patch;
    }
    return r.has("csize_embedder.mlp.0.weight") ? 2 * kTrainedSide : kTrainedSide;
}

} // namespace

bool isOriginalPixArt(const TensorSource& source)
{
    return source.contains("x_embedder.proj.weight") && source.contains("t_block.1.weight") &&
           source.contains("blocks.0.cross_attn.kv_linear.weight");
}

std::int64_t originalPixArtTokens(const TensorSource& source)
{
    const ShapeReader r(source, "");
    return r.rank("y_embedder.y_embedding") == 2 ? r.size("y_embedder.y_embedding", 0) : 0;
}

nlohmann::json detectPixArt(const TensorSource& source)
{
    refuseVariants(source);
    const ShapeReader r(source, "");
    const std::int64_t width = r.size("x_embedder.proj.weight", 0);
    const std::int64_t patch = r.size("x_embedder.proj.weight", 2);
    if (width % kHeadWidth != 0) {
        throw LoadError(core::ErrorCode::Unsupported,
                        source.description() + ": " + std::to_string(width) +
                            " is no width of a PixArt transformer, whose heads are 72 wide");
    }
    const std::int64_t side = sampleSize(r, patch);
    nlohmann::json out{{"_class_name", "PixArtTransformer2DModel"},
                       {"num_attention_heads", width / kHeadWidth},
                       {"attention_head_dim", kHeadWidth},
                       {"in_channels", r.size("x_embedder.proj.weight", 1)},
                       {"out_channels", r.size("final_layer.linear.weight", 0) / (patch * patch)},
                       {"num_layers", blocksOf(source)},
                       {"cross_attention_dim", width},
                       {"caption_channels", r.size("y_embedder.y_proj.fc1.weight", 1)},
                       {"attention_bias", true},
                       {"activation_fn", "gelu-approximate"},
                       {"norm_type", "ada_norm_single"},
                       {"norm_elementwise_affine", false},
                       {"norm_eps", 1e-6},
                       {"patch_size", patch},
                       {"sample_size", side},
                       {"use_additional_conditions", r.has("csize_embedder.mlp.0.weight")}};
    if (originalPixArtTokens(source) > kTokensOfAlpha) { // Sigma also at 256 pixels
        out["interpolation_scale"] = static_cast<double>(side) / static_cast<double>(kTrainedSide);
    }
    return out;
}

std::shared_ptr<TensorSource> pixArtWeights(std::shared_ptr<TensorSource> source)
{
    refuseVariants(*source);
    const std::int64_t blocks = blocksOf(*source);
    const NameTable table = namesOf(blocks);
    auto parts = table.partsOf(*source);
    for (std::int64_t i = 0; i < blocks; ++i) {
        const std::string name = "transformer_blocks." + std::to_string(i);
        const std::string stored = "blocks." + std::to_string(i);
        addPieces(*source, parts, stored + ".attn.qkv", name + ".attn1",
                  {".to_q", ".to_k", ".to_v"});
        addPieces(*source, parts, stored + ".cross_attn.kv_linear", name + ".attn2",
                  {".to_k", ".to_v"});
    }
    return makeDerivedSource(std::move(source), std::move(parts),
                             [table](const std::string& name) { return table.toStored(name); });
}

} // namespace diffusion
