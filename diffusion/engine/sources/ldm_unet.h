#pragma once

/// The U-Net of a checkpoint in the layout of the first latent diffusion code (LDM, SGM):
/// input_blocks, middle_block and output_blocks, each a numbered list of layers.

#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/engine/sources/name_table.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {

inline constexpr const char* kLdmUNetPrefix = "model.diffusion_model.";

/// What the timestep's embedding takes besides the timestep.
struct AddedConditioning {
    std::int64_t pooledWidth = 0; ///< of the pooled text, 0 where there is none
    std::int64_t sizes = 6;       ///< numbers in SDXL's time_ids
};

/// unet/config.json as the tensors' shapes tell it. What shapes do not tell (number of heads, groups of
/// the norms) is what the published models of that kind have. Throws LoadError(BadWeights).
[[nodiscard]] nlohmann::json detectLdmUNet(const TensorSource& source, const std::string& prefix,
                                           const AddedConditioning& added);

/// The names of a U-Net of that configuration.
[[nodiscard]] NameTable ldmUNetNames(const UNet2DConditionConfig& config, const std::string& prefix);

} // namespace diffusion
