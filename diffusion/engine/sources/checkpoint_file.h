#pragma once

/// A whole model in one file, in the layout of the first latent diffusion code (LDM, SGM). Family and
/// configuration are told by names and shapes; what these do not tell can be said in a file
/// NAME.config.json beside NAME.safetensors: {"unet": {...}, "vae": {...}, "text_encoder": {...},
/// "scheduler": {...}}, whose keys replace those found.

#include <filesystem>
#include <memory>

#include "diffusion/engine/sources/model_source.h"

namespace diffusion {

/// Throws LoadError: Unreadable (damaged), Unsupported (not a whole model; says what it looks like),
/// BadWeights (a tensor that decides the configuration is missing).
[[nodiscard]] std::shared_ptr<const ModelSource>
openCheckpointFile(const std::filesystem::path& file);

} // namespace diffusion
