#include <algorithm>

#include <nlohmann/json.hpp>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {
namespace {

using Layers = std::vector<std::vector<std::int64_t>>;

void refuseUnknownBlocks(const ConfigReader& config, const char* key,
                         const std::vector<std::string>& types,
                         const std::vector<std::string>& known)
{
    for (const std::string& type : types) {
        if (std::find(known.begin(), known.end(), type) == known.end()) {
            config.fail(key, "names the block \"" + type + "\", which this program does not have");
        }
    }
}

/// Entry `i` of transformer_layers_per_block (one number, or a list with one for each attention)
/// spread over `count` attentions.
std::vector<std::int64_t> layersOf(const ConfigReader& config, const char* key,
                                   const nlohmann::json& entry, std::int64_t count)
{
    const auto one = [&](const nlohmann::json& value) {
        if (!value.is_number_integer() || value < 0 || value > 64) {
            config.fail(key, "must hold whole numbers from 0 to 64");
        }
        return value.get<std::int64_t>();
    };
    if (!entry.is_array()) {
        return std::vector<std::int64_t>(static_cast<std::size_t>(count), one(entry));
    }
    if (static_cast<std::int64_t>(entry.size()) < count) {
        config.fail(key, "has fewer numbers than the block has attentions");
    }
    std::vector<std::int64_t> layers;
    for (std::int64_t i = 0; i < count; ++i) {
        layers.push_back(one(entry[static_cast<std::size_t>(i)]));
    }
    return layers;
}

/// Spreads transformer_layers_per_block over the attentions of down, middle and up blocks.
void readTransformerLayers(const ConfigReader& config, UNet2DConditionConfig& unet)
{
    constexpr const char* kKey = "transformer_layers_per_block";
    constexpr const char* kReverseKey = "reverse_transformer_layers_per_block";
    const std::size_t count = unet.block_out_channels.size();
    nlohmann::json down = config.has(kKey) ? config.at(kKey) : nlohmann::json(1);
    if (!down.is_array()) {
        down = nlohmann::json(std::vector<nlohmann::json>(count, down));
    }
    if (down.size() != count) {
        config.fail(kKey, "needs one entry for each block");
    }
    nlohmann::json up = nlohmann::json(std::vector<nlohmann::json>(down.rbegin(), down.rend()));
    if (config.has(kReverseKey)) {
        up = config.at(kReverseKey);
        if (!up.is_array() || up.size() != count) {
            config.fail(kReverseKey, "needs one entry for each block");
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t layers = unet.layers_per_block[i];
        const std::int64_t upLayers = unet.layers_per_block[count - 1 - i] + 1;
        unet.down_transformer_layers.push_back(layersOf(config, kKey, down[i], layers));
        unet.up_transformer_layers.push_back(layersOf(config, kReverseKey, up[i], upLayers));
    }
    unet.mid_transformer_layers = layersOf(config, kKey, down.back(), 1).front();
}

void readBlocks(const ConfigReader& config, UNet2DConditionConfig& unet)
{
    unet.block_out_channels = config.integers("block_out_channels", unet.block_out_channels);
    const std::size_t count = unet.block_out_channels.size();
    unet.down_block_types = config.texts("down_block_types", unet.down_block_types);
    unet.up_block_types = config.texts("up_block_types", unet.up_block_types);
    if (unet.down_block_types.size() != count || unet.up_block_types.size() != count) {
        config.fail("block_out_channels", "needs as many entries as down_block_types and "
                                          "up_block_types have");
    }
    refuseUnknownBlocks(config, "down_block_types", unet.down_block_types,
                        {"DownBlock2D", "CrossAttnDownBlock2D"});
    refuseUnknownBlocks(config, "up_block_types", unet.up_block_types,
                        {"UpBlock2D", "CrossAttnUpBlock2D"});
    // An absent key means the default block; an explicit null means no block at all.
    unet.mid_block_type = config.isNull("mid_block_type")
                              ? std::string()
                              : config.text("mid_block_type", unet.mid_block_type);
    refuseUnknownBlocks(config, "mid_block_type", {unet.mid_block_type},
                        {"", "UNetMidBlock2DCrossAttn", "UNetMidBlock2D"});
    unet.layers_per_block = config.integerPerBlock("layers_per_block", count, 2);
    unet.only_cross_attention = config.booleanPerBlock("only_cross_attention", count, false);
    unet.cross_attention_dim = config.integerPerBlock("cross_attention_dim", count, 1280);
    // The key is misnamed in the format: it holds the number of heads, not their width.
    unet.num_heads = config.integerPerBlock("attention_head_dim", count, 8);
    for (std::size_t i = 0; i < count; ++i) {
        if (unet.num_heads[i] > unet.block_out_channels[i]) {
            config.fail("attention_head_dim", "is larger than the block is wide");
        }
    }
    readTransformerLayers(config, unet);
}

void readEmbeddings(const ConfigReader& config, UNet2DConditionConfig& unet)
{
    unet.time_embed_dim = config.integer("time_embedding_dim", unet.block_out_channels.front() * 4);
    unet.time_embedding_act_fn = config.text("time_embedding_act_fn");
    unet.timestep_post_act = config.text("timestep_post_act");
    unet.time_cond_proj_dim = config.integer("time_cond_proj_dim", 0, 0);
    unet.class_embed_type = config.text("class_embed_type");
    refuseUnknownBlocks(config, "class_embed_type", {unet.class_embed_type},
                        {"", "timestep", "identity", "projection", "simple_projection"});
    unet.num_class_embeds = config.integer("num_class_embeds", 0, 0);
    unet.class_embeddings_concat = config.boolean("class_embeddings_concat", false);
    unet.projection_class_embeddings_input_dim =
        config.integer("projection_class_embeddings_input_dim", 0, 0);
    unet.addition_embed_type = config.text("addition_embed_type");
    refuseUnknownBlocks(config, "addition_embed_type", {unet.addition_embed_type},
                        {"", "text_time"});
    unet.addition_time_embed_dim = config.integer("addition_time_embed_dim", 0, 0);
    const bool needsInput = unet.addition_embed_type == "text_time" ||
                            unet.class_embed_type == "projection" ||
                            unet.class_embed_type == "simple_projection";
    if (needsInput && unet.projection_class_embeddings_input_dim == 0) {
        config.fail("projection_class_embeddings_input_dim", "is needed and missing");
    }
    if (unet.addition_embed_type == "text_time" && unet.addition_time_embed_dim == 0) {
        config.fail("addition_time_embed_dim", "is needed and missing");
    }
    unet.encoder_hid_dim = config.integer("encoder_hid_dim", 0, 0);
    config.refuseUnless("encoder_hid_dim_type", "text_proj");
}

void refuseVariants(const ConfigReader& config)
{
    config.refuseUnless("dual_cross_attention", "");
    config.refuseUnless("cross_attention_norm", "");
    config.refuseUnless("time_embedding_type", "positional");
    config.refuseUnless("attention_type", "default");
    if (config.has("num_attention_heads")) {
        config.fail("num_attention_heads", "is not used by this format; the number of heads is in "
                                           "attention_head_dim");
    }
}

} // namespace

UNet2DConditionConfig UNet2DConditionConfig::parse(const nlohmann::json& json)
{
    const ConfigReader config(json, "unet config.json");
    UNet2DConditionConfig unet;
    refuseVariants(config);
    unet.in_channels = config.integer("in_channels", unet.in_channels);
    unet.out_channels = config.integer("out_channels", unet.out_channels);
    unet.center_input_sample = config.boolean("center_input_sample", false);
    unet.flip_sin_to_cos = config.boolean("flip_sin_to_cos", true);
    unet.freq_shift = config.number("freq_shift", 0);
    readBlocks(config, unet);
    unet.downsample_padding = config.integer("downsample_padding", 1, 0);
    unet.mid_block_scale_factor = config.number("mid_block_scale_factor", 1);
    unet.act_fn = config.text("act_fn", "silu");
    (void)parseActivation(unet.act_fn, "act_fn");
    unet.norm_num_groups = config.integer("norm_num_groups", 32);
    unet.norm_eps = config.number("norm_eps", 1e-5);
    unet.use_linear_projection = config.boolean("use_linear_projection", false);
    unet.upcast_attention = config.boolean("upcast_attention", false);
    const std::string shift = config.text("resnet_time_scale_shift", "default");
    refuseUnknownBlocks(config, "resnet_time_scale_shift", {shift}, {"default", "scale_shift"});
    unet.resnet_time_scale_shift =
        shift == "scale_shift" ? TimeScaleShift::ScaleShift : TimeScaleShift::Add;
    readEmbeddings(config, unet);
    unet.conv_in_kernel = config.integer("conv_in_kernel", 3);
    unet.conv_out_kernel = config.integer("conv_out_kernel", 3);
    if (config.has("sample_size") && config.at("sample_size").is_number()) {
        unet.sample_size = config.integer("sample_size", 64);
    }
    return unet;
}

std::int64_t UNet2DConditionConfig::textWidth() const
{
    return encoder_hid_dim > 0 ? encoder_hid_dim : cross_attention_dim.front();
}

} // namespace diffusion
