#pragma once

/// What SDXL (Podell et al. 2023, arXiv:2307.01952, section 2.2) and PixArt-alpha are told of the
/// picture besides words. Any thread.

#include "core/base/geometry.h"
#include "diffusion/engine/pipelines/denoise.h"

namespace diffusion {

enum class SizeIds {
    Sizes,         ///< original height, width, crop's top, left, target height, width
    AestheticScore, ///< the refiner: a score in place of the target's size
    SizeAndRatio    ///< PixArt-alpha: height, width, height / width
};

/// (K, 6), (K, 5) or (K, 3), K the copies that `guidance` needs. The refiner's score is 6, and 2.5 for
/// the negative prompt.
[[nodiscard]] at::Tensor sizeIds(SizeIds kind, core::Size size, const Guidance& guidance);

} // namespace diffusion
