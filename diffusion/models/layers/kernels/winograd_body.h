#pragma once

// Included by one .cpp per instruction set: see README.md. Lavin and Gray's F(2x2, 3x3) and
// F(4x4, 3x3): tiles that overlap by two pixels, on which a convolution is a product for each
// place.
//
// Letters: W floats in a vector, m side of a tile's result, A = m + 2 side of what it needs.

#include "diffusion/models/layers/kernels/lanes.h"
#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/kernels/narrow_floats.h"

namespace diffusion::kernels {
namespace {

template <int W, int m> struct Transform;

template <int W> struct Transform<W, 2> {
    using F = typename Lanes<W>::F;

    static void input(const F (&d)[4], F (&out)[4])
    {
        out[0] = d[0] - d[2];
        out[1] = d[1] + d[2];
        out[2] = d[2] - d[1];
        out[3] = d[1] - d[3];
    }
    static void output(const F (&t)[4], F (&out)[2])
    {
        out[0] = t[0] + t[1] + t[2];
        out[1] = t[1] - t[2] - t[3];
    }
    static void filter(const F (&g)[3], F (&out)[4])
    {
        const F ends = 0.5F * (g[0] + g[2]), middle = 0.5F * g[1];
        out[0] = g[0];
        out[1] = ends + middle;
        out[2] = ends - middle;
        out[3] = g[2];
    }
};

/// The points 0, 1, -1, 2, -2 and infinity.
template <int W> struct Transform<W, 4> {
    using F = typename Lanes<W>::F;

    static void input(const F (&d)[6], F (&out)[6])
    {
        const F a = d[4] - 4.0F * d[2], b = d[3] - 4.0F * d[1];
        const F c = d[4] - d[2], e = 2.0F * (d[3] - d[1]);
        out[0] = 4.0F * d[0] - 5.0F * d[2] + d[4];
        out[1] = a + b;
        out[2] = a - b;
        out[3] = c + e;
        out[4] = c - e;
        out[5] = 4.0F * d[1] - 5.0F * d[3] + d[5];
    }
    static void output(const F (&t)[6], F (&out)[4])
    {
        const F a = t[1] + t[2], b = t[1] - t[2], c = t[3] + t[4], e = t[3] - t[4];
        out[0] = t[0] + a + c;
        out[1] = b + 2.0F * e;
        out[2] = a + 4.0F * c;
        out[3] = b + 8.0F * e + t[5];
    }
    static void filter(const F (&g)[3], F (&out)[6])
    {
        const F near = (-1.0F / 6) * (g[0] + g[2]), far = (1.0F / 24) * g[0] + (1.0F / 6) * g[2];
        const F one = (1.0F / 6) * g[1], two = (1.0F / 12) * g[1];
        out[0] = 0.25F * g[0];
        out[1] = near - one;
        out[2] = near + one;
        out[3] = far + two;
        out[4] = far - two;
        out[5] = g[2];
    }
};

template <int W> struct Winograd {
    using V = Vectors<W>;
    using F = typename V::F;
    static constexpr std::ptrdiff_t kVectors = W == 16 ? 1 : 16 / W; // a cache line of channels
    static constexpr std::ptrdiff_t kChannels = kVectors * W;
    static constexpr std::ptrdiff_t kTiles = 16;
    static constexpr std::ptrdiff_t kColumns = 4 * kTiles + 2;
    static constexpr std::ptrdiff_t kScratch = 6 * kColumns * kChannels;

    /// Rows of a picture with its channels last: scratch[(row * columns + column) * kChannels + c].
    static void channelsLast(const TileRow& t, std::ptrdiff_t rows, std::ptrdiff_t columns,
                             const float* picture, float* scratch)
    {
        const std::ptrdiff_t from = t.left < 0 ? -t.left : 0;
        const std::ptrdiff_t to = columns < t.width - t.left ? columns : t.width - t.left;
        const bool inside = from == 0 && to == columns && t.top >= 0 && t.top + rows <= t.height;
        if (!inside || t.channels < kChannels) {
            for (std::ptrdiff_t i = 0; i < rows * columns * kChannels; ++i) {
                scratch[i] = 0.0F;
            }
        }
        for (std::ptrdiff_t row = 0; row < rows; ++row) {
            const std::ptrdiff_t y = t.top + row;
            if (y < 0 || y >= t.height) {
                continue;
            }
            float* out = scratch + row * columns * kChannels;
            transpose(picture + y * t.width + t.left + from, t.plane, t.channels, to - from,
                      out + from * kChannels, kChannels);
        }
    }

    template <int m>
    static void gather(const TileRow& t, const float* picture, float* tiles, float* scratch)
    {
        constexpr int A = m + 2;
        const std::ptrdiff_t columns = t.tiles * m + 2;
        channelsLast(t, A, columns, picture, scratch);
        for (std::ptrdiff_t tile = 0; tile < t.tiles; ++tile) {
            for (std::ptrdiff_t v = 0; v < kVectors && v * W < t.channels; ++v) {
                const float* in = scratch + tile * m * kChannels + v * W;
                F half[A][A]; // columns transformed
#pragma GCC unroll 6
                for (int j = 0; j < A; ++j) {
                    F column[A], done[A];
#pragma GCC unroll 6
                    for (int i = 0; i < A; ++i) {
                        column[i] = V::load(in + (i * columns + j) * kChannels);
                    }
                    Transform<W, m>::input(column, done);
#pragma GCC unroll 6
                    for (int i = 0; i < A; ++i) {
                        half[i][j] = done[i];
                    }
                }
                float* out = tiles + tile * t.tileStride + v * W;
#pragma GCC unroll 6
                for (int i = 0; i < A; ++i) {
                    F done[A];
                    Transform<W, m>::input(half[i], done);
#pragma GCC unroll 6
                    for (int j = 0; j < A; ++j) {
                        V::store(out + (i * A + j) * t.placeStride, done[j]);
                    }
                }
            }
        }
    }

    template <int m> static void scatter(const TileRow& t, const float* tiles, const float* bias,
                                         float* picture, float* scratch)
    {
        constexpr int A = m + 2;
        const std::ptrdiff_t columns = t.tiles * m;
        for (std::ptrdiff_t tile = 0; tile < t.tiles; ++tile) {
            for (std::ptrdiff_t v = 0; v < kVectors && v * W < t.channels; ++v) {
                const float* in = tiles + tile * t.tileStride + v * W;
                F half[m][A];
#pragma GCC unroll 6
                for (int j = 0; j < A; ++j) {
                    F column[A], done[m];
#pragma GCC unroll 6
                    for (int i = 0; i < A; ++i) {
                        column[i] = V::load(in + (i * A + j) * t.placeStride);
                    }
                    Transform<W, m>::output(column, done);
#pragma GCC unroll 6
                    for (int i = 0; i < m; ++i) {
                        half[i][j] = done[i];
                    }
                }
                const F add = bias == nullptr ? F{} : V::load(bias + v * W);
#pragma GCC unroll 6
                for (int i = 0; i < m; ++i) {
                    F done[m];
                    Transform<W, m>::output(half[i], done);
#pragma GCC unroll 6
                    for (int j = 0; j < m; ++j) {
                        V::store(scratch + (i * columns + tile * m + j) * kChannels + v * W,
                                 done[j] + add);
                    }
                }
            }
        }
        const std::ptrdiff_t to = columns < t.width - t.left ? columns : t.width - t.left;
        for (std::ptrdiff_t row = 0; row < m && t.top + row < t.height; ++row) {
            transpose(scratch + row * columns * kChannels, kChannels, to, t.channels,
                      picture + (t.top + row) * t.width + t.left, t.plane);
        }
    }
};

/// Filters of 3 x 3, transformed and packed as MatrixProduct wants them.
template <int W, int NR> struct WinogradFilters {
    using V = Vectors<W>;
    using F = typename V::F;
    static constexpr std::ptrdiff_t kPanel = NR * W;
    static constexpr std::ptrdiff_t kInputs = 8; // at once, so that they stay in the first cache

    template <int m> static void one(const float* g, float* out, std::ptrdiff_t placeStride)
    {
        constexpr int A = m + 2;
        F half[A][3]; // columns transformed
#pragma GCC unroll 3
        for (int j = 0; j < 3; ++j) {
            const F column[3] = {V::load(g + j * kPanel), V::load(g + (3 + j) * kPanel),
                                 V::load(g + (6 + j) * kPanel)};
            F done[A];
            Transform<W, m>::filter(column, done);
#pragma GCC unroll 6
            for (int i = 0; i < A; ++i) {
                half[i][j] = done[i];
            }
        }
#pragma GCC unroll 6
        for (int i = 0; i < A; ++i) {
            F done[A];
            Transform<W, m>::filter(half[i], done);
#pragma GCC unroll 6
            for (int j = 0; j < A; ++j) {
                V::store(out + (i * A + j) * placeStride, done[j]);
            }
        }
    }

    template <int m>
    static void transform(const FilterRows& f, float* packed, std::ptrdiff_t placeStride)
    {
        float scratch[kInputs * 9 * kPanel]; // filters with their outputs last
        if (f.outputs < kPanel) {
            for (float& number : scratch) {
                number = 0.0F;
            }
        }
        for (std::ptrdiff_t from = 0; from < f.inputs; from += kInputs) {
            const std::ptrdiff_t count = kInputs < f.inputs - from ? kInputs : f.inputs - from;
            transpose(f.data + from * 9, f.stride, f.outputs, count * 9, scratch, kPanel);
            for (std::ptrdiff_t i = 0; i < count; ++i) {
                for (std::ptrdiff_t v = 0; v < NR; ++v) {
                    one<m>(scratch + i * 9 * kPanel + v * W, packed + (from + i) * kPanel + v * W,
                           placeStride);
                }
            }
        }
    }
};

template <int W, int MR, int NR> const MatrixKernel& matrixTable()
{
    using Matrix = MatrixProduct<W, MR, NR>;
    using Tiles = Winograd<W>;
    using Filters = WinogradFilters<W, NR>;
    static constexpr MatrixKernel kTable{Matrix::kPanel,
                                         Tiles::kChannels,
                                         Tiles::kTiles,
                                         Tiles::kScratch,
                                         &Matrix::packedFloats,
                                         &Matrix::pack,
                                         &Matrix::multiply,
                                         &Tiles::template gather<2>,
                                         &Tiles::template gather<4>,
                                         &Tiles::template scatter<2>,
                                         &Tiles::template scatter<4>,
                                         &Filters::template transform<2>,
                                         &Filters::template transform<4>,
                                         &widenHalf,
                                         &widenBfloat16};
    return kTable;
}

} // namespace
} // namespace diffusion::kernels
