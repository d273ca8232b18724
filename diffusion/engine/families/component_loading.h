#pragma once

/// Networks out of a model's components, stopping between tensors when asked to. Worker thread only.

#include <memory>
#include <string>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/families/model_files.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {

/// All throw LoadError, and Cancelled soon after a stop request. `parameters`, where given, gets the
/// network's weights by name.
[[nodiscard]] std::unique_ptr<UNet2DConditionModel>
loadUNet(const ModelFiles& files, const LoadContext& context, NamedTensors* parameters = nullptr);
[[nodiscard]] std::unique_ptr<PixArtTransformer2D>
loadTransformer(const ModelFiles& files, const LoadContext& context,
                NamedTensors* parameters = nullptr);
[[nodiscard]] std::unique_ptr<Autoencoder> loadVae(const ModelFiles& files,
                                                   const LoadContext& context);
/// `component`: text_encoder or text_encoder_2. CLIP with or without projection, or T5, as the
/// configuration's `architectures` says.
[[nodiscard]] std::unique_ptr<TextEncoder> loadText(const ModelFiles& files,
                                                    const std::string& component,
                                                    const LoadContext& context,
                                                    NamedTensors* parameters = nullptr);

} // namespace diffusion
