#pragma once

/// The inner loops of attention for one head, without a score matrix: scores of a few queries and a
/// few hundred keys at a time, with a running maximum and sum (Milakov and Gimelshein 2018,
/// arXiv:1805.02867; blocked as in FlashAttention, Dao et al. 2022, arXiv:2205.14135). float32.
/// Any thread; buffers are the caller's.

#include <cstddef>

namespace diffusion::kernels {

/// One head: `keys` rows of keys and values, `width` numbers each.
struct HeadShape {
    std::ptrdiff_t keys = 0;
    std::ptrdiff_t width = 0;
};

/// A block of queries and where its result goes; rows lie `stride` numbers apart.
struct QueryRows {
    const float* query = nullptr;
    std::ptrdiff_t queryStride = 0;
    float* out = nullptr;
    std::ptrdiff_t outStride = 0;
    std::ptrdiff_t count = 0; ///< 1 to AttentionKernel::rows
    float scale = 1.0F;       ///< of the scores
};

/// Keys and values of one head as packKeys and packValues leave them.
struct PackedHead {
    const float* keys = nullptr;
    const float* values = nullptr;
    HeadShape shape;
};

/// One instruction set's functions. Packed buffers are 64-byte aligned.
struct AttentionKernel {
    std::ptrdiff_t rows = 0; ///< queries that attend() takes at most

    std::ptrdiff_t (*packedKeyFloats)(HeadShape) = nullptr;
    std::ptrdiff_t (*packedValueFloats)(HeadShape) = nullptr;
    std::ptrdiff_t (*scratchFloats)(HeadShape) = nullptr;

    void (*packKeys)(const float* keys, std::ptrdiff_t stride, HeadShape, float* packed) = nullptr;
    void (*packValues)(const float* values, std::ptrdiff_t stride, HeadShape,
                       float* packed) = nullptr;
    void (*attend)(const QueryRows&, const PackedHead&, float* scratch) = nullptr;
};

/// The instances; those for a processor with AVX2 and FMA, or AVX-512 F, run on no other.
[[nodiscard]] const AttentionKernel& plainAttentionKernel();
[[nodiscard]] const AttentionKernel& avx2AttentionKernel();
[[nodiscard]] const AttentionKernel& avx512AttentionKernel();

/// The fastest that runs here.
[[nodiscard]] const AttentionKernel& attentionKernel();

} // namespace diffusion::kernels
