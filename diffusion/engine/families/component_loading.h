#pragma once

/// Networks out of component folders, stopping between tensors when asked to. Worker thread only.

#include <filesystem>
#include <memory>

#include "diffusion/engine/families/model_files.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/run_context.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {

/// All throw LoadError, and Cancelled soon after a stop request.
[[nodiscard]] std::unique_ptr<UNet2DConditionModel> loadUNet(const ModelFiles& files,
                                                             const RunContext& context);
[[nodiscard]] std::unique_ptr<Autoencoder> loadVae(const ModelFiles& files,
                                                   const RunContext& context);
/// CLIP only. `folder`: text_encoder or text_encoder_2 of the model.
[[nodiscard]] std::unique_ptr<TextEncoder> loadClip(const std::filesystem::path& folder,
                                                    const RunContext& context);

} // namespace diffusion
