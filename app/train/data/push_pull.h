#pragma once

/// A cheap smooth fill: each hole pixel takes the mean of the known ones at the finest scale that
/// has any nearby, blended between scales.
/// Gortler et al. 1996 "The Lumigraph", section 3.4.4 (push-pull). Any thread.

#include "core/base/pixel_buffer.h"

namespace train {

/// Paints the pixels of `image` (H, W, C) where `mask` (H, W, 1) is above 0, in place. With nothing
/// known at all they become mid grey (0.5).
void pushPullFill(core::PixelBuffer& image, const core::PixelBuffer& mask);

} // namespace train
