#pragma once

/// Fixed embeddings of the places of patches (Vaswani et al. 2017, section 3.5, in two dimensions
/// as in Dosovitskiy et al. 2021, arXiv:2010.11929, and Peebles and Xie 2023, arXiv:2212.09748).
/// Any thread.

#include <cstdint>

#include "diffusion/models/tensor.h"

namespace diffusion {

struct PositionGrid {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t trainedSide = 0; ///< rows and columns of the pictures the network learnt from
    double interpolation = 1.0;   ///< what positions are divided by
};

/// Any grid spans the same range as the trained one, so that place i of n is i * trainedSide / n /
/// interpolation. The first half of a vector tells the column, the second the row; of each the
/// first half is sines. width: divisible by 4 -> (rows * columns, width) float32, row by row
[[nodiscard]] at::Tensor gridPositions(const PositionGrid& grid, std::int64_t width);

} // namespace diffusion
