#pragma once

/// The spatial transformer of the U-Net: self-attention over the positions of the map,
/// cross-attention to the text, and a gated feed-forward (Rombach et al. 2022, section 3.3).
///
/// Letters: B batch, C channels, H W rows and columns, L = H*W, T text tokens, D text width.

#include <cstdint>
#include <optional>
#include <vector>

#include "diffusion/models/layers/layers.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// What every transformer of one forward attends to.
struct TextContext {
    at::Tensor states;   ///< (B, T, D)
    at::Tensor maskBias; ///< (B, 1, 1, T) added to the scores, or undefined
};

struct CrossAttentionShape {
    std::int64_t queryWidth = 0;
    std::int64_t contextWidth = 0;
    std::int64_t heads = 1;
    std::int64_t headWidth = 0;
    bool upcast = false;
};

/// x: (B, L, queryWidth), context: (B, T, contextWidth) -> (B, L, queryWidth)
struct CrossAttention {
    CrossAttention(const CrossAttentionShape& shape, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& states,
                                        const at::Tensor& maskBias, const RunContext& context) const;

    CrossAttentionShape shape;
    Linear to_q, to_k, to_v, to_out;
};

/// hidden * gelu(gate), then back to the width (Shazeer 2020, arXiv:2002.05202).
struct FeedForward {
    FeedForward(std::int64_t width, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    Linear proj, out;
};

struct TransformerShape {
    std::int64_t channels = 0;
    std::int64_t heads = 1;
    std::int64_t layers = 1;
    std::int64_t textWidth = 0;
    std::int64_t groups = 32;
    bool linearProjection = false;
    bool onlyCrossAttention = false;
    bool upcast = false;
};

struct BasicTransformerBlock {
    BasicTransformerBlock(const TransformerShape& shape, std::int64_t width, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const TextContext& text,
                                        const RunContext& context) const; ///< (B, L, C) both

    bool onlyCrossAttention;
    LayerNorm norm1;
    CrossAttention attn1;
    LayerNorm norm2;
    CrossAttention attn2;
    LayerNorm norm3;
    FeedForward ff;
};

/// (B, C, H, W) -> (B, C, H, W)
struct Transformer2D {
    Transformer2D(const TransformerShape& shape, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const TextContext& text,
                                        const RunContext& context) const;

    GroupNorm norm;
    Linear proj_in; ///< a 1x1 convolution in files without use_linear_projection: the same map
    std::vector<BasicTransformerBlock> transformer_blocks;
    Linear proj_out;
};

} // namespace diffusion
