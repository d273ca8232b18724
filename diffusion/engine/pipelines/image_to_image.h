#pragma once

/// The pipelines without a mask. All give clean latents (B, C, h, w), scaled as the U-Net has them, and
/// set the scheduler's times. Pictures are (1, 3, H, W) in [-1, 1]. Worker thread only.

#include "diffusion/engine/pipelines/denoise.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// From noise of `shape` (B, C, h, w).
[[nodiscard]] at::Tensor textToImage(DenoiseLoop loop, int steps, at::IntArrayRef shape,
                                     const RunContext& context);

/// From a picture with the last `strength` share of the steps (Meng et al. 2022, "SDEdit",
/// arXiv:2108.01073). Draws: the sample of the picture's latents, the noise.
[[nodiscard]] at::Tensor imageToImage(DenoiseLoop loop, const Autoencoder& vae, int steps,
                                      double strength, const at::Tensor& image,
                                      const RunContext& context);

/// From noise, with the picture's latents as further input channels (Brooks et al. 2023,
/// "InstructPix2Pix", arXiv:2211.09800). The loop's guidance must be ImageAndText or None.
/// mask: (1, 1, H, W) as InpaintInput::mask; undefined = all may change. With loop.startFrom the loop
/// begins at loop.begin, which the caller sets.
[[nodiscard]] at::Tensor editByInstruction(DenoiseLoop loop, const Autoencoder& vae, int steps,
                                           const at::Tensor& image, const at::Tensor& mask,
                                           const RunContext& context);

} // namespace diffusion
