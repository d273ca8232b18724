#pragma once

/// Large maps in overlapping tiles, blended without seams. Any thread.

#include <cstdint>
#include <functional>

#include "diffusion/models/tensor.h"

namespace diffusion {

struct Tiling {
    std::int64_t side = 0;    ///< of a tile; 0 = all at once
    std::int64_t overlap = 0; ///< of neighbours, < side
};

/// `apply` on tiles of x, weighed by ramps over the overlaps and summed up (Bar-Tal et al. 2023,
/// "MultiDiffusion", arXiv:2302.08113, eq. 5). x: (B, C, H, W); `apply` turns (B, C, h, w) into
/// (B, C', h * scale, w * scale) -> (B, C', H * scale, W * scale).
[[nodiscard]] at::Tensor inTiles(const at::Tensor& x, const Tiling& tiling, std::int64_t scale,
                                 const std::function<at::Tensor(const at::Tensor&)>& apply);

} // namespace diffusion
