#pragma once

/// The eight orientations of the EXIF standard (CIPA DC-008, tag 0x0112). Any thread.

#include <algorithm>

#include "core/base/geometry.h"

namespace core {

/// Orientations 5..8 swap the sides.
[[nodiscard]] constexpr bool swapsSides(int orientation)
{
    return orientation >= 5 && orientation <= 8;
}

[[nodiscard]] inline Size uprightSize(Size stored, int orientation)
{
    return swapsSides(orientation) ? Size{stored.height, stored.width} : stored;
}

/// Where the stored pixel (x, y) of a picture of size `stored` belongs in the upright one.
[[nodiscard]] inline Point uprightPoint(int x, int y, Size stored, int orientation)
{
    const int right = stored.width - 1 - x;
    const int bottom = stored.height - 1 - y;
    switch (orientation) {
    case 2:
        return {right, y};
    case 3:
        return {right, bottom};
    case 4:
        return {x, bottom};
    case 5:
        return {y, x};
    case 6:
        return {bottom, x};
    case 7:
        return {bottom, right};
    case 8:
        return {y, right};
    default:
        return {x, y};
    }
}

} // namespace core
