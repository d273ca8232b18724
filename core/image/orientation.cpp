#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/image/resample.h"

namespace core {

namespace {

/// Which pixel of the source lies at (x, y) of the result; `size` is the source's.
Point sourceOf(int x, int y, Size size, Orientation orientation)
{
    switch (orientation) {
    case Orientation::QuarterLeft:
        return {size.width - 1 - y, x};
    case Orientation::QuarterRight:
        return {y, size.height - 1 - x};
    case Orientation::HalfTurn:
        return {size.width - 1 - x, size.height - 1 - y};
    case Orientation::FlipHorizontal:
        return {size.width - 1 - x, y};
    case Orientation::FlipVertical:
        break;
    }
    return {x, size.height - 1 - y};
}

Rect spanned(Point a, Point b)
{
    return Rect::fromEdges(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x) + 1,
                           std::max(a.y, b.y) + 1);
}

template <std::size_t N> struct Pixel {
    std::byte bytes[N];
};

template <std::size_t N>
void orientTile(const TiledImage& image, TiledImage& out, const Rect& part, Orientation orientation)
{
    const Size size = image.size();
    const Rect from = spanned(sourceOf(part.x, part.y, size, orientation),
                              sourceOf(part.right() - 1, part.bottom() - 1, size, orientation));
    std::vector<Pixel<N>> block(static_cast<std::size_t>(from.area()));
    for (int y = 0; y < from.height; ++y) {
        image.readRow(from.x, from.y + y, from.width,
                      block.data() + std::ptrdiff_t{y} * from.width);
    }
    std::vector<Pixel<N>> row(static_cast<std::size_t>(part.width));
    for (int y = part.y; y < part.bottom(); ++y) {
        for (int x = 0; x < part.width; ++x) {
            const Point at = sourceOf(part.x + x, y, size, orientation);
            row[static_cast<std::size_t>(x)] =
                block[static_cast<std::size_t>((at.y - from.y) * from.width + at.x - from.x)];
        }
        out.writeRow(part.x, y, part.width, row.data());
    }
}

bool isBlank(const TiledImage& image, const Rect& area)
{
    for (const int index : tilesTouching(area, image.columns())) {
        if (image.tile(index)) {
            return false;
        }
    }
    return true;
}

} // namespace

bool swapsSides(Orientation orientation)
{
    return orientation == Orientation::QuarterLeft || orientation == Orientation::QuarterRight;
}

Rect orientedRect(const Rect& area, Size size, Orientation orientation)
{
    switch (orientation) {
    case Orientation::QuarterLeft:
        return {area.y, size.width - area.right(), area.height, area.width};
    case Orientation::QuarterRight:
        return {size.height - area.bottom(), area.x, area.height, area.width};
    case Orientation::HalfTurn:
        return {size.width - area.right(), size.height - area.bottom(), area.width, area.height};
    case Orientation::FlipHorizontal:
        return {size.width - area.right(), area.y, area.width, area.height};
    case Orientation::FlipVertical:
        break;
    }
    return {area.x, size.height - area.bottom(), area.width, area.height};
}

TiledImage oriented(const TiledImage& image, Orientation orientation)
{
    const Size size = image.size();
    TiledImage out(swapsSides(orientation) ? Size{size.height, size.width} : size, image.format());
    for (int index = 0; index < out.tileCount(); ++index) {
        const Rect part = out.tileRect(index);
        const Rect from = spanned(sourceOf(part.x, part.y, size, orientation),
                                  sourceOf(part.right() - 1, part.bottom() - 1, size, orientation));
        if (isBlank(image, from)) {
            continue;
        }
        switch (bytesPerPixel(image.format())) {
        case 1:
            orientTile<1>(image, out, part, orientation);
            break;
        case 4:
            orientTile<4>(image, out, part, orientation);
            break;
        case 8:
            orientTile<8>(image, out, part, orientation);
            break;
        default:
            orientTile<16>(image, out, part, orientation);
        }
    }
    return out;
}

} // namespace core
