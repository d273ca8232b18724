#include "diffusion/engine/sources/weight_kind.h"

#include <algorithm>
#include <array>

#include "diffusion/engine/sources/pixart_names.h"

namespace diffusion {
namespace {

/// Sorted names and the questions one asks them.
class Names {
public:
    explicit Names(std::vector<std::string> names) : m_names(std::move(names)) {}

    [[nodiscard]] bool startsWith(const std::string& prefix) const
    {
        const auto at = std::lower_bound(m_names.begin(), m_names.end(), prefix);
        return at != m_names.end() && at->starts_with(prefix);
    }
    [[nodiscard]] bool contains(const std::string& text) const
    {
        return std::any_of(m_names.begin(), m_names.end(), [&text](const std::string& name) {
            return name.find(text) != std::string::npos;
        });
    }
    [[nodiscard]] bool any(std::initializer_list<const char*> prefixes) const
    {
        return std::any_of(prefixes.begin(), prefixes.end(),
                           [this](const char* prefix) { return startsWith(prefix); });
    }

private:
    std::vector<std::string> m_names;
};

WeightKind checkpointKind(const Names& names)
{
    if (names.startsWith("conditioner.embedders.0.model.") &&
        !names.startsWith("conditioner.embedders.1.")) {
        return WeightKind::Refiner;
    }
    if (!names.startsWith("first_stage_model.")) {
        return WeightKind::UNetOnly;
    }
    const bool hasText = names.any({"cond_stage_model.", "conditioner.embedders."});
    return hasText ? WeightKind::Checkpoint : WeightKind::CheckpointNoText;
}

struct Row {
    WeightKind kind;
    const char* id;
    const char* text;
};

constexpr std::array kRows{
    Row{WeightKind::Checkpoint, "checkpoint", "a whole model in one file"},
    Row{WeightKind::CheckpointNoText, "checkpoint",
        "a model without its text encoder; get the file that has all parts"},
    Row{WeightKind::UNetOnly, "unet",
        "a U-Net without autoencoder and text encoder; get the file that has all parts"},
    Row{WeightKind::Refiner, "checkpoint", "the refiner of SDXL, which finishes its pictures"},
    Row{WeightKind::DiffusersUNet, "unet",
        "the U-Net of a diffusers folder; give the folder with model_index.json"},
    Row{WeightKind::Autoencoder, "vae", "an autoencoder (VAE) and no whole model"},
    Row{WeightKind::TinyAutoencoder, "vae", "a tiny autoencoder (TAESD) and no whole model"},
    Row{WeightKind::TextEncoder, "text-encoder", "a text encoder and no whole model"},
    Row{WeightKind::Lora, "lora", "a LoRA, which changes a model and is none itself"},
    Row{WeightKind::Embedding, "embedding",
        "a textual inversion embedding, which adds a word to a model and is none itself"},
    Row{WeightKind::ControlNet, "controlnet", "a ControlNet, which this program does not use"},
    Row{WeightKind::Transformer, "transformer",
        "a diffusion transformer (FLUX, SD 3, or part of a diffusers folder) and no whole model"},
    Row{WeightKind::PixArt, "transformer", "the transformer of PixArt"},
    Row{WeightKind::Upscaler, "upscaler", "an upscaler that does not use diffusion"},
    Row{WeightKind::Unknown, "unknown", "no kind of model that this program knows"},
};

const Row& rowOf(WeightKind kind)
{
    return *std::find_if(kRows.begin(), kRows.end(),
                         [kind](const Row& row) { return row.kind == kind; });
}

} // namespace

WeightKind weightKindOf(const TensorSource& source)
{
    const Names names(source.names());
    if (names.startsWith("model.diffusion_model.input_blocks.")) {
        return checkpointKind(names);
    }
    if (names.any({"lora_unet_", "lora_te", "unet.down_blocks.0.attentions.0.transformer_blocks.0."
                                            "attn1.processor."}) ||
        names.contains(".lora_A.") || names.contains(".lora_down.") || names.contains(".lora.down") ||
        names.contains("_lora.down.")) {
        return WeightKind::Lora;
    }
    if (names.any({"emb_params", "string_to_param", "clip_g", "clip_l", "<"})) {
        return WeightKind::Embedding;
    }
    if (names.any({"control_model.", "controlnet_cond_embedding.", "input_hint_block."})) {
        return WeightKind::ControlNet;
    }
    if (isOriginalPixArt(source)) {
        return WeightKind::PixArt;
    }
    if (names.contains("double_blocks.0.") || names.contains("joint_blocks.0.") ||
        names.startsWith("adaln_single.") || names.startsWith("transformer_blocks.0.")) {
        return WeightKind::Transformer;
    }
    if (names.startsWith("conv_in.") && names.startsWith("down_blocks.")) {
        return WeightKind::DiffusersUNet;
    }
    // Its original files number the layers of encoder and decoder from 0.
    if (names.any({"decoder.layers.", "1.conv.0.", "3.conv.0."})) {
        return WeightKind::TinyAutoencoder;
    }
    if (names.any({"encoder.down.", "decoder.up.", "encoder.down_blocks.", "decoder.up_blocks."})) {
        return WeightKind::Autoencoder;
    }
    if (names.any({"text_model.", "encoder.block.0.", "transformer.resblocks.0."})) {
        return WeightKind::TextEncoder;
    }
    if (names.any({"model.0.weight", "body.0.", "RRDB_trunk.", "conv_first."})) {
        return WeightKind::Upscaler;
    }
    return WeightKind::Unknown;
}

std::string kindId(WeightKind kind)
{
    return rowOf(kind).id;
}

std::string kindText(WeightKind kind)
{
    return rowOf(kind).text;
}

} // namespace diffusion
