#pragma once

/// What words add to a photo: told from the change that a network made to it. Worker thread only.

#include "diffusion/models/tensor.h"

namespace diffusion {

/// The photo with what `change` puts into it. Where the change is no more than what an autoencoder
/// and a network leave by themselves, the photo stays as it is, to the last pixel; where it is large,
/// the photo's own texture gives way to it.
/// photo: (1, 3, Y, X) in [0, 1]; reconstruction: (1, 3, H, W), what the autoencoder alone makes of
/// it; change: (1, 3, H, W), 0 outside the hole. -> (1, 3, Y, X)
[[nodiscard]] at::Tensor withAddition(const at::Tensor& photo, const at::Tensor& reconstruction,
                                      const at::Tensor& change);

} // namespace diffusion
