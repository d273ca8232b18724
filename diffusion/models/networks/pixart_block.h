#pragma once

/// One block of PixArt's transformer: self-attention over the patches, attention to the caption,
/// and a feed-forward; shifts, scales and gates come from the time, one set for all blocks plus a
/// small table of each block's own (Chen et al. 2023, arXiv:2310.00426, section 2.3).
///
/// Letters: B batch, N patches, T text tokens, C width of the network, D width of the text.

#include <cstdint>
#include <optional>
#include <vector>

#include "diffusion/models/layers/layers.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// What all blocks of one forward attend to.
struct Caption {
    at::Tensor states;                 ///< (B, T, D), T no more than any caption has
    std::vector<std::int64_t> lengths; ///< tokens of each caption, where they differ; else empty
    at::Tensor bias;                   ///< (B, 1, 1, T) added to the scores, or undefined

    /// `mask`: (B, T), 1 = attend, 0 = ignore, or undefined. Captions are padded on the right, so
    /// that what is masked can be left away instead of being weighed with zero, where `trims`
    /// allows it.
    Caption(at::Tensor states, const at::Tensor& mask, bool trims);
};

/// LayerNorm whose weight and bias may be missing. (..., C) -> (..., C)
struct PlainNorm {
    PlainNorm(std::int64_t width, double eps, bool affine, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;

    std::int64_t width;
    double eps;
    at::Tensor weight, bias; ///< may be undefined
};

/// norm * (1 + scale) + shift for a tensor that nobody else holds. norm: (B, N, C); both: (B, 1, C)
[[nodiscard]] at::Tensor modulated(at::Tensor norm, const at::Tensor& shift,
                                   const at::Tensor& scale);

struct PatchAttention {
    PatchAttention(const PixArtTransformerConfig& c, std::int64_t contextWidth, const Weights& w);

    /// x: (B, N, C) -> (B, N, C)
    [[nodiscard]] at::Tensor toSelf(const at::Tensor& x, const RunContext& context) const;
    [[nodiscard]] at::Tensor toCaption(const at::Tensor& x, const Caption& caption,
                                       const RunContext& context) const;

    AttentionOptions options;
    Linear to_q, to_k, to_v, to_out;
};

/// (B, N, C) -> (B, N, C), four times as wide inside.
struct PatchFeedForward {
    PatchFeedForward(const PixArtTransformerConfig& c, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    bool gated;       ///< half of what proj gives is a gate for the other half
    bool approximate; ///< tanh for gelu, a sigmoid for geglu
    Linear proj, out;
};

struct PixArtBlock {
    PixArtBlock(const PixArtTransformerConfig& c, const Weights& w);

    /// x: (B, N, C), time: (B, 6, C) -> (B, N, C)
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const Caption& caption,
                                        const at::Tensor& time, const RunContext& context) const;

    bool onlyCaption;
    at::Tensor scale_shift_table; ///< (6, C): shift, scale, gate of the attention, then of ff
    PlainNorm norm1;
    PatchAttention attn1;
    std::optional<PatchAttention> attn2;
    PlainNorm norm2;
    PatchFeedForward ff;
};

} // namespace diffusion
