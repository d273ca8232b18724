#pragma once

/// The x4 upscaler: diffusion in latents of the large picture, with the small one, a little noised, as
/// further input channels (Ho et al. 2022, "Cascaded Diffusion Models", arXiv:2106.15282, section
/// 4.2, conditioning augmentation). Worker thread only.

#include "diffusion/engine/pipelines/denoise.h"
#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct UpscaleSetup {
    const Autoencoder* vae = nullptr;
    int steps = 25;
    int noiseLevel = 20;             ///< time at which the small picture is noised
    NoiseSchedule lowResolution;     ///< of that noise, low_res_scheduler's
    DenoiseLoop loop;
};

/// image: (1, 3, h, w) in [-1, 1], the small picture -> clean latents (1, C, h, w) of the large one.
/// Draws: the picture's noise, the starting noise.
[[nodiscard]] at::Tensor upscale(UpscaleSetup setup, const at::Tensor& image,
                                 const RunContext& context);

} // namespace diffusion
