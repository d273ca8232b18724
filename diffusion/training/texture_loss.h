#pragma once

/// How far the texture of one batch of latents is from another's, where a mask says so.

#include "diffusion/models/tensor.h"

namespace diffusion::training {

/// Sliced Wasserstein-1 distance (Rabin et al. 2011) between the latents inside the holes of
/// `result` and of `truth`: single blocks and their 2 x 2 neighbourhoods, along random directions
/// of unit length, once in units of pixels and once with every component counting alike. Where in
/// the hole something is does not matter, so it rewards plausible texture and not blur.
///
/// result, truth: (B, C, S, S) float32; mask: (B, 1, S, S), 1 = hole; deviations: (1, C, 1, 1),
/// what a component's 1 is worth in pixels, mean 1; directions: how many of each kind. A picture
/// with less than two blocks of hole counts as 0. -> scalar, differentiable in `result`. Any
/// thread, on the CPU or where the tensors are.
[[nodiscard]] at::Tensor textureLoss(const at::Tensor& result, const at::Tensor& truth,
                                     const at::Tensor& mask, const at::Tensor& deviations,
                                     int directions, at::Generator& generator);

} // namespace diffusion::training
