#include "diffusion/training/texture_loss.h"

#include <tuple>

// Letters: B batch, C channels, S side, N blocks in a hole, F features of a block, D directions.

namespace diffusion::training {

namespace {

/// (C, S, S) -> (4C, S - 1, S - 1): each block with its right, lower and diagonal neighbour.
at::Tensor withNeighbours(const at::Tensor& latent)
{
    const std::int64_t last = latent.size(2) - 1;
    const auto shifted = [&](std::int64_t dy, std::int64_t dx) {
        return latent.narrow(1, dy, last).narrow(2, dx, last);
    };
    return at::cat({shifted(0, 0), shifted(0, 1), shifted(1, 0), shifted(1, 1)}, 0);
}

/// Mean over D directions of the distance between two sets of N values. features: (F, S, S).
at::Tensor slicedDistance(const at::Tensor& result, const at::Tensor& truth, const at::Tensor& mask,
                          int directions, at::Generator& generator)
{
    const at::Tensor where = mask.reshape({-1}).nonzero().reshape({-1});
    if (where.numel() < 2) {
        return result.sum() * 0.0F;
    }
    const std::int64_t F = result.size(0);
    at::Tensor along = at::randn({directions, F}, generator, at::kFloat);
    along = (along / along.norm(2, {1}, true)).to(result.device());
    const auto projected = [&](const at::Tensor& features) { // (D, N), each row in order
        const at::Tensor inside = features.reshape({F, -1}).index_select(1, where);
        return std::get<0>(at::matmul(along, inside).sort(1));
    };
    return (projected(result) - projected(truth)).abs().mean();
}

} // namespace

at::Tensor textureLoss(const at::Tensor& result, const at::Tensor& truth, const at::Tensor& mask,
                       const at::Tensor& deviations, int directions, at::Generator& generator)
{
    at::Tensor total = result.sum() * 0.0F;
    const std::int64_t B = result.size(0);
    for (std::int64_t b = 0; b < B; ++b) {
        const at::Tensor hole = mask.select(0, b).select(0, 0);
        const at::Tensor pairs = withNeighbours(hole.unsqueeze(0)).amax({0});
        const at::Tensor a = result.select(0, b);
        const at::Tensor t = truth.select(0, b);
        for (const at::Tensor& scale : {deviations.select(0, 0), at::ones({1, 1, 1})}) {
            const at::Tensor as = a * scale.to(a.device());
            const at::Tensor ts = t * scale.to(a.device());
            total = total + slicedDistance(as, ts, hole, directions, generator) +
                    slicedDistance(withNeighbours(as), withNeighbours(ts), pairs, directions,
                                   generator);
        }
    }
    return total / static_cast<double>(B);
}

} // namespace diffusion::training
