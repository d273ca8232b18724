// Letters: B batch, C channels, G groups, H W rows and columns, n numbers of a group in a sample.

#include "diffusion/models/networks/group_norms.h"

#include <algorithm>

namespace diffusion {
namespace {

constexpr std::int64_t kAtOnce = 1 << 22; // numbers between two looks for a stop request

at::Tensor mapped(const ChannelMap& map, const at::Tensor& x, Activation activation,
                  const RunContext& context)
{
    const std::int64_t C = x.size(1);
    const std::int64_t step = std::clamp<std::int64_t>(kAtOnce / (x.numel() / C), 1, C);
    at::Tensor out = at::empty(x.sizes(), x.options());
    for (std::int64_t from = 0; from < C; from += step) {
        context.checkpoint();
        const std::int64_t count = std::min(step, C - from);
        const auto channels = [&](const at::Tensor& t) { return t.narrow(1, from, count); };
        channels(out).copy_(activateFresh(
            channels(map.shift).addcmul(channels(x), channels(map.scale)), activation));
    }
    return out;
}

/// The inner part of a map of a crop, (C, H, W), whatever the map's scale.
at::Tensor innerOf(const at::Tensor& map, const Crop& crop)
{
    const std::int64_t down = map.size(1) / crop.outer.rows; // numbers of a cell
    const std::int64_t across = map.size(2) / crop.outer.columns;
    return map.narrow(1, (crop.inner.top - crop.outer.top) * down, crop.inner.rows * down)
        .narrow(2, (crop.inner.left - crop.outer.left) * across, crop.inner.columns * across);
}

} // namespace

void GroupSums::add(const at::Tensor& part, std::int64_t groups)
{
    const std::int64_t width = part.size(0) / groups;
    if (!sum.defined()) {
        sum = at::zeros({groups}, part.options().dtype(at::kDouble));
        squares = at::zeros_like(sum);
    }
    for (std::int64_t g = 0; g < groups; ++g) { // one at a time: float64 takes twice the memory
        const at::Tensor numbers = part.narrow(0, g * width, width).to(at::kDouble);
        sum[g] += numbers.sum();
        squares[g] += (numbers * numbers).sum();
    }
    count += static_cast<double>(part.numel() / groups);
}

ChannelMap GroupSums::map(const GroupNorm& norm, at::ScalarType dtype) const
{
    const std::int64_t C = norm.weight.size(0), width = C / norm.groups;
    const at::Tensor mean = sum / count;
    const at::Tensor spread = (squares / count - mean * mean).clamp_min(0.0) + norm.eps;
    const auto perChannel = [&](const at::Tensor& t) { return t.repeat_interleave(width); }; // (C)
    const at::Tensor scale = norm.weight.to(at::kDouble) * perChannel(spread.rsqrt());
    const at::Tensor shift = norm.bias.to(at::kDouble) - perChannel(mean) * scale;
    return {scale.to(dtype).view({1, C, 1, 1}), shift.to(dtype).view({1, C, 1, 1})};
}

at::Tensor SampledNorms::activated(const GroupNorm& norm, const at::Tensor& x,
                                   Activation activation, const RunContext& context)
{
    GroupSums sums;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        context.checkpoint();
        sums.add(innerOf(x[static_cast<std::int64_t>(i)], m_samples[i]), norm.groups);
    }
    const ChannelMap& map = m_table[&norm] = sums.map(norm, x.scalar_type());
    return mapped(map, x, activation, context);
}

at::Tensor KnownNorms::activated(const GroupNorm& norm, const at::Tensor& x, Activation activation,
                                 const RunContext& context)
{
    return mapped(m_known.at(&norm), x, activation, context);
}

} // namespace diffusion
