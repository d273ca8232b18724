// Letters: B batch, I O channels in and out, k kernel, H W rows and columns of the result,
// N = B * H * W, D = I * k * k.

#include "diffusion/models/layers/unfolded_conv.h"

#include <algorithm>
#include <vector>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/layers/weight_rows.h"

namespace diffusion {
namespace {

struct MapSize {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

MapSize resultOf(const at::Tensor& x, const at::Tensor& weight, const ConvGeometry& geometry)
{
    const auto along = [&](int dim) {
        return (x.size(dim) + 2 * geometry.padding - weight.size(dim)) / geometry.stride + 1;
    };
    return {along(2), along(3)};
}

/// What each number of the result sees: (N, D), zeros beyond the edges.
at::Tensor unfolded(const at::Tensor& input, std::int64_t k, const MapSize& size,
                    const ConvGeometry& geometry)
{
    const at::Tensor x = input.contiguous();
    const std::int64_t B = x.size(0), I = x.size(1), H = x.size(2), W = x.size(3);
    const std::int64_t perImage = size.rows * size.columns, D = I * k * k;
    at::Tensor out = at::zeros({B * perImage, D}, x.options());
    const float* from = x.data_ptr<float>();
    float* to = out.data_ptr<float>();
    at::parallel_for(0, B * perImage, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t n = first; n < last; ++n) {
            const float* image = from + n / perImage * I * H * W;
            const std::int64_t top =
                n % perImage / size.columns * geometry.stride - geometry.padding;
            const std::int64_t left = n % size.columns * geometry.stride - geometry.padding;
            const std::int64_t begin = std::max<std::int64_t>(0, -left);
            const std::int64_t end = std::min(k, W - left);
            for (std::int64_t row = std::max<std::int64_t>(0, -top); row < std::min(k, H - top);
                 ++row) {
                for (std::int64_t i = 0; i < I; ++i) {
                    const float* line = image + (i * H + top + row) * W + left;
                    std::copy(line + begin, line + end, to + n * D + (i * k + row) * k + begin);
                }
            }
        }
    });
    return out;
}

} // namespace

bool unfoldedConvFits(const at::Tensor& x, const at::Tensor& weight, const ConvGeometry& geometry)
{
    constexpr std::int64_t kManyWeights = 1 << 20, kManyNumbers = 512;
    if (x.scalar_type() != at::kFloat || !x.device().is_cpu() || !WeightRows::canRead(weight) ||
        x.requires_grad() || weight.requires_grad() || weight.size(2) == 1 ||
        geometry.padding >= weight.size(2) || weight.numel() < kManyWeights) {
        return false;
    }
    const MapSize size = resultOf(x, weight, geometry);
    const std::int64_t numbers = x.size(0) * size.rows * size.columns;
    return size.rows > 0 && size.columns > 0 && numbers > 0 && numbers <= kManyNumbers;
}

at::Tensor unfoldedConv(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                        const ConvGeometry& geometry, const RunContext& context)
{
    // A part of so many outputs and inputs, packed, and so many rows stay in the second cache.
    constexpr std::int64_t kRows = 96, kColumns = 64, kDepth = 1152;
    context.checkpoint();
    const kernels::MatrixKernel& kernel = kernels::matrixKernel();
    const MapSize size = resultOf(x, weight, geometry);
    const at::Tensor seen = unfolded(x, weight.size(2), size, geometry);
    const std::int64_t N = seen.size(0), D = seen.size(1), O = weight.size(0);
    at::Tensor result = at::empty({N, O}, x.options());
    const std::int64_t columns = columnsAtOnce(O, kernel.panel, kColumns);
    const WeightRows rows(weight);
    const auto part = [&](std::int64_t first, std::int64_t last) {
        std::vector<float> packed(static_cast<std::size_t>(kernel.packedFloats(kDepth, columns)));
        std::vector<float> wide(static_cast<std::size_t>(kernel.panel * kDepth));
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t from = task * columns, count = std::min(columns, O - from);
            for (std::int64_t deep = 0; deep < D; deep += kDepth) {
                const std::int64_t depth = std::min(kDepth, D - deep);
                for (std::int64_t panel = 0; panel < count; panel += kernel.panel) {
                    const std::int64_t width = std::min<std::int64_t>(kernel.panel, count - panel);
                    kernel.pack(rows.read(from + panel, width, deep, depth, wide.data()), depth,
                                width, packed.data() + panel * depth);
                }
                for (std::int64_t row = 0; row < N; row += kRows) {
                    kernels::Product product;
                    product.a = {seen.data_ptr<float>() + row * D + deep, D};
                    product.rows = std::min(kRows, N - row);
                    product.depth = depth;
                    product.packed = packed.data();
                    product.columns = count;
                    product.bias =
                        bias.defined() && deep == 0 ? bias.data_ptr<float>() + from : nullptr;
                    product.c = result.data_ptr<float>() + row * O + from;
                    product.cStride = O;
                    product.adds = deep > 0;
                    kernel.multiply(product);
                }
            }
        }
    };
    const double flops = 2.0 * static_cast<double>(N * D * columns);
    const std::int64_t tasks = ceilDiv(O, columns), threads = at::get_num_threads();
    const auto rounds =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(kPieceFlops / flops) / threads);
    for (std::int64_t task = 0; task < tasks; task += rounds * threads) {
        context.checkpoint();
        at::parallel_for(task, std::min(tasks, task + rounds * threads), 1, part);
    }
    return result.view({x.size(0), size.rows * size.columns, O})
        .transpose(1, 2)
        .reshape({x.size(0), O, size.rows, size.columns});
}

} // namespace diffusion
