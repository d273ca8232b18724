#pragma once

/// Rows as decoders give them (any number of channels, maybe premultiplied, maybe linear) to the
/// rows of a TiledImage and back. Any thread.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/image/tiled_image.h"

namespace core {

/// What the channels of a decoded pixel mean; -1 = not there.
struct ChannelLayout {
    int count = 0;
    int red = -1, green = -1, blue = -1; ///< all the same for grey
    int alpha = -1;
    bool premultiplied = false;
    bool linear = false; ///< only with RgbaF32
};

/// `pixels` samples of `format` in `in` to straight RGBA of the same format in `out`. Floats that
/// are no numbers become 0.
void toRgba(PixelFormat format, const ChannelLayout& layout, const void* in, std::int64_t pixels,
            void* out);

/// Puts `rows` RGBA rows of a stored picture, from stored row `y` on, upright into `image`.
void placeRows(TiledImage& image, Size stored, int orientation, int y, int rows,
               const std::byte* rgba);

/// sRGB transfer curve, IEC 61966-2-1, mirrored for negative values and continued above 1.
[[nodiscard]] float encodeSrgb(float linear);
[[nodiscard]] float decodeSrgb(float encoded);

} // namespace core
