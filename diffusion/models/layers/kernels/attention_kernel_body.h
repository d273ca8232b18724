#pragma once

// Included by one .cpp per instruction set. Everything is in an unnamed namespace, and nothing of
// the standard library is called: see README.md.
//
// Letters: W floats in a vector, P keys in a panel, d width of a head, D d rounded up to vectors.

#include "diffusion/models/layers/kernels/attention_kernel.h"
#include "diffusion/models/layers/kernels/lanes.h"

namespace diffusion::kernels {
namespace {

constexpr float kLog2E = 1.44269504088896341F;
constexpr float kNothing = -1e30F; // a maximum over no scores; finite, so that differences are
constexpr std::ptrdiff_t kRows = 32;
constexpr std::ptrdiff_t kPanelVectors = 3;
constexpr std::ptrdiff_t kPanelsAtOnce = 10;

/// W floats in a register; MR rows of a result are worked out at once.
template <int W, int MR> struct Kernel {
    using F = typename Lanes<W>::F;
    using I = typename Lanes<W>::I;

    static constexpr std::ptrdiff_t kPanel = kPanelVectors * W;
    static constexpr std::ptrdiff_t kKeys = kPanelsAtOnce * kPanel; // of one pass over the queries

    static std::ptrdiff_t up(std::ptrdiff_t n, std::ptrdiff_t step)
    {
        return (n + step - 1) / step * step;
    }
    static std::ptrdiff_t least(std::ptrdiff_t a, std::ptrdiff_t b) { return a < b ? a : b; }
    static F load(const float* p) { return Vectors<W>::load(p); }
    static void store(float* p, F v) { Vectors<W>::store(p, v); }
    static F all(float x) { return Vectors<W>::all(x); }
    static F larger(F a, F b) { return a > b ? a : b; }

    /// 2^x for x <= 0, to about 2 units in the last place; below 2^-126 it is 2^-126. A polynomial
    /// on [-0.5, 0.5] (the Taylor series, error 1.2e-7) and the exponent's bits.
    static F exp2(F x)
    {
        x = larger(x, all(-126.0F));
        constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it leaves the nearest integer
        const F shifted = x + kRound;
        const F f = x - (shifted - kRound);
        F p = all(1.5403530e-4F);
        p = p * f + 1.3333558e-3F;
        p = p * f + 9.6181291e-3F;
        p = p * f + 5.5504109e-2F;
        p = p * f + 2.4022651e-1F;
        p = p * f + 6.9314718e-1F;
        p = p * f + 1.0F;
        const I exponent = ((I)shifted - 0x4B400000) << 23;
        return (F)((I)p + exponent);
    }

    static std::ptrdiff_t packedKeyFloats(HeadShape s) { return up(s.keys, kPanel) * s.width; }
    static std::ptrdiff_t packedValueFloats(HeadShape s) { return s.keys * up(s.width, W); }
    static std::ptrdiff_t scratchFloats(HeadShape s)
    {
        return kRows * (s.width + up(s.width, W) + kKeys + 2);
    }

    /// Panels of P keys: for each of the d numbers, that number of every key. Missing keys are 0.
    static void packKeys(const float* keys, std::ptrdiff_t stride, HeadShape s, float* packed)
    {
        for (std::ptrdiff_t first = 0; first < s.keys; first += kPanel) {
            const std::ptrdiff_t count = least(kPanel, s.keys - first);
            for (std::ptrdiff_t j = 0; j < s.width; ++j) {
                for (std::ptrdiff_t i = 0; i < kPanel; ++i) {
                    packed[j * kPanel + i] = i < count ? keys[(first + i) * stride + j] : 0.0F;
                }
            }
            packed += kPanel * s.width;
        }
    }

    /// Rows of D numbers, the last D - d of them 0.
    static void packValues(const float* values, std::ptrdiff_t stride, HeadShape s, float* packed)
    {
        const std::ptrdiff_t padded = up(s.width, W);
        for (std::ptrdiff_t i = 0; i < s.keys; ++i) {
            for (std::ptrdiff_t j = 0; j < padded; ++j) {
                packed[i * padded + j] = j < s.width ? values[i * stride + j] : 0.0F;
            }
        }
    }

    /// c (MR x NR*W, rows ldc apart) = [c +] a (MR x n, rows lda apart) * b (n rows ldb apart)
    template <int NR, bool kAdd> static void multiply(const float* a, std::ptrdiff_t lda,
                                                      const float* b, std::ptrdiff_t ldb, float* c,
                                                      std::ptrdiff_t ldc, std::ptrdiff_t n)
    {
        F sum[MR][NR];
#pragma GCC unroll 16
        for (int r = 0; r < MR; ++r) {
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                sum[r][v] = kAdd ? load(c + r * ldc + v * W) : F{};
            }
        }
        for (std::ptrdiff_t k = 0; k < n; ++k) {
            F right[NR];
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                right[v] = load(b + k * ldb + v * W);
            }
#pragma GCC unroll 16
            for (int r = 0; r < MR; ++r) {
                const F left = all(a[r * lda + k]);
#pragma GCC unroll 4
                for (int v = 0; v < NR; ++v) {
                    sum[r][v] += left * right[v];
                }
            }
        }
#pragma GCC unroll 16
        for (int r = 0; r < MR; ++r) {
#pragma GCC unroll 4
            for (int v = 0; v < NR; ++v) {
                store(c + r * ldc + v * W, sum[r][v]);
            }
        }
    }

    /// Turns a row of scores into exp2(score - maximum) and brings the row's running numbers up to
    /// date; returns the factor for what was summed before.
    static float soften(float* scores, std::ptrdiff_t count, float& maximum, float& sum)
    {
        const std::ptrdiff_t padded = up(count, W);
        for (std::ptrdiff_t i = count; i < padded; ++i) {
            scores[i] = kNothing;
        }
        F top = all(maximum);
        for (std::ptrdiff_t i = 0; i < padded; i += W) {
            top = larger(top, load(scores + i));
        }
        float highest = top[0];
        for (int i = 1; i < W; ++i) {
            highest = top[i] > highest ? top[i] : highest;
        }
        F total{};
        for (std::ptrdiff_t i = 0; i < padded; i += W) {
            const F weight = exp2(load(scores + i) - highest);
            total += weight;
            store(scores + i, weight);
        }
        const float factor = exp2(all(maximum - highest))[0];
        float added = 0.0F;
        for (int i = 0; i < W; ++i) {
            added += total[i];
        }
        for (std::ptrdiff_t i = count; i < padded; ++i) { // tiny, but not there
            added -= scores[i];
        }
        sum = sum * factor + added;
        maximum = highest;
        return factor;
    }

    struct Block {
        float* queries; ///< kRows x d, scaled
        float* mixed;   ///< kRows x D
        float* scores;  ///< kRows x kKeys
        float* maximum; ///< kRows
        float* sum;     ///< kRows
    };

    static Block prepare(const QueryRows& q, const HeadShape& s, float* scratch)
    {
        const std::ptrdiff_t padded = up(s.width, W);
        Block b{};
        b.mixed = scratch;
        b.scores = b.mixed + kRows * padded;
        b.queries = b.scores + kRows * kKeys;
        b.maximum = b.queries + kRows * s.width;
        b.sum = b.maximum + kRows;
        for (std::ptrdiff_t r = 0; r < kRows; ++r) {
            const float* row = q.query + least(r, q.count - 1) * q.queryStride;
            for (std::ptrdiff_t j = 0; j < s.width; ++j) {
                b.queries[r * s.width + j] = row[j] * (q.scale * kLog2E);
            }
            for (std::ptrdiff_t j = 0; j < padded; ++j) {
                b.mixed[r * padded + j] = 0.0F;
            }
            b.maximum[r] = kNothing;
            b.sum[r] = 0.0F;
        }
        return b;
    }

    static void score(const Block& b, const float* keys, std::ptrdiff_t count, std::ptrdiff_t rows,
                      std::ptrdiff_t d)
    {
        for (std::ptrdiff_t first = 0; first < count; first += kPanel) {
            for (std::ptrdiff_t r = 0; r < rows; r += MR) {
                multiply<kPanelVectors, false>(b.queries + r * d, d, keys + first * d, kPanel,
                                               b.scores + r * kKeys + first, kKeys, d);
            }
        }
    }

    template <int NR> static void mix(const Block& b, const float* values, std::ptrdiff_t column,
                                      std::ptrdiff_t count, std::ptrdiff_t rows,
                                      std::ptrdiff_t padded)
    {
        for (std::ptrdiff_t r = 0; r < rows; r += MR) {
            multiply<NR, true>(b.scores + r * kKeys, kKeys, values + column, padded,
                               b.mixed + r * padded + column, padded, count);
        }
    }

    static void mixAll(const Block& b, const float* values, std::ptrdiff_t count,
                       std::ptrdiff_t rows, std::ptrdiff_t padded)
    {
        std::ptrdiff_t column = 0;
        while (column < padded) {
            const std::ptrdiff_t left = (padded - column) / W;
            // 4 vectors go as 2 + 2: one alone would wait for its own sums.
            const int vectors = left == 4 ? 2 : left >= 3 ? 3 : static_cast<int>(left);
            if (vectors == 3) {
                mix<3>(b, values, column, count, rows, padded);
            } else if (vectors == 2) {
                mix<2>(b, values, column, count, rows, padded);
            } else {
                mix<1>(b, values, column, count, rows, padded);
            }
            column += vectors * W;
        }
    }

    static void attend(const QueryRows& q, const PackedHead& head, float* scratch)
    {
        const HeadShape& s = head.shape;
        const std::ptrdiff_t padded = up(s.width, W);
        const std::ptrdiff_t rows = up(q.count, MR);
        const Block b = prepare(q, s, scratch);
        for (std::ptrdiff_t first = 0; first < s.keys; first += kKeys) {
            const std::ptrdiff_t count = least(kKeys, s.keys - first);
            score(b, head.keys + first * s.width, count, rows, s.width);
            for (std::ptrdiff_t r = 0; r < rows; ++r) {
                const float factor = soften(b.scores + r * kKeys, count, b.maximum[r], b.sum[r]);
                for (std::ptrdiff_t j = 0; factor != 1.0F && j < padded; j += W) {
                    float* at = b.mixed + r * padded + j;
                    store(at, load(at) * factor);
                }
            }
            mixAll(b, head.values + first * padded, count, rows, padded);
        }
        for (std::ptrdiff_t r = 0; r < q.count; ++r) {
            const float inverse = 1.0F / b.sum[r];
            for (std::ptrdiff_t j = 0; j < s.width; ++j) {
                q.out[r * q.outStride + j] = b.mixed[r * padded + j] * inverse;
            }
        }
    }

    static const AttentionKernel& table()
    {
        static constexpr AttentionKernel kTable{
            kRows,       &packedKeyFloats, &packedValueFloats, &scratchFloats, &packKeys,
            &packValues, &attend};
        return kTable;
    }
};

} // namespace
} // namespace diffusion::kernels
