#pragma once

/// Holes for things that were put into a picture: where they are seen, and what a person would mask
/// to ask for them. Any thread.

#include "app/train/data/masks.h"
#include "core/base/geometry.h"

namespace train {

/// The bounds of all pixels that differ, empty when none does. Both (H, W, 3).
[[nodiscard]] core::Rect differing(const core::PixelBuffer& a, const core::PixelBuffer& b);

/// A box or an ellipse somewhat larger than `around`, as people draw it.
[[nodiscard]] RandomMask maskAround(core::Rect around, int side, Random& random);

} // namespace train
