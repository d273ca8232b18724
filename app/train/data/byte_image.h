#pragma once

/// Pictures as the packed set keeps them: 8 bits a sample, interleaved, sRGB-encoded, rows from the
/// top. Any thread.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"

namespace train {

struct ByteImage {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<std::uint8_t> data; ///< height * width * channels

    [[nodiscard]] bool isEmpty() const { return data.empty(); }
    [[nodiscard]] const std::uint8_t* at(int x, int y) const
    {
        return data.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                              static_cast<std::size_t>(x)) *
                                 static_cast<std::size_t>(channels);
    }
};

/// The part `window` of `image` at `width` x `height`, values in [0, 1]: every output pixel is the
/// area-weighted mean of what it covers (bilinear where it covers less than a pixel). `window` must
/// lie inside the picture; `mirror` flips left and right.
[[nodiscard]] core::PixelBuffer resampled(const ByteImage& image, core::Rect window, int width,
                                          int height, bool mirror);

/// The part `window` of `image`; it must lie inside.
[[nodiscard]] core::PixelBuffer cropped(const core::PixelBuffer& image, core::Rect window);

/// Rounded to 8 bits, clamped to [0, 1] first.
[[nodiscard]] ByteImage toBytes(const core::PixelBuffer& pixels);

} // namespace train
