#include <algorithm>

#include <nlohmann/json.hpp>

#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/pixart_transformer.h"

namespace diffusion {
namespace {

constexpr const char* kClass = "PixArtTransformer2DModel";
constexpr const char* kOldClass =
    "Transformer2DModel"; // of many kinds of transformer, PixArt among them
constexpr const char* kNorm = "ada_norm_single";
constexpr std::int64_t kTrainedSide = 64; // latents; larger models see positions closer together
constexpr std::int64_t kSideWithSizes = 128;
constexpr std::int64_t kMaxWidth = 65536;

std::string textOf(const nlohmann::json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What an absent key means in files of the older class.
PixArtTransformerConfig oldDefaults()
{
    PixArtTransformerConfig out;
    out.attention_head_dim = 88;
    out.num_layers = 1;
    out.cross_attention_dim = 0;
    out.attention_bias = false;
    out.activation_fn = "geglu";
    out.norm_elementwise_affine = true;
    out.norm_eps = 1e-5;
    return out;
}

void readWidths(const ConfigReader& config, bool isOld, PixArtTransformerConfig& out)
{
    out.num_attention_heads = config.integer("num_attention_heads", out.num_attention_heads);
    out.attention_head_dim = config.integer("attention_head_dim", out.attention_head_dim);
    out.num_layers = config.integer("num_layers", out.num_layers);
    out.caption_channels = config.integer("caption_channels", 0);
    // An absent key means the class's own width; an explicit null means none.
    out.cross_attention_dim =
        config.isNull("cross_attention_dim")
            ? 0
            : config.integer("cross_attention_dim", out.cross_attention_dim, 0);
    if (out.width() > kMaxWidth) {
        config.fail("num_attention_heads",
                    "times attention_head_dim is wider than any such network");
    }
    if (out.width() % 4 != 0) {
        config.fail("attention_head_dim",
                    "times num_attention_heads must be divisible by 4, for the "
                    "sines and cosines of both coordinates");
    }
    if (out.caption_channels > 0 && out.cross_attention_dim > 0 &&
        out.cross_attention_dim != out.width()) {
        config.fail("cross_attention_dim", "is not the width that the captions are projected to");
    }
    if (isOld && !config.has("patch_size")) {
        config.fail("patch_size",
                    "is missing; without patches this is another kind of transformer");
    }
    out.patch_size = config.integer("patch_size", out.patch_size);
    out.in_channels = config.integer("in_channels", out.in_channels);
    out.out_channels =
        config.integer("out_channels",
                       isOld || config.isNull("out_channels") ? out.in_channels : out.out_channels);
}

void readBlocks(const ConfigReader& config, PixArtTransformerConfig& out)
{
    out.attention_bias = config.boolean("attention_bias", out.attention_bias);
    out.only_cross_attention = config.boolean("only_cross_attention", false);
    out.upcast_attention = config.boolean("upcast_attention", false);
    out.activation_fn = config.text("activation_fn", out.activation_fn);
    const auto known = {"gelu", "gelu-approximate", "geglu", "geglu-approximate"};
    if (std::find(known.begin(), known.end(), out.activation_fn) == known.end()) {
        config.fail("activation_fn", "names an activation that this program does not have");
    }
    out.norm_elementwise_affine =
        config.boolean("norm_elementwise_affine", out.norm_elementwise_affine);
    out.norm_eps = config.number("norm_eps", out.norm_eps);
    if (config.text("norm_type", kNorm) != kNorm) {
        config.fail("norm_type", "is not ada_norm_single; this is another kind of transformer");
    }
    config.refuseUnless("attention_type", "default");
    config.refuseUnless("double_self_attention", "");
    if (out.only_cross_attention && out.cross_attention_dim == 0) {
        config.fail("only_cross_attention", "needs cross_attention_dim");
    }
}

} // namespace

PixArtTransformerConfig PixArtTransformerConfig::parse(const nlohmann::json& json)
{
    const ConfigReader config(json, "transformer config.json");
    const bool isOld = textOf(json, "_class_name") == kOldClass;
    PixArtTransformerConfig out = isOld ? oldDefaults() : PixArtTransformerConfig();
    readWidths(config, isOld, out);
    readBlocks(config, out);
    out.sample_size = config.integer("sample_size", out.sample_size);
    if (out.sample_size < out.patch_size) {
        config.fail("sample_size", "is smaller than a patch");
    }
    out.interpolation_scale = config.number(
        "interpolation_scale",
        static_cast<double>(std::max<std::int64_t>(out.sample_size / kTrainedSide, 1)));
    if (!(out.interpolation_scale > 0.0)) {
        config.fail("interpolation_scale", "must be larger than 0");
    }
    out.use_additional_conditions =
        config.boolean("use_additional_conditions", out.sample_size == kSideWithSizes);
    if (out.use_additional_conditions && out.width() % 3 != 0) {
        config.fail("attention_head_dim",
                    "times num_attention_heads must be divisible by 3, for the "
                    "picture's height, width and ratio");
    }
    return out;
}

bool isPixArtConfig(const nlohmann::json& json)
{
    if (!json.is_object()) {
        return false;
    }
    const std::string name = textOf(json, "_class_name");
    const std::string norm = textOf(json, "norm_type");
    return (name == kClass && (norm.empty() || norm == kNorm)) ||
           (name == kOldClass && norm == kNorm);
}

} // namespace diffusion
