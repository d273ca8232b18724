#pragma once

/// A blended patch as a layer. Any thread.

#include <string>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/document/layer.h"

namespace core {

/// `patch` (h, w, 4), straight alpha, lies with its corner at `at` on the canvas. The layer holds
/// its colours, opaque where the patch's alpha is over 0, and the alpha itself as layer mask; it is
/// cut to where the alpha is over 0. Blending it over the canvas leaves every pixel with alpha 0 as
/// it was.
[[nodiscard]] Layer makeFillLayer(const PixelBuffer& patch, Point at, PixelFormat format,
                                  std::string name);

} // namespace core
