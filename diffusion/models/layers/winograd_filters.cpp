#include "diffusion/models/layers/winograd_filters.h"

#include <algorithm>
#include <vector>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/layers/winograd_conv.h"

namespace diffusion {

using kernels::MatrixKernel;
using kernels::matrixKernel;

void transformPanel(const WeightRows& weight, int m, const FilterPart& part, float* target,
                    std::int64_t placeStride)
{
    constexpr std::int64_t kInputs = 32; // at once: with their transforms in the first caches
    constexpr std::int64_t kFilter = 9;
    const MatrixKernel& kernel = matrixKernel();
    const auto transform = m == 2 ? kernel.filters2 : kernel.filters4;
    std::vector<float> buffer(static_cast<std::size_t>(part.outputs * kInputs * kFilter));
    for (std::int64_t from = 0; from < part.inputs; from += kInputs) {
        const std::int64_t count = std::min(kInputs, part.inputs - from);
        const kernels::MatrixRows rows =
            weight.read(part.output, part.outputs, (part.input + from) * kFilter, count * kFilter,
                        buffer.data());
        transform({rows.data, rows.stride, part.outputs, count}, target + from * kernel.panel,
                  placeStride);
    }
}

std::int64_t keptFilterBytes(const std::vector<std::int64_t>& shape, std::int64_t side)
{
    const bool suits = shape.size() == 4 && shape[2] == 3 && shape[3] == 3 &&
                       std::min(shape[0], shape[1]) >= kFewChannels && side >= kSmallMap;
    if (!suits) {
        return 0;
    }
    const std::int64_t m = winogradTile(side, side);
    return (m + 2) * (m + 2) * matrixKernel().packedFloats(shape[1], shape[0]) *
           static_cast<std::int64_t>(sizeof(float));
}

bool KeptFilters::keep(const at::Tensor& weight, int m)
{
    if (m_packed.defined() && m_side == m) {
        return true;
    }
    drop();
    const MatrixKernel& kernel = matrixKernel();
    const std::int64_t O = weight.size(0), I = weight.size(1), P = (m + 2) * (m + 2);
    const std::int64_t each = kernel.packedFloats(I, O);
    const std::int64_t bytes = P * each * static_cast<std::int64_t>(sizeof(float));
    if (!takeTransformMemory(bytes)) {
        return false;
    }
    m_taken = bytes;
    m_side = m;
    m_packed = at::empty({P, each}, weight.options().dtype(at::kFloat));
    const WeightRows rows(weight);
    float* target = m_packed.data_ptr<float>();
    at::parallel_for(0, ceilDiv(O, kernel.panel), 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t panel = first; panel < last; ++panel) {
            const std::int64_t output = panel * kernel.panel;
            transformPanel(rows, m,
                           {output, std::min<std::int64_t>(kernel.panel, O - output), 0, I},
                           target + output * I, each);
        }
    });
    return true;
}

void KeptFilters::drop()
{
    giveBackTransformMemory(m_taken);
    m_taken = 0;
    m_packed = at::Tensor();
}

} // namespace diffusion
