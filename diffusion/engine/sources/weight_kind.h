#pragma once

/// What a weight file holds, told by the names of its tensors alone. Any thread.

#include <string>
#include <vector>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

enum class WeightKind {
    Checkpoint,       ///< U-Net, autoencoder and text encoder of latent diffusion in one file
    CheckpointNoText, ///< U-Net and autoencoder
    UNetOnly,         ///< LDM names, nothing else in the file
    Refiner,          ///< SDXL's second stage
    DiffusersUNet,
    Autoencoder,
    TinyAutoencoder,
    TextEncoder,
    Lora,
    Embedding, ///< textual inversion
    ControlNet,
    PixArt,      ///< its transformer in its authors' names
    Transformer, ///< FLUX, SD 3 and the like, and transformers of diffusers folders
    Upscaler,    ///< ESRGAN and the like
    Unknown
};

[[nodiscard]] WeightKind weightKindOf(const TensorSource& source);

/// One word for lists and JSON: "checkpoint", "lora".
[[nodiscard]] std::string kindId(WeightKind kind);

/// "a LoRA, which changes a model and is none itself".
[[nodiscard]] std::string kindText(WeightKind kind);

} // namespace diffusion
