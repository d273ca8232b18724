#pragma once

// Included by one .cpp per instruction set: see README.md.
//
// Letters: W floats in a vector, MR x NR*W the part of a product that is kept in registers, P =
// NR*W columns of a panel.

#include "diffusion/models/layers/kernels/lanes.h"
#include "diffusion/models/layers/kernels/matrix_kernel.h"

namespace diffusion::kernels {
namespace {

/// Rows of b that are worked through before going on to the next columns: a panel of so many stays
/// in the first cache.
constexpr std::ptrdiff_t kDepth = 256;

enum class Start { Zero, Bias, Sum };

template <int W, int MR, int NR> struct MatrixProduct {
    using V = Vectors<W>;
    using F = typename V::F;
    static constexpr std::ptrdiff_t kPanel = NR * W;

    static std::ptrdiff_t least(std::ptrdiff_t a, std::ptrdiff_t b) { return a < b ? a : b; }

    static std::ptrdiff_t packedFloats(std::ptrdiff_t depth, std::ptrdiff_t columns)
    {
        return (columns + kPanel - 1) / kPanel * kPanel * depth;
    }

    /// Panels of P columns: for each row of b, P numbers. Missing columns are 0.
    static void pack(MatrixRows b, std::ptrdiff_t depth, std::ptrdiff_t columns, float* packed)
    {
        for (std::ptrdiff_t first = 0; first < columns; first += kPanel) {
            const std::ptrdiff_t count = least(kPanel, columns - first);
            if (count < kPanel) {
                for (std::ptrdiff_t i = 0; i < kPanel * depth; ++i) {
                    packed[i] = 0.0F;
                }
            }
            transpose(b.data + first * b.stride, b.stride, count, depth, packed, kPanel);
            packed += kPanel * depth;
        }
    }

    /// c (R x P) = start + a (R x n) * b (n rows of P)
    template <int R> static void part(MatrixRows a, const float* b, std::ptrdiff_t n, Start start,
                                      const float* bias, float* c, std::ptrdiff_t ldc)
    {
        F sum[R][NR];
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                sum[r][v] = start == Start::Zero   ? F{}
                            : start == Start::Bias ? V::load(bias + v * W)
                                                   : V::load(c + r * ldc + v * W);
            }
        }
        for (std::ptrdiff_t k = 0; k < n; ++k) {
            F right[NR];
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                right[v] = V::load(b + k * kPanel + v * W);
            }
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) {
                const F left = V::all(a.data[r * a.stride + k]);
#pragma GCC unroll 4
                for (int v = 0; v < NR; ++v) {
                    sum[r][v] += left * right[v];
                }
            }
        }
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                V::store(c + r * ldc + v * W, sum[r][v]);
            }
        }
    }

    /// The same for the last rows, fewer than MR.
    template <int R> static void rest(std::ptrdiff_t rows, MatrixRows a, const float* b,
                                      std::ptrdiff_t n, Start start, const float* bias, float* c,
                                      std::ptrdiff_t ldc)
    {
        if (rows == R) {
            part<R>(a, b, n, start, bias, c, ldc);
        } else if constexpr (R > 1) {
            rest<R - 1>(rows, a, b, n, start, bias, c, ldc);
        }
    }

    /// All rows times one panel of whole width.
    static void panel(const Product& p, std::ptrdiff_t from, std::ptrdiff_t n, const float* b,
                      Start start, const float* bias, float* c, std::ptrdiff_t ldc)
    {
        std::ptrdiff_t r = 0;
        for (; r + MR <= p.rows; r += MR) {
            part<MR>({p.a.data + r * p.a.stride + from, p.a.stride}, b, n, start, bias, c + r * ldc,
                     ldc);
        }
        if (r < p.rows) {
            rest<MR - 1>(p.rows - r, {p.a.data + r * p.a.stride + from, p.a.stride}, b, n, start,
                         bias, c + r * ldc, ldc);
        }
    }

    /// The last panel, of which only `count` columns exist: a few rows at a time through a buffer.
    static void narrowPanel(const Product& p, std::ptrdiff_t from, std::ptrdiff_t n, const float* b,
                            Start start, const float* bias, std::ptrdiff_t count, float* c)
    {
        float buffer[MR * kPanel];
        float padded[kPanel];
        for (std::ptrdiff_t i = 0; i < kPanel; ++i) {
            padded[i] = start == Start::Bias && i < count ? bias[i] : 0.0F;
        }
        for (std::ptrdiff_t r = 0; r < p.rows; r += MR) {
            const std::ptrdiff_t rows = least(MR, p.rows - r);
            for (std::ptrdiff_t i = 0; i < rows * kPanel; ++i) {
                const std::ptrdiff_t column = i % kPanel;
                buffer[i] = start == Start::Sum && column < count
                                ? c[(r + i / kPanel) * p.cStride + column]
                                : 0.0F;
            }
            rest<MR>(rows, {p.a.data + r * p.a.stride + from, p.a.stride}, b, n, start, padded,
                     buffer, kPanel);
            for (std::ptrdiff_t i = 0; i < rows; ++i) {
                for (std::ptrdiff_t j = 0; j < count; ++j) {
                    c[(r + i) * p.cStride + j] = buffer[i * kPanel + j];
                }
            }
        }
    }

    static void multiply(const Product& p)
    {
        for (std::ptrdiff_t from = 0; from < p.depth; from += kDepth) {
            const std::ptrdiff_t n = least(kDepth, p.depth - from);
            const Start start = from > 0 || p.adds  ? Start::Sum
                                : p.bias != nullptr ? Start::Bias
                                                    : Start::Zero;
            for (std::ptrdiff_t first = 0; first < p.columns; first += kPanel) {
                const float* b = p.packed + first * p.depth + from * kPanel;
                const float* bias = p.bias == nullptr ? nullptr : p.bias + first;
                const std::ptrdiff_t count = p.columns - first;
                if (count >= kPanel) {
                    panel(p, from, n, b, start, bias, p.c + first, p.cStride);
                } else {
                    narrowPanel(p, from, n, b, start, bias, count, p.c + first);
                }
            }
        }
    }
};

} // namespace
} // namespace diffusion::kernels
