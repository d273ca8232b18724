#pragma once

/// Which parts of the surroundings look like the thing being removed.

#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"

namespace core::exemplar {

/// Marks, row by row over `window`, the known pixels whose colours are found inside the hole much
/// more than around it: other boats, when a boat is removed. Copying from there would bring the
/// thing back.
///
/// image: (H, W, 3) with what is to vanish still in the hole; mask: (H, W, 1), > 0 = hole.
/// All zero when the hole is of one colour (blanked), when the thing cannot be told from its
/// surroundings, or so much looks like it that too little would be left to copy.
[[nodiscard]] std::vector<std::uint8_t> likeTheRemoved(const PixelBuffer& image,
                                                       const PixelBuffer& mask, Rect window);

} // namespace core::exemplar
