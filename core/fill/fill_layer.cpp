#include "core/fill/fill_layer.h"

#include <cassert>

#include "core/image/sample.h"

namespace core {

namespace {

/// Coverage the layer mask will store for this pixel of the patch.
std::uint8_t stored(const PixelBuffer& patch, int x, int y)
{
    return sample::fromUnit<std::uint8_t>(patch.at(x, y)[3]);
}

Rect visibleArea(const PixelBuffer& patch)
{
    Rect out;
    for (int y = 0; y < patch.height(); ++y) {
        for (int x = 0; x < patch.width(); ++x) {
            if (stored(patch, x, y) > 0) {
                out = out.united({x, y, 1, 1});
            }
        }
    }
    return out;
}

} // namespace

Layer makeFillLayer(const PixelBuffer& patch, Point at, PixelFormat format, std::string name)
{
    assert(patch.isEmpty() || patch.channels() == 4);
    const Rect area = visibleArea(patch);
    PixelBuffer colours(area.width, area.height, 4);
    PixelBuffer coverage(area.width, area.height, 1);
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            if (stored(patch, area.x + x, area.y + y) == 0) {
                continue;
            }
            const float* from = patch.at(area.x + x, area.y + y);
            float* to = colours.at(x, y);
            to[0] = from[0];
            to[1] = from[1];
            to[2] = from[2];
            to[3] = 1.0F;
            *coverage.at(x, y) = from[3];
        }
    }

    Layer out;
    out.properties.name = std::move(name);
    out.offset = {at.x + area.x, at.y + area.y};
    out.pixels = TiledImage(area.size(), format);
    out.pixels.write({0, 0}, colours);
    out.mask = Mask::fromBuffer(coverage);
    return out;
}

} // namespace core
