#pragma once

/// The down, middle and up blocks of UNet2DConditionModel. Field names are the checkpoint's.
///
/// Letters: B batch, C channels, H W rows and columns, E width of the time embedding.

#include <cstdint>
#include <optional>
#include <vector>

#include "diffusion/models/layers/blocks.h"
#include "diffusion/models/layers/transformer_2d.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {

/// What every block of one forward gets.
struct UNetInputs {
    at::Tensor activatedTemb; ///< (B, E), after the activation
    TextContext text;
    const RunContext& context;
};

/// The parts of one block's shape that are common to its residual blocks and transformers.
struct UNetBlockShape {
    std::int64_t in = 0;       ///< channels that come in
    std::int64_t out = 0;
    std::int64_t skip = 0;     ///< up blocks: channels of the last skip connection
    ResnetShape resnet;        ///< in and out are filled in for each layer
    TransformerShape transformer; ///< layers is filled in for each attention
    std::vector<std::int64_t> transformerLayers; ///< one per attention; empty = no attentions
    std::int64_t layers = 2;   ///< residual blocks
    bool resample = true;      ///< whether the block ends with a change of resolution
    std::int64_t downsamplePadding = 1;
};

/// DownBlock2D and CrossAttnDownBlock2D.
struct UNetDownBlock {
    UNetDownBlock(const UNetBlockShape& shape, const Weights& w);
    /// Returns the block's output and appends what the up path will need.
    [[nodiscard]] at::Tensor operator()(at::Tensor h, const UNetInputs& inputs,
                                        std::vector<at::Tensor>& skips) const;

    /// One residual block with its attention, without what follows.
    [[nodiscard]] at::Tensor layer(std::size_t index, const at::Tensor& h,
                                   const UNetInputs& inputs) const;

    std::vector<ResnetBlock2D> resnets;
    std::vector<Transformer2D> attentions;
    std::optional<Downsample2D> downsampler;
};

/// UNetMidBlock2DCrossAttn (residual, attention, residual) and UNetMidBlock2D (one residual).
struct UNetMidBlock {
    UNetMidBlock(const UNetBlockShape& shape, const Weights& w);
    [[nodiscard]] at::Tensor operator()(at::Tensor h, const UNetInputs& inputs) const;

    std::vector<ResnetBlock2D> resnets;
    std::optional<Transformer2D> attention;
};

/// UpBlock2D and CrossAttnUpBlock2D.
struct UNetUpBlock {
    UNetUpBlock(const UNetBlockShape& shape, const Weights& w);
    /// Takes its skip connections off the end of `skips`; afterwards upsamples to the size of the
    /// next one, which is not always twice its own.
    [[nodiscard]] at::Tensor operator()(at::Tensor h, const UNetInputs& inputs,
                                        std::vector<at::Tensor>& skips) const;

    /// One layer: joins the last of `skips` to h, takes it off, then residual block and attention.
    [[nodiscard]] at::Tensor layer(std::size_t index, const at::Tensor& h, const UNetInputs& inputs,
                                   std::vector<at::Tensor>& skips) const;

    std::vector<ResnetBlock2D> resnets;
    std::vector<Transformer2D> attentions;
    std::optional<Upsample2D> upsampler;
};

} // namespace diffusion
