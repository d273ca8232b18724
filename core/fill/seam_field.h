#pragma once

/// What is left between generated pixels and the photo along a hole, spread smoothly over the hole.
/// Internal to core/fill; any thread.
///
/// Push-pull interpolation of scattered data: Gortler, Grzeszczuk, Szeliski, Cohen, "The Lumigraph"
/// (SIGGRAPH 1996), section 3.3: averages go down a pyramid, and fill gaps on the way up.

#include "core/base/pixel_buffer.h"

namespace core {

/// values (h, w, 3), weight (h, w, 1) in [0, 1]: known where 1, unknown where 0. Returns (h, w, 3):
/// the known values and a smooth surface through them elsewhere; 0 if nothing is known.
[[nodiscard]] PixelBuffer interpolateSmoothly(const PixelBuffer& values, const PixelBuffer& weight);

} // namespace core
