#pragma once

/// Guidance told to the network instead of computed from two passes. Any thread.

#include <cstdint>

#include "diffusion/models/tensor.h"

namespace diffusion {

/// Sinusoids of 1000 (scale - 1), sines first, for `copies` pictures: what consistency models distilled
/// from guided ones take beside the time (Luo et al. 2023, "Latent Consistency Models",
/// arXiv:2310.04378, section 4.2; Meng et al. 2023, arXiv:2210.03142).
/// -> (copies, width) float32; width >= 4
[[nodiscard]] at::Tensor guidanceEmbedding(double scale, std::int64_t width, std::int64_t copies);

} // namespace diffusion
