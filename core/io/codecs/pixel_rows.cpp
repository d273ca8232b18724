#include "core/io/codecs/pixel_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "core/io/codecs/orientation.h"

namespace core {

namespace {

constexpr float kLargestHalf = 65504.0F;

float finite(float value)
{
    return std::isnan(value) ? 0.0F : std::clamp(value, -kLargestHalf, kLargestHalf);
}

template <class T> T unpremultiplied(T colour, T alpha)
{
    if constexpr (std::is_floating_point_v<T>) {
        return alpha > 0 ? colour / alpha : colour;
    } else {
        constexpr std::uint64_t most = std::numeric_limits<T>::max();
        if (alpha == 0) {
            return 0;
        }
        return static_cast<T>(std::min<std::uint64_t>(most, (colour * most + alpha / 2) / alpha));
    }
}

template <class T> constexpr T opaque()
{
    return std::is_floating_point_v<T> ? T(1) : std::numeric_limits<T>::max();
}

template <class T>
void convert(const ChannelLayout& layout, const T* in, std::int64_t pixels, T* out)
{
    const int index[3] = {layout.red, layout.green, layout.blue};
    for (std::int64_t i = 0; i < pixels; ++i, in += layout.count, out += 4) {
        out[3] = layout.alpha >= 0 ? in[layout.alpha] : opaque<T>();
        for (int c = 0; c < 3; ++c) {
            T value = in[index[c]];
            if (layout.premultiplied) {
                value = unpremultiplied(value, out[3]);
            }
            if constexpr (std::is_floating_point_v<T>) {
                value = finite(layout.linear ? encodeSrgb(value) : value);
            }
            out[c] = value;
        }
        if constexpr (std::is_floating_point_v<T>) {
            out[3] = std::clamp(finite(out[3]), 0.0F, 1.0F);
        }
    }
}

} // namespace

float encodeSrgb(float linear)
{
    const float a = std::fabs(linear);
    const float encoded = a <= 0.0031308F ? 12.92F * a : 1.055F * std::pow(a, 1.0F / 2.4F) - 0.055F;
    return std::copysign(encoded, linear);
}

float decodeSrgb(float encoded)
{
    const float a = std::fabs(encoded);
    const float linear = a <= 0.04045F ? a / 12.92F : std::pow((a + 0.055F) / 1.055F, 2.4F);
    return std::copysign(linear, encoded);
}

void toRgba(PixelFormat format, const ChannelLayout& layout, const void* in, std::int64_t pixels,
            void* out)
{
    switch (format) {
    case PixelFormat::Rgba16:
        convert(layout, static_cast<const std::uint16_t*>(in), pixels,
                static_cast<std::uint16_t*>(out));
        break;
    case PixelFormat::RgbaF32:
        convert(layout, static_cast<const float*>(in), pixels, static_cast<float*>(out));
        break;
    default:
        convert(layout, static_cast<const std::uint8_t*>(in), pixels,
                static_cast<std::uint8_t*>(out));
        break;
    }
}

void placeRows(TiledImage& image, Size stored, int orientation, int y, int rows,
               const std::byte* rgba)
{
    const auto pixel = static_cast<std::size_t>(bytesPerPixel(image.format()));
    const std::size_t stride = pixel * static_cast<std::size_t>(stored.width);
    if (orientation <= 1) {
        for (int row = 0; row < rows; ++row) {
            image.writeRow(0, y + row, stored.width, rgba + stride * static_cast<std::size_t>(row));
        }
        return;
    }
    // Each run of the upright picture that this block covers is gathered and written as one row.
    const bool swapped = swapsSides(orientation);
    const int runs = swapped ? stored.width : rows;
    const int length = swapped ? rows : stored.width;
    std::vector<std::byte> line(pixel * static_cast<std::size_t>(length));
    for (int run = 0; run < runs; ++run) {
        Point first{std::numeric_limits<int>::max(), 0};
        for (int end : {0, length - 1}) {
            const Point p = swapped ? uprightPoint(run, y + end, stored, orientation)
                                    : uprightPoint(end, y + run, stored, orientation);
            first = p.x < first.x ? p : first;
        }
        for (int i = 0; i < length; ++i) {
            const int x = swapped ? run : i;
            const int row = swapped ? i : run;
            const Point p = uprightPoint(x, y + row, stored, orientation);
            std::copy_n(rgba + stride * static_cast<std::size_t>(row) +
                            pixel * static_cast<std::size_t>(x),
                        pixel, line.data() + pixel * static_cast<std::size_t>(p.x - first.x));
        }
        image.writeRow(first.x, first.y, length, line.data());
    }
}

} // namespace core
