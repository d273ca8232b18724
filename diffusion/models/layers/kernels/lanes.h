#pragma once

// Vectors of floats as GCC and Clang know them. For the bodies of kernels only; in an unnamed
// namespace, so that no code compiled for one processor is shared with another's (README.md).

#include <cstddef>

namespace diffusion::kernels {
namespace {

template <int W> struct Lanes;
template <> struct Lanes<4> {
    typedef float F __attribute__((vector_size(16)));
    typedef int I __attribute__((vector_size(16)));
};
template <> struct Lanes<8> {
    typedef float F __attribute__((vector_size(32)));
    typedef int I __attribute__((vector_size(32)));
};
template <> struct Lanes<16> {
    typedef float F __attribute__((vector_size(64)));
    typedef int I __attribute__((vector_size(64)));
};

/// What every body does with a vector of W floats.
template <int W> struct Vectors {
    using F = typename Lanes<W>::F;

    static F load(const float* p)
    {
        F v;
        __builtin_memcpy(&v, p, sizeof(F));
        return v;
    }
    static void store(float* p, F v) { __builtin_memcpy(p, &v, sizeof(F)); }
    static F all(float x) { return x - F{}; } // x + 0 would not be x for -0, and stay an addition
};

/// 4 x 4 numbers with rows and columns exchanged; rows lie so many numbers apart.
inline void transpose4(const float* in, std::ptrdiff_t inStride, float* out,
                       std::ptrdiff_t outStride)
{
    using V = Vectors<4>;
    const V::F a = V::load(in), b = V::load(in + inStride), c = V::load(in + 2 * inStride),
               d = V::load(in + 3 * inStride);
    const V::F ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    const V::F cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const V::F ef = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const V::F gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    V::store(out, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
    V::store(out + outStride, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
    V::store(out + 2 * outStride, __builtin_shufflevector(ef, gh, 0, 1, 4, 5));
    V::store(out + 3 * outStride, __builtin_shufflevector(ef, gh, 2, 3, 6, 7));
}

/// The same for any size.
inline void transpose(const float* in, std::ptrdiff_t inStride, std::ptrdiff_t rows,
                      std::ptrdiff_t columns, float* out, std::ptrdiff_t outStride)
{
    const std::ptrdiff_t wholeRows = rows / 4 * 4, wholeColumns = columns / 4 * 4;
    for (std::ptrdiff_t x = 0; x < wholeColumns; x += 4) {
        for (std::ptrdiff_t y = 0; y < wholeRows; y += 4) {
            transpose4(in + y * inStride + x, inStride, out + x * outStride + y, outStride);
        }
    }
    for (std::ptrdiff_t y = 0; y < rows; ++y) {
        for (std::ptrdiff_t x = y < wholeRows ? wholeColumns : 0; x < columns; ++x) {
            out[x * outStride + y] = in[y * inStride + x];
        }
    }
}

} // namespace
} // namespace diffusion::kernels
