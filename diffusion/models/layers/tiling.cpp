#include "diffusion/models/layers/tiling.h"

#include <algorithm>
#include <vector>

namespace diffusion {
namespace {

/// Where tiles begin: as few as overlap enough, evenly spread, all of one length.
std::vector<std::int64_t> beginnings(std::int64_t length, const Tiling& tiling)
{
    if (tiling.side <= 0 || length <= tiling.side) {
        return {0};
    }
    const std::int64_t stride = std::max<std::int64_t>(1, tiling.side - tiling.overlap);
    const std::int64_t last = length - tiling.side;
    const std::int64_t count = (last + stride - 1) / stride + 1;
    std::vector<std::int64_t> out;
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(last * i / (count - 1));
    }
    return out;
}

/// Weights of one tile along one side: rising over `ramp` at its begin and falling at its end, flat
/// where the map ends.
at::Tensor ramps(std::int64_t length, std::int64_t ramp, bool first, bool last)
{
    at::Tensor out = at::ones({length});
    const std::int64_t width = std::min(ramp, length);
    if (width <= 0) {
        return out;
    }
    const at::Tensor rising = (at::arange(width, at::kFloat) + 0.5) / static_cast<double>(width);
    if (!first) {
        out.slice(0, 0, width).mul_(rising);
    }
    if (!last) {
        out.slice(0, length - width).mul_(rising.flip(0));
    }
    return out;
}

} // namespace

at::Tensor inTiles(const at::Tensor& x, const Tiling& tiling, std::int64_t scale,
                   const std::function<at::Tensor(const at::Tensor&)>& apply)
{
    const std::vector<std::int64_t> rows = beginnings(x.size(2), tiling);
    const std::vector<std::int64_t> columns = beginnings(x.size(3), tiling);
    if (rows.size() == 1 && columns.size() == 1) {
        return apply(x);
    }
    at::Tensor sum;
    at::Tensor total;
    for (const std::int64_t top : rows) {
        for (const std::int64_t left : columns) {
            const std::int64_t h = rows.size() == 1 ? x.size(2) : tiling.side;
            const std::int64_t w = columns.size() == 1 ? x.size(3) : tiling.side;
            const at::Tensor part =
                apply(x.slice(2, top, top + h).slice(3, left, left + w).contiguous());
            const at::Tensor down =
                ramps(h * scale, tiling.overlap * scale, top == rows.front(), top == rows.back());
            const at::Tensor across = ramps(w * scale, tiling.overlap * scale,
                                            left == columns.front(), left == columns.back());
            const at::Tensor weight = // (h * scale, w * scale)
                (down.unsqueeze(1) * across).to(part.device());
            if (!sum.defined()) {
                sum = at::zeros({x.size(0), part.size(1), x.size(2) * scale, x.size(3) * scale},
                                part.options());
                total = at::zeros({x.size(2) * scale, x.size(3) * scale}, weight.options());
            }
            const auto area = [&](const at::Tensor& t, std::int64_t dim) {
                return t.slice(dim, top * scale, (top + h) * scale)
                    .slice(dim + 1, left * scale, (left + w) * scale);
            };
            area(sum, 2).add_(part * weight);
            area(total, 0).add_(weight);
        }
    }
    return sum.div_(total);
}

} // namespace diffusion
