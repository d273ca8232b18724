#pragma once

/// A small copy of a picture for file lists and EXIF. Any thread.

#include "core/image/tiled_image.h"

namespace core {

/// Rgba8, straight alpha, longest side at most `maxSide` pixels (never enlarged); box filtered.
[[nodiscard]] TiledImage makeThumbnail(const TiledImage& image, int maxSide);

} // namespace core
