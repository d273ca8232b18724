#pragma once

/// The sizes a model was trained at, one for each shape of picture. Any thread.

#include <vector>

#include "core/base/geometry.h"

namespace diffusion {

struct SizeBin {
    double ratio = 1.0; ///< height to width, as its makers rounded it
    core::Size size;    ///< pixels
};

/// The size whose ratio is nearest that of `asked`; `bins` and `asked` must not be empty.
[[nodiscard]] core::Size nearestSize(const std::vector<SizeBin>& bins, core::Size asked);

} // namespace diffusion
