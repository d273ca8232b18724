#include "diffusion/engine/sources/ldm_unet.h"

#include <algorithm>

#include "diffusion/engine/sources/shape_reader.h"

namespace diffusion {
namespace {

constexpr std::int64_t kHeads = 8;            // SD 1.x and the x4 upscaler
constexpr std::int64_t kHeadWidth = 64;       // SD 2.x and SDXL
constexpr std::int64_t kUpscalerChannels = 7; // latents and a picture of three channels

std::string text(std::int64_t n)
{
    return std::to_string(n);
}

/// One resolution of the downward path.
struct Level {
    std::int64_t width = 0;
    std::int64_t layers = 0;
    std::int64_t transformers = 0; ///< transformer layers of each attention; 0 = no attention
    bool onlyCross = false;
    std::int64_t textWidth = 0;
};

void readAttention(const ShapeReader& r, const std::string& name, Level& level)
{
    level.transformers = r.count(name + ".transformer_blocks.", ".norm1.weight");
    if (level.transformers > 0) {
        const std::string first = name + ".transformer_blocks.0.";
        level.textWidth = r.size(first + "attn2.to_k.weight", 1);
        level.onlyCross = r.size(first + "attn1.to_k.weight", 1) != level.width;
    }
}

std::vector<Level> readLevels(const ShapeReader& r)
{
    std::vector<Level> levels(1);
    for (std::int64_t n = 1;; ++n) {
        const std::string block = "input_blocks." + text(n);
        if (r.has(block + ".0.op.weight")) {
            levels.emplace_back();
        } else if (r.has(block + ".0.out_layers.3.weight")) {
            Level& level = levels.back();
            level.width = r.size(block + ".0.out_layers.3.weight", 0);
            ++level.layers;
            if (level.layers == 1) {
                readAttention(r, block + ".1", level);
            }
        } else {
            break;
        }
    }
    for (const Level& level : levels) {
        if (level.layers == 0) { // names the tensor that should be there
            static_cast<void>(r.size("input_blocks.1.0.out_layers.3.weight", 0));
            throw LoadError(core::ErrorCode::BadWeights,
                            "the U-Net has a resolution without layers; the file is damaged");
        }
    }
    return levels;
}

void describeLevels(const ShapeReader& r, nlohmann::json& config)
{
    const std::vector<Level> levels = readLevels(r);
    Level middle{.width = levels.back().width};
    readAttention(r, "middle_block.1", middle);
    const bool linear = r.rank("middle_block.1.proj_in.weight") == 2;
    const bool fixedHeads = !linear || config["in_channels"] == kUpscalerChannels;
    std::vector<std::string> down;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const Level& level = levels[i];
        const bool last = i + 1 == levels.size();
        down.emplace_back(level.transformers > 0 ? "CrossAttnDownBlock2D" : "DownBlock2D");
        config["block_out_channels"].push_back(level.width);
        config["layers_per_block"].push_back(level.layers);
        const std::int64_t ownOrNone = std::max<std::int64_t>(level.transformers, 1);
        config["transformer_layers_per_block"].push_back(
            level.transformers == 0 && last ? std::max<std::int64_t>(middle.transformers, 1)
                                            : ownOrNone);
        config["attention_head_dim"].push_back(
            fixedHeads ? std::min(kHeads, level.width)
                       : std::max<std::int64_t>(1, level.width / kHeadWidth));
        config["only_cross_attention"].push_back(level.onlyCross);
    }
    config["down_block_types"] = down;
    for (auto it = down.rbegin(); it != down.rend(); ++it) {
        config["up_block_types"].push_back(it->starts_with("Cross") ? "CrossAttnUpBlock2D"
                                                                    : "UpBlock2D");
    }
    config["use_linear_projection"] = linear;
    config["cross_attention_dim"] = r.size("middle_block.1.transformer_blocks.0.attn2.to_k.weight", 1);
}

void describeEmbeddings(const ShapeReader& r, const AddedConditioning& added,
                        nlohmann::json& config)
{
    config["time_embedding_dim"] = r.size("time_embed.0.weight", 0);
    if (r.has("label_emb.0.0.weight")) {
        const std::int64_t width = r.size("label_emb.0.0.weight", 1);
        config["addition_embed_type"] = "text_time";
        config["projection_class_embeddings_input_dim"] = width;
        config["addition_time_embed_dim"] =
            std::max<std::int64_t>(1, (width - added.pooledWidth) / added.sizes);
    } else if (r.has("label_emb.weight")) {
        config["num_class_embeds"] = r.size("label_emb.weight", 0);
    }
    if (r.has("time_embed.cond_proj.weight")) {
        config["time_cond_proj_dim"] = r.size("time_embed.cond_proj.weight", 1);
    }
}

void addResnet(NameTable& table, const std::string& name, const std::string& stored)
{
    table.add(name + ".norm1", stored + ".in_layers.0");
    table.add(name + ".conv1", stored + ".in_layers.2");
    table.add(name + ".time_emb_proj", stored + ".emb_layers.1");
    table.add(name + ".norm2", stored + ".out_layers.0");
    table.add(name + ".conv2", stored + ".out_layers.3");
    table.add(name + ".conv_shortcut", stored + ".skip_connection");
}

void addDownPath(NameTable& table, const UNet2DConditionConfig& config)
{
    const std::size_t count = config.block_out_channels.size();
    std::int64_t n = 1; // input_blocks.0 is conv_in
    for (std::size_t i = 0; i < count; ++i) {
        const std::string block = "down_blocks." + std::to_string(i);
        for (std::int64_t j = 0; j < config.layers_per_block[i]; ++j, ++n) {
            const std::string stored = "input_blocks." + text(n);
            addResnet(table, block + ".resnets." + text(j), stored + ".0");
            if (config.down_block_types[i] == "CrossAttnDownBlock2D") {
                table.add(block + ".attentions." + text(j), stored + ".1");
            }
        }
        if (i + 1 < count) {
            table.add(block + ".downsamplers.0.conv", "input_blocks." + text(n++) + ".0.op");
        }
    }
}

void addUpPath(NameTable& table, const UNet2DConditionConfig& config)
{
    const std::size_t count = config.block_out_channels.size();
    std::int64_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string block = "up_blocks." + std::to_string(i);
        const bool attends = config.up_block_types[i] == "CrossAttnUpBlock2D";
        const std::int64_t layers = config.layers_per_block[count - 1 - i] + 1;
        for (std::int64_t j = 0; j < layers; ++j, ++n) {
            const std::string stored = "output_blocks." + text(n);
            addResnet(table, block + ".resnets." + text(j), stored + ".0");
            if (attends) {
                table.add(block + ".attentions." + text(j), stored + ".1");
            }
            if (j + 1 == layers && i + 1 < count) {
                table.add(block + ".upsamplers.0.conv", stored + (attends ? ".2.conv" : ".1.conv"));
            }
        }
    }
}

} // namespace

nlohmann::json detectLdmUNet(const TensorSource& source, const std::string& prefix,
                             const AddedConditioning& added)
{
    const ShapeReader r(source, prefix);
    nlohmann::json config{{"_class_name", "UNet2DConditionModel"}};
    config["in_channels"] = r.size("input_blocks.0.0.weight", 1);
    config["out_channels"] = r.size("out.2.weight", 0);
    describeLevels(r, config);
    describeEmbeddings(r, added, config);
    const bool scaleShift = r.size("input_blocks.1.0.emb_layers.1.weight", 0) ==
                            2 * config["block_out_channels"].front().get<std::int64_t>();
    config["resnet_time_scale_shift"] = scaleShift ? "scale_shift" : "default";
    return config;
}

NameTable ldmUNetNames(const UNet2DConditionConfig& config, const std::string& prefix)
{
    NameTable table(prefix);
    table.add("conv_in", "input_blocks.0.0");
    table.add("time_embedding.linear_1", "time_embed.0");
    table.add("time_embedding.linear_2", "time_embed.2");
    table.add("time_embedding.cond_proj", "time_embed.cond_proj");
    table.add("add_embedding.linear_1", "label_emb.0.0");
    table.add("add_embedding.linear_2", "label_emb.0.2");
    table.add("class_embedding.weight", "label_emb.weight");
    addDownPath(table, config);
    addResnet(table, "mid_block.resnets.0", "middle_block.0");
    table.add("mid_block.attentions.0", "middle_block.1");
    addResnet(table, "mid_block.resnets.1", "middle_block.2");
    addUpPath(table, config);
    table.add("conv_norm_out", "out.0");
    table.add("conv_out", "out.2");
    return table;
}

} // namespace diffusion
