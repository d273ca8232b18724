#pragma once

/// How much a filled hole shows at its edge. Pure function; any thread.

#include "core/base/pixel_buffer.h"

namespace core {

struct SeamMetric {
    double across = 0; ///< mean absolute difference of neighbours on both sides of the edge
    double beside = 0; ///< the same of neighbours in the same direction, 2 to 4 pixels to each side

    /// 1 where the edge is as smooth as what is beside it; 2 is plain to see.
    [[nodiscard]] double ratio() const { return across / (beside > 1e-6 ? beside : 1e-6); }
};

/// picture (h, w, 3), hole (h, w, 1): the edge lies between pixels > 0 and pixels of 0.
[[nodiscard]] SeamMetric measureSeam(const PixelBuffer& picture, const PixelBuffer& hole);

} // namespace core
