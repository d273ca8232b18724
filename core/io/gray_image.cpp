#include "core/io/gray_image.h"

#include <cstdint>
#include <vector>

namespace core {

namespace {

/// Calls `pick` for each pixel of straight 8-bit RGBA.
template <class Pick> TiledImage mapped(const TiledImage& image, Pick pick)
{
    const Size size = image.size();
    TiledImage out(size, PixelFormat::Gray8);
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(size.width) * 4);
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(size.width));
    for (int y = 0; y < size.height; ++y) {
        image.readRgba8({0, y, size.width, 1}, rgba.data(),
                        static_cast<std::ptrdiff_t>(rgba.size()), AlphaMode::Straight);
        bool any = false;
        for (std::size_t x = 0; x < grey.size(); ++x) {
            grey[x] = pick(&rgba[x * 4]);
            any = any || grey[x] != 0;
        }
        if (any) {
            out.writeRow(0, y, size.width, grey.data());
        }
    }
    return out;
}

bool hasTransparency(const TiledImage& image)
{
    const Size size = image.size();
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(size.width) * 4);
    for (int y = 0; y < size.height; ++y) {
        image.readRgba8({0, y, size.width, 1}, rgba.data(),
                        static_cast<std::ptrdiff_t>(rgba.size()), AlphaMode::Straight);
        for (std::size_t x = 3; x < rgba.size(); x += 4) {
            if (rgba[x] != 255) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

TiledImage redAsGray(const TiledImage& image)
{
    return mapped(image, [](const std::uint8_t* rgba) { return rgba[0]; });
}

TiledImage coverageFromPicture(const TiledImage& image)
{
    if (hasTransparency(image)) {
        return mapped(image, [](const std::uint8_t* rgba) { return rgba[3]; });
    }
    return mapped(image, [](const std::uint8_t* rgba) {
        const int luma = 54 * rgba[0] + 183 * rgba[1] + 19 * rgba[2];
        return static_cast<std::uint8_t>((luma + 128) / 256);
    });
}

} // namespace core
