#pragma once

/// Blurs a block of pixels. Pure; any thread.

#include "core/base/pixel_buffer.h"

namespace core {

/// How far gaussianBlur looks, in pixels.
[[nodiscard]] int gaussianReach(float sigma);

/// In place, channel by channel, borders repeated. Below a sigma of 3 by the kernel itself, above
/// by three running means of the same variance.
void gaussianBlur(PixelBuffer& pixels, float sigma);

} // namespace core
