#include "diffusion/models/layers/matrix_product.h"

#include <algorithm>
#include <vector>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/layers/weight_rows.h"

namespace diffusion {

std::int64_t columnsAtOnce(std::int64_t columns, std::int64_t panel, std::int64_t most)
{
    const std::int64_t threads = at::get_num_threads();
    const std::int64_t rounds = ceilDiv(columns, threads * std::max(most, panel));
    return ceilDiv(ceilDiv(columns, threads * rounds), panel) * panel;
}

bool linearProductFits(const at::Tensor& x, const at::Tensor& weight)
{
    constexpr std::int64_t kFewRows = 24, kNarrow = 16;
    const bool pays = weight.scalar_type() != at::kFloat || x.size(0) >= kFewRows;
    return x.scalar_type() == at::kFloat && x.device().is_cpu() && WeightRows::canRead(weight) &&
           !x.requires_grad() && !weight.requires_grad() && pays && x.size(0) > 0 &&
           std::min(weight.size(0), weight.size(1)) >= kNarrow;
}

at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         const RunContext& context)
{
    // So many rows, and a part of so many columns, stay in the second cache.
    constexpr std::int64_t kRows = 96, kColumns = 256;
    const kernels::MatrixKernel& kernel = kernels::matrixKernel();
    const std::int64_t N = x.size(0), in = weight.size(1), out = weight.size(0);
    at::Tensor result = at::empty({N, out}, x.options());
    const std::int64_t columns = columnsAtOnce(out, kernel.panel, kColumns);
    const WeightRows rows(weight);
    const auto part = [&](std::int64_t first, std::int64_t last) {
        const at::Tensor packed =
            at::empty({static_cast<std::int64_t>(kernel.packedFloats(in, columns))}, x.options());
        const bool isWide = weight.scalar_type() == at::kFloat;
        std::vector<float> wide(isWide ? 0 : static_cast<std::size_t>(kernel.panel * in));
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t from = task * columns, count = std::min(columns, out - from);
            for (std::int64_t panel = 0; panel < count; panel += kernel.panel) {
                const std::int64_t width = std::min<std::int64_t>(kernel.panel, count - panel);
                kernel.pack(rows.read(from + panel, width, 0, in, wide.data()), in, width,
                            packed.data_ptr<float>() + panel * in);
            }
            for (std::int64_t row = 0; row < N; row += kRows) {
                kernels::Product product;
                product.a = {x.data_ptr<float>() + row * in, in};
                product.rows = std::min(kRows, N - row);
                product.depth = in;
                product.packed = packed.data_ptr<float>();
                product.columns = count;
                product.bias = bias.defined() ? bias.data_ptr<float>() + from : nullptr;
                product.c = result.data_ptr<float>() + row * out + from;
                product.cStride = out;
                kernel.multiply(product);
            }
        }
    };
    const double flops = 2.0 * static_cast<double>(N * in * columns);
    const std::int64_t tasks = ceilDiv(out, columns), threads = at::get_num_threads();
    const auto rounds =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(kPieceFlops / flops) / threads);
    for (std::int64_t task = 0; task < tasks; task += rounds * threads) {
        context.checkpoint();
        at::parallel_for(task, std::min(tasks, task + rounds * threads), 1, part);
    }
    return result;
}

} // namespace diffusion
