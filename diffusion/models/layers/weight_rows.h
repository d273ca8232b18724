#pragma once

/// Weights of layers as the kernels read them: float32, whatever precision they are kept in. Any thread.

#include <cstdint>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

class WeightRows {
public:
    /// Whether a weight is float32, float16 or bfloat16, contiguous and on the CPU.
    [[nodiscard]] static bool canRead(const at::Tensor& weight);

    /// weight: (rows, ...); all but the first dimension make one row. Must outlive this.
    explicit WeightRows(const at::Tensor& weight);

    [[nodiscard]] std::int64_t width() const { return m_width; }

    /// Numbers [from, from + count) of rows [first, first + rows): where they lie, or in `buffer` of
    /// rows * count floats.
    [[nodiscard]] kernels::MatrixRows read(std::int64_t first, std::int64_t rows, std::int64_t from,
                                           std::int64_t count, float* buffer) const;

private:
    at::ScalarType m_type;
    const void* m_data;
    std::int64_t m_width;
};

} // namespace diffusion
