#pragma once

/// How samples are stored in a tile. Any thread.

#include <cstdint>

namespace core {

/// Colour formats are RGBA interleaved with straight (not premultiplied) alpha, encoded as the
/// document's profile says (sRGB without one). Integers span [0, 1]; floats are not clamped.
enum class PixelFormat : std::uint8_t { Rgba8, Rgba16, RgbaF32, Gray8 };

[[nodiscard]] constexpr int channelCount(PixelFormat format)
{
    return format == PixelFormat::Gray8 ? 1 : 4;
}

[[nodiscard]] constexpr int bytesPerSample(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgba16:
        return 2;
    case PixelFormat::RgbaF32:
        return 4;
    case PixelFormat::Rgba8:
    case PixelFormat::Gray8:
        break;
    }
    return 1;
}

[[nodiscard]] constexpr int bytesPerPixel(PixelFormat format)
{
    return channelCount(format) * bytesPerSample(format);
}

/// Whether the alpha of 8-bit output multiplies the colours (what a screen wants) or not (files).
enum class AlphaMode : std::uint8_t { Straight, Premultiplied };

} // namespace core
