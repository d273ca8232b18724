#pragma once

/// How good is a fill? Statistics of a filled picture inside its hole, with and without the truth.
/// All pictures are (H, W, 3), sRGB-encoded, [0, 1]; masks (H, W, 1), > 0 = hole. Sizes must agree
/// (asserted). Any thread.

#include <cstdint>

#include "core/base/pixel_buffer.h"

namespace core {

/// Peak signal-to-noise ratio over the hole's pixels and three channels, dB; equal pictures and an
/// empty hole give 99.
[[nodiscard]] double psnrInMask(const PixelBuffer& result, const PixelBuffer& truth,
                                const PixelBuffer& mask);

/// Mean structural similarity of luma (Wang et al. 2004, eq. 13; Gaussian window of sigma 1.5)
/// over the hole's pixels, [-1, 1]; an empty hole gives 1.
[[nodiscard]] double ssimInMask(const PixelBuffer& result, const PixelBuffer& truth,
                                const PixelBuffer& mask);

/// Distance between the distributions of small patches inside the hole, result against truth:
/// sliced Wasserstein-1 distance (Rabin et al. 2011) over 7 x 7 patches of colour at scales 1,
/// 1/2 and 1/4, along random zero-mean and random general directions, averaged over the scales.
/// It ignores where in the hole something is, so plausible texture scores well though no pixel
/// is right, and blur scores badly. 0 = same distributions; unit = sRGB value; an empty hole
/// gives 0. The directions come from `seed`.
[[nodiscard]] double textureDistance(const PixelBuffer& result, const PixelBuffer& truth,
                                     const PixelBuffer& mask, std::uint64_t seed = 1);

/// How visible the hole's outline is: mean absolute luma step across the outline divided by the
/// mean step between neighbours one to four pixels to both sides of it, in the outline's direction
/// of crossing. About 1 = no seam, 2 = plainly visible. A hole without outline gives 1.
[[nodiscard]] double seamRatio(const PixelBuffer& result, const PixelBuffer& mask);

} // namespace core
