#pragma once

/// What the weights of a component look like, for messages about models that do not fit. Any thread.

#include <string>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// "the U-Net of Stable Diffusion 2 for inpainting (9 input channels, text 1024 wide)", from the shapes of
/// a source in diffusers names; empty where they say nothing.
[[nodiscard]] std::string looksLike(const TensorSource& source);

} // namespace diffusion
