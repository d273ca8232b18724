#pragma once

/// Internal: includes ATen.

#include <string>

#include "diffusion/training/flat_parameters.h"

namespace diffusion::training {

/// Overwrites the values with the weights in `folder`/unet and `folder`/text_encoder.
/// Throws LoadError: NotFound, Unreadable, BadWeights (other shapes, another noise schedule).
void readModelParameters(const std::string& folder, FlatParameters& parameters);

} // namespace diffusion::training
