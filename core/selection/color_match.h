#pragma once

/// Selections by colour: what looks like the pixel that was pointed at. Pure functions that may
/// take long; any thread.

#include <stop_token>

#include "core/base/geometry.h"
#include "core/image/mask.h"
#include "core/image/pyramid.h"

namespace core {

struct ColorMatch {
    /// A pixel matches when none of its channels (premultiplied, 8-bit) differs by more.
    int tolerance = 32;
    /// Only what hangs together with the seed over the sides of pixels.
    bool contiguous = true;
    /// The selection's edge is softened over a pixel.
    bool smoothEdge = true;
};

/// `picture` reads a picture of `size`; a seed outside selects nothing. Reads only the tiles it
/// comes to. Once `stop` is requested it ends early with what it has.
[[nodiscard]] Mask selectByColor(const RegionReader& picture, Size size, Point seed,
                                 const ColorMatch& match, const std::stop_token& stop = {});

} // namespace core
