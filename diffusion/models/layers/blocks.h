#pragma once

/// The blocks that U-Net and autoencoder share: residual block, up- and downsampling.
/// Field names are the checkpoint's.
///
/// Letters: B batch, C channels, H W rows and columns, E width of the time embedding.

#include <cstdint>
#include <optional>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct ResnetShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t timeWidth = 0; ///< 0 = no time embedding
    std::int64_t groups = 32;
    double eps = 1e-6;
    Activation activation = Activation::Silu;
    double outputScale = 1.0;   ///< the sum of both branches is divided by it
    bool scaleShift = false;    ///< the time embedding scales and shifts instead of being added
};

/// x: (B, in, H, W), temb: (B, E), already activated, or undefined -> (B, out, H, W)
struct ResnetBlock2D {
    ResnetBlock2D(const ResnetShape& shape, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& activatedTemb,
                                        const RunContext& context) const;

    ResnetShape shape;
    GroupNorm norm1;
    Conv2d conv1;
    std::optional<Linear> time_emb_proj;
    GroupNorm norm2;
    Conv2d conv2;
    std::optional<Conv2d> conv_shortcut;
};

/// (B, C, H, W) -> (B, C, H/2, W/2). `padding` 0 pads right and bottom only, as autoencoders do.
struct Downsample2D {
    Downsample2D(std::int64_t channels, std::int64_t padding, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    Conv2d conv;
};

/// (B, C, h, w) -> (B, C, H, W), nearest neighbour and a convolution.
struct Upsample2D {
    Upsample2D(std::int64_t channels, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, at::IntArrayRef size,
                                        const RunContext& context) const;

    Conv2d conv;
};

} // namespace diffusion
