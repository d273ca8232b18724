#include "diffusion/models/networks/crops.h"

#include <algorithm>

#include "diffusion/models/layers/packing.h"

namespace diffusion {
namespace {

/// A crop along one direction.
struct Stretch {
    std::int64_t outerFrom = 0;
    std::int64_t outerTo = 0;
    std::int64_t innerFrom = 0;
    std::int64_t innerTo = 0;
};

std::vector<Stretch> tilesAlong(std::int64_t length, std::int64_t side, std::int64_t margin)
{
    const std::int64_t count = length <= side ? 1 : ceilDiv(length, side - 2 * margin);
    std::vector<Stretch> out;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t from = length * i / count, to = length * (i + 1) / count;
        out.push_back(
            {std::max<std::int64_t>(0, from - margin), std::min(length, to + margin), from, to});
    }
    return out;
}

std::vector<Stretch> samplesAlong(std::int64_t length, std::int64_t side, std::int64_t margin,
                                  std::int64_t count)
{
    if (length <= side) {
        return {{0, length, 0, length}};
    }
    std::vector<Stretch> out;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t middle = length * (2 * i + 1) / (2 * count); // of an equal share
        const std::int64_t from = std::clamp<std::int64_t>(middle - side / 2, 0, length - side);
        const std::int64_t to = from + side;
        out.push_back({from, to, from == 0 ? 0 : from + margin, to == length ? to : to - margin});
    }
    return out;
}

std::vector<Crop> crossed(const std::vector<Stretch>& down, const std::vector<Stretch>& across)
{
    std::vector<Crop> out;
    for (const Stretch& y : down) {
        for (const Stretch& x : across) {
            out.push_back(
                {{y.outerFrom, x.outerFrom, y.outerTo - y.outerFrom, x.outerTo - x.outerFrom},
                 {y.innerFrom, x.innerFrom, y.innerTo - y.innerFrom, x.innerTo - x.innerFrom}});
        }
    }
    return out;
}

} // namespace

std::vector<Crop> tilesOf(const CellSize& picture, std::int64_t side, std::int64_t margin)
{
    return crossed(tilesAlong(picture.rows, side, margin),
                   tilesAlong(picture.columns, side, margin));
}

std::vector<Crop> samplesOf(const CellSize& picture, std::int64_t side, std::int64_t margin,
                            std::int64_t perSide)
{
    return crossed(samplesAlong(picture.rows, side, margin, perSide),
                   samplesAlong(picture.columns, side, margin, perSide));
}

at::Tensor outerPart(const at::Tensor& x, const Crop& crop, const CellSize& picture,
                     std::int64_t scale)
{
    const auto along = [&](const at::Tensor& t, int dim, std::int64_t from, std::int64_t count,
                           std::int64_t all) {
        const std::int64_t to = from + count == all ? t.size(dim) : (from + count) * scale;
        return t.slice(dim, from * scale, to);
    };
    return along(along(x, 2, crop.outer.top, crop.outer.rows, picture.rows), 3, crop.outer.left,
                 crop.outer.columns, picture.columns)
        .contiguous();
}

at::Tensor inCrops(const at::Tensor& x, const std::vector<Crop>& crops, const CellSize& picture,
                   const CellScales& scales,
                   const std::function<at::Tensor(const at::Tensor&)>& apply)
{
    at::Tensor out;
    for (const Crop& crop : crops) {
        const at::Tensor part = apply(outerPart(x, crop, picture, scales.in));
        if (!out.defined()) {
            out = at::empty(
                {x.size(0), part.size(1), picture.rows * scales.out, picture.columns * scales.out},
                part.options());
        }
        const CellRect &inner = crop.inner, &outer = crop.outer;
        const auto area = [&](const at::Tensor& t, std::int64_t top, std::int64_t left) {
            return t.narrow(2, top * scales.out, inner.rows * scales.out)
                .narrow(3, left * scales.out, inner.columns * scales.out);
        };
        area(out, inner.top, inner.left)
            .copy_(area(part, inner.top - outer.top, inner.left - outer.left));
    }
    return out;
}

} // namespace diffusion
