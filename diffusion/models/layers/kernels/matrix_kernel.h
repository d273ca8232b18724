#pragma once

/// The inner loops of matrix products in float32, and of convolutions by Winograd's minimal
/// filtering (Lavin and Gray 2015, arXiv:1509.09308). Any thread; buffers are the caller's.

#include <cstddef>
#include <cstdint>

namespace diffusion::kernels {

/// A matrix whose rows lie `stride` numbers apart.
struct MatrixRows {
    const float* data = nullptr;
    std::ptrdiff_t stride = 0;
};

/// c (rows x columns) = a (rows x depth) * b (depth x columns) + bias
struct Product {
    MatrixRows a;
    std::ptrdiff_t rows = 0;
    std::ptrdiff_t depth = 0;
    const float* packed = nullptr; ///< b, as pack() leaves it
    std::ptrdiff_t columns = 0;
    const float* bias = nullptr; ///< (columns), or null
    float* c = nullptr;
    std::ptrdiff_t cStride = 0;
    bool adds = false; ///< to what c holds; without a bias
};

/// Tiles of one row of tiles of a picture. A tile gives m x m numbers of each channel, m = 2 or 4,
/// and needs (m + 2) x (m + 2), which are told as as many transformed numbers, "places" here.
struct TileRow {
    std::ptrdiff_t height = 0; ///< of the picture that is read or written
    std::ptrdiff_t width = 0;
    std::ptrdiff_t top = 0;      ///< first row of the tiles in it; may lie outside
    std::ptrdiff_t left = 0;     ///< first column
    std::ptrdiff_t tiles = 0;    ///< at most MatrixKernel::tiles
    std::ptrdiff_t channels = 0; ///< at most MatrixKernel::channels
    std::ptrdiff_t plane = 0;    ///< numbers between two channels of the picture
    /// Numbers between two tiles, and between two places, in the transformed array.
    std::ptrdiff_t tileStride = 0;
    std::ptrdiff_t placeStride = 0;
};

/// Filters of 3 x 3 of at most MatrixKernel::panel outputs: for each of them, 9 numbers an input.
struct FilterRows {
    const float* data = nullptr;
    std::ptrdiff_t stride = 0; ///< numbers between two outputs
    std::ptrdiff_t outputs = 0;
    std::ptrdiff_t inputs = 0;
};

/// One instruction set's functions.
struct MatrixKernel {
    std::ptrdiff_t panel = 0;    ///< columns that pack() puts together
    std::ptrdiff_t channels = 0; ///< of one call of gather and scatter
    std::ptrdiff_t tiles = 0;    ///< likewise
    std::ptrdiff_t scratch = 0;  ///< floats that gather and scatter need

    std::ptrdiff_t (*packedFloats)(std::ptrdiff_t depth, std::ptrdiff_t columns) = nullptr;
    /// b is given with its columns as rows, as linear layers keep it: (columns x depth).
    void (*pack)(MatrixRows columnsOfB, std::ptrdiff_t depth, std::ptrdiff_t columns,
                 float* packed) = nullptr;
    void (*multiply)(const Product&) = nullptr;

    /// From a picture, with zeros round it, to transformed tiles; m = 2 and m = 4.
    void (*gather2)(const TileRow&, const float* picture, float* tiles, float* scratch) = nullptr;
    void (*gather4)(const TileRow&, const float* picture, float* tiles, float* scratch) = nullptr;
    /// From transformed products to the picture, with bias (channels) or null.
    void (*scatter2)(const TileRow&, const float* tiles, const float* bias, float* picture,
                     float* scratch) = nullptr;
    void (*scatter4)(const TileRow&, const float* tiles, const float* bias, float* picture,
                     float* scratch) = nullptr;
    /// Transformed filters, for each place a panel as pack() makes it of a depth of as many inputs.
    void (*filters2)(const FilterRows&, float* packed, std::ptrdiff_t placeStride) = nullptr;
    void (*filters4)(const FilterRows&, float* packed, std::ptrdiff_t placeStride) = nullptr;

    /// From the 16 bits of float16 and of bfloat16, exactly.
    void (*widenHalf)(const std::uint16_t* from, std::ptrdiff_t count, float* to) = nullptr;
    void (*widenBfloat16)(const std::uint16_t* from, std::ptrdiff_t count, float* to) = nullptr;
};

[[nodiscard]] const MatrixKernel& plainMatrixKernel();
[[nodiscard]] const MatrixKernel& avx2MatrixKernel();
[[nodiscard]] const MatrixKernel& avx512MatrixKernel();

/// The fastest that runs here.
[[nodiscard]] const MatrixKernel& matrixKernel();

} // namespace diffusion::kernels
