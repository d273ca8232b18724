#pragma once

/// Coverage out of pictures. Any thread.

#include "core/image/tiled_image.h"

namespace core {

/// Gray8 of the red channel: for grey pictures that were read as RGBA.
[[nodiscard]] TiledImage redAsGray(const TiledImage& image);

/// Gray8 that says what a mask picture means: alpha where any pixel is transparent, else luma
/// (Rec. 709 weights on the encoded values).
[[nodiscard]] TiledImage coverageFromPicture(const TiledImage& image);

} // namespace core
