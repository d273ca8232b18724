#pragma once

/// The tensor names of LoRA files, which three families of training scripts write. Pure; any thread.
///
///   lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight, .lora_up.weight, .alpha   kohya
///   lora_te_text_model_..., lora_te1_..., lora_te2_...                                       kohya
///   unet.down_blocks.0.attentions.0.proj_in.lora_A.weight, .lora_B.weight                    peft
///   unet.….attn1.processor.to_q_lora.down.weight, ….to_q.lora.up.weight                      diffusers
///   text_encoder.….q_proj.lora_linear_layer.down.weight, text_encoder_2.…                    diffusers

#include <optional>
#include <string>
#include <string_view>

namespace diffusion {

enum class LoraRole {
    Down, ///< (rank, in) or (rank, in, k, k)
    Up,   ///< (out, rank) or (out, rank, 1, 1)
    Mid,  ///< (rank, rank, k, k), between 1 x 1 convolutions
    Alpha ///< a number: the update is scaled by alpha / rank
};

struct LoraName {
    std::string component; ///< "unet", "text_encoder" or "text_encoder_2"
    std::string module;    ///< the layer's name with dots made underscores, as kohya writes it
    LoraRole role = LoraRole::Down;
};

/// Nothing for a name of another kind.
[[nodiscard]] std::optional<LoraName> parseLoraName(std::string_view name);

/// "attn1.to_out.0" -> "attn1_to_out_0"
[[nodiscard]] std::string flattenedName(std::string_view dotted);

/// Whether the name belongs to a kind of adapter that is no LoRA (LoHa, LoKr, DoRA, ...).
[[nodiscard]] bool isOtherAdapter(std::string_view name);

} // namespace diffusion
