#include "core/fill/whole_picture.h"

#include <algorithm>
#include <cmath>

#include "core/document/compositor.h"

namespace core {

Size wholeModelSize(Size size, const FillConstraints& constraints)
{
    const int multiple = std::max(1, constraints.sizeMultiple);
    const double longest = std::max(size.width, size.height);
    const double wanted =
        std::clamp(longest, static_cast<double>(constraints.nativeSide),
                   static_cast<double>(std::max(constraints.maxSide, constraints.nativeSide)));
    const auto side = [&](int length) {
        const auto cells = std::lround(length * wanted / longest / multiple);
        return static_cast<int>(std::max(1L, cells)) * multiple;
    };
    return {side(size.width), side(size.height)};
}

Size sizeOfRatio(Size ratio, int side, int multiple)
{
    const double shape = static_cast<double>(ratio.width) / static_cast<double>(ratio.height);
    const auto rounded = [multiple](double length) {
        return static_cast<int>(std::max(1L, std::lround(length / multiple))) * multiple;
    };
    return {rounded(side * std::sqrt(shape)), rounded(side / std::sqrt(shape))};
}

PixelBuffer visiblePicture(const DocumentSnapshot& snapshot)
{
    const PixelBuffer rgba = composite(snapshot, snapshot.rect());
    PixelBuffer out(rgba.width(), rgba.height(), 3);
    for (std::size_t i = 0; i < rgba.count() / 4; ++i) {
        const float* const from = rgba.data() + i * 4;
        for (std::size_t c = 0; c < 3; ++c) {
            out.data()[i * 3 + c] =
                std::clamp(from[c] * from[3] + 0.5F * (1.0F - from[3]), 0.0F, 1.0F);
        }
    }
    return out;
}

Layer pictureLayer(const PixelBuffer& rgb, Point at, PixelFormat format, std::string name)
{
    PixelBuffer rgba(rgb.width(), rgb.height(), 4, 1.0F);
    for (std::size_t i = 0; i < rgba.count() / 4; ++i) {
        std::copy_n(rgb.data() + i * 3, 3, rgba.data() + i * 4);
    }
    Layer out;
    out.properties.name = std::move(name);
    out.offset = at;
    out.pixels = TiledImage(rgb.size(), format);
    out.pixels.write({0, 0}, rgba);
    return out;
}

PixelBuffer selectionShades(const Mask& selection, const FillPlan& plan)
{
    if (plan.isPadded()) {
        return {};
    }
    PixelBuffer shades = selection.toBuffer(plan.context);
    const bool any = std::any_of(shades.data(), shades.data() + shades.count(),
                                 [](float v) { return v > 0.02F && v < 0.98F; });
    return any ? std::move(shades) : PixelBuffer{};
}

} // namespace core
