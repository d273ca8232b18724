#pragma once

/// The autoencoder of a checkpoint in LDM's layout: encoder.down, mid, decoder.up counted from the finest
/// resolution, its attention's linear layers stored as 1x1 convolutions.

#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/engine/sources/name_table.h"
#include "diffusion/models/autoencoder.h"

namespace diffusion {

inline constexpr const char* kLdmVaePrefix = "first_stage_model.";

/// vae/config.json without scaling_factor, which no tensor tells. Throws LoadError(BadWeights).
[[nodiscard]] nlohmann::json detectLdmVae(const TensorSource& source, const std::string& prefix);

[[nodiscard]] NameTable ldmVaeNames(const AutoencoderKLConfig& config, const std::string& prefix);

} // namespace diffusion
