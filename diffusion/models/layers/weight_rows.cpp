#include "diffusion/models/layers/weight_rows.h"

namespace diffusion {

bool WeightRows::canRead(const at::Tensor& weight)
{
    const at::ScalarType type = weight.scalar_type();
    return (type == at::kFloat || type == at::kHalf || type == at::kBFloat16) &&
           weight.device().is_cpu() && weight.is_contiguous();
}

WeightRows::WeightRows(const at::Tensor& weight)
    : m_type(weight.scalar_type()), m_data(weight.data_ptr()),
      m_width(weight.numel() / weight.size(0))
{
}

kernels::MatrixRows WeightRows::read(std::int64_t first, std::int64_t rows, std::int64_t from,
                                     std::int64_t count, float* buffer) const
{
    const std::int64_t start = first * m_width + from;
    if (m_type == at::kFloat) {
        return {static_cast<const float*>(m_data) + start, m_width};
    }
    const kernels::MatrixKernel& kernel = kernels::matrixKernel();
    const auto widen = m_type == at::kHalf ? kernel.widenHalf : kernel.widenBfloat16;
    const auto* narrow = static_cast<const std::uint16_t*>(m_data) + start;
    for (std::int64_t row = 0; row < rows; ++row) {
        widen(narrow + row * m_width, count, buffer + row * count);
    }
    return {buffer, count};
}

} // namespace diffusion
