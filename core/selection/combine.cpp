#include "core/selection/combine.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/image/sample.h"

namespace core {

Mask combined(const Mask& before, const Mask& shape, SelectionMode mode)
{
    Mask out = mode == SelectionMode::Replace ? shape : before;
    switch (mode) {
    case SelectionMode::Replace:
        break;
    case SelectionMode::Add:
        out.add(shape);
        break;
    case SelectionMode::Subtract:
        out.subtract(shape);
        break;
    case SelectionMode::Intersect:
        out.intersect(shape);
        break;
    }
    return out;
}

Mask smoothed(const Mask& mask, float px)
{
    if (!(px > 0.0F)) {
        return mask;
    }
    Mask out = mask;
    out.feather(px);
    // Where half of the surroundings are covered is the new edge; it is about a pixel wide again
    // when the slope, 1 / (2 px) for a straight edge, becomes 1.
    std::array<std::uint8_t, 256> steep{};
    for (int v = 0; v < 256; ++v) {
        const float centred = (static_cast<float>(v) - 127.5F) * std::max(1.0F, 2.0F * px);
        steep[static_cast<std::size_t>(v)] =
            static_cast<std::uint8_t>(std::clamp(centred + 127.5F, 0.0F, 255.0F));
    }
    std::array<std::uint8_t, kTileSide> row{};
    TiledImage& coverage = out.coverage();
    for (int index = 0; index < coverage.tileCount(); ++index) {
        if (!coverage.tile(index)) {
            continue;
        }
        const Rect area = coverage.tileRect(index);
        for (int y = area.y; y < area.bottom(); ++y) {
            coverage.readRow(area.x, y, area.width, row.data());
            std::transform(row.begin(), row.begin() + area.width, row.begin(),
                           [&](std::uint8_t v) { return steep[v]; });
            coverage.writeRow(area.x, y, area.width, row.data());
        }
    }
    return out;
}

Mask coverageOf(const Layer& layer, Size canvas)
{
    Mask out(canvas);
    const Rect seen = layer.bounds().intersected(Rect::fromSize(canvas));
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(seen.width) * 4);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(seen.width));
    std::vector<std::uint8_t> own(row.size());
    for (int y = seen.y; y < seen.bottom(); ++y) {
        const Rect line{seen.x - layer.offset.x, y - layer.offset.y, seen.width, 1};
        layer.pixels.readRgba8(line, rgba.data(), std::ptrdiff_t{4} * seen.width,
                               AlphaMode::Straight);
        if (const Mask* mask = layer.shownMask()) {
            mask->readGray8(line, own.data(), seen.width);
        } else {
            std::fill(own.begin(), own.end(), std::uint8_t{255});
        }
        for (std::size_t x = 0; x < row.size(); ++x) {
            row[x] = static_cast<std::uint8_t>(sample::multiply8(rgba[x * 4 + 3], own[x]));
        }
        out.coverage().writeRow(seen.x, y, seen.width, row.data());
    }
    return out;
}

} // namespace core
