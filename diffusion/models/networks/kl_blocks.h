#pragma once

/// Encoder and decoder of AutoencoderKL, each in two parts: the coarse one sees the whole picture
/// at the size of the latents, with attention over all of it; the fine one has convolutions and
/// group norms only, and can see the picture in crops. Field names are the checkpoint's.
///
/// Letters: B batch, C channels, Cl latent channels, H W rows and columns of the picture, h w of
/// the latents.

#include <cstdint>
#include <optional>
#include <vector>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/layers/blocks.h"
#include "diffusion/models/networks/group_norms.h"

namespace diffusion {

/// One head over all positions. (B, C, H, W) -> (B, C, H, W)
struct SpatialAttention {
    SpatialAttention(std::int64_t channels, std::int64_t groups, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    GroupNorm group_norm;
    Linear to_q, to_k, to_v, to_out;
};

/// (B, C, h, w) -> (B, C, h, w)
struct KLMidBlock {
    KLMidBlock(const AutoencoderKLConfig& config, const Weights& w);
    [[nodiscard]] at::Tensor operator()(at::Tensor h, const RunContext& context) const;

    std::vector<ResnetBlock2D> resnets;
    std::optional<SpatialAttention> attention;
};

struct KLDownBlock {
    std::vector<ResnetBlock2D> resnets;
    std::optional<Downsample2D> downsampler;
};

struct KLEncoder {
    KLEncoder(const AutoencoderKLConfig& c, const Weights& w);

    /// (B, 3, H, W) -> (B, C, h, w)
    [[nodiscard]] at::Tensor fine(const at::Tensor& image, GroupNorms& norms,
                                  const RunContext& context) const;
    /// (B, C, h, w) -> (B, 2 * Cl, h, w)
    [[nodiscard]] at::Tensor coarse(at::Tensor h, const RunContext& context) const;
    /// How far fine() looks, in latents.
    [[nodiscard]] std::int64_t reach() const;

    Conv2d conv_in;
    std::vector<KLDownBlock> down_blocks;
    KLMidBlock mid_block;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    Activation activation;
};

struct KLUpBlock {
    std::vector<ResnetBlock2D> resnets;
    std::optional<Upsample2D> upsampler;
};

struct KLDecoder {
    KLDecoder(const AutoencoderKLConfig& c, const Weights& w);

    /// (B, Cl, h, w) -> (B, C, h, w)
    [[nodiscard]] at::Tensor coarse(const at::Tensor& z, const RunContext& context) const;
    /// (B, C, h, w) -> (B, 3, H, W)
    [[nodiscard]] at::Tensor fine(at::Tensor h, GroupNorms& norms, const RunContext& context) const;
    /// How far fine() looks, in latents.
    [[nodiscard]] std::int64_t reach() const;

    Conv2d conv_in;
    KLMidBlock mid_block;
    std::vector<KLUpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    Activation activation;
};

} // namespace diffusion
