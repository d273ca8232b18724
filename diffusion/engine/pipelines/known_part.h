#pragma once

/// What is to be kept of a picture while the rest is denoised. Worker thread only.

#include <functional>

#include "diffusion/engine/schedulers/scheduler.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct KnownPart {
    at::Tensor latents; ///< (1, C, h, w), clean
    at::Tensor noise;   ///< (1, C, h, w), what they are noised with
    /// (1, 1, h, w) in [0, 1]: how much each latent may change. 0 keeps it, 1 leaves it free.
    at::Tensor change;
};

/// A DenoiseLoop::afterStep that puts the known part back at the noise level of the next position,
/// clean after the last (Avrahami et al. 2023, "Blended Latent Diffusion", arXiv:2206.02779, section
/// 4.1). Where `change` lies between 0 and 1, a latent is held for the first 1 - change share of the
/// steps from `begin` on and then let go (Levin and Fried 2023, "Differential Diffusion",
/// arXiv:2306.00950, algorithm 1). `scheduler` must outlive the function and have its times set.
[[nodiscard]] std::function<at::Tensor(const at::Tensor& latents, int position)>
keepKnownPart(const Scheduler& scheduler, KnownPart known, int begin);

/// The share that may change, at latent size: a mask of 0 and 1 keeps each cell's first pixel, as the
/// reference does; one of degrees is averaged. mask: (1, 1, H, W) -> (1, 1, height, width)
[[nodiscard]] at::Tensor changeAtLatentSize(const at::Tensor& mask, std::int64_t height,
                                            std::int64_t width);

} // namespace diffusion
