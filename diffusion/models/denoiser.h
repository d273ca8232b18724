#pragma once

/// What pipelines know of the network that a diffusion model is made around, be it a U-Net or a
/// transformer: noisy latents, a time and the conditioning in, its prediction out.
///
/// Letters: B batch, C latent channels, H W latent rows and columns, T text tokens, D text width.

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// Everything but the noisy sample and the timestep. Undefined tensors = not given.
struct UNetConditioning {
    at::Tensor encoderHiddenStates; ///< (B, T, D)
    at::Tensor textEmbeds;          ///< (B, P), SDXL's pooled text
    at::Tensor timeIds;      ///< (B, 6), SDXL's sizes and crop; (B, 3), PixArt's size and ratio
    at::Tensor classLabels;  ///< (B) int64 noise levels (x4 upscaler) or (B, K) embeddings
    at::Tensor timestepCond; ///< (B, time_cond_proj_dim), LCM's guidance embedding
    at::Tensor encoderAttentionMask; ///< (B, T), 1 = attend, 0 = ignore; undefined = all
};

/// The same with every given tensor on `device`.
[[nodiscard]] UNetConditioning conditioningOn(at::Device device, UNetConditioning conditioning);

/// What the deep layers made of one step, for the steps after it: DeepCache (Ma et al. 2023,
/// arXiv:2312.00858). Neighbouring steps differ little there.
struct UNetStepCache {
    at::Tensor deep;    ///< (B, C, H, W) that enters the second layer of the last up block
    bool reuse = false; ///< true: forward runs only what lies outside of it, if it fits the sample
};

/// Used by one thread at a time; forward is const and differentiable.
class Denoiser {
public:
    virtual ~Denoiser() = default;

    /// sample: (B, Cin, H, W); timestep: (B), (1) or scalar, any dtype -> (B, C, H, W), what the
    /// model predicts (epsilon, v or sample). Networks without a use for `cache` run whole every
    /// time.
    [[nodiscard]] virtual at::Tensor forward(const at::Tensor& sample, const at::Tensor& timestep,
                                             const UNetConditioning& conditioning,
                                             const RunContext& context,
                                             UNetStepCache* cache = nullptr) const = 0;

protected:
    Denoiser() = default;
    Denoiser(const Denoiser&) = default;
    Denoiser(Denoiser&&) = default;
    Denoiser& operator=(const Denoiser&) = default;
    Denoiser& operator=(Denoiser&&) = default;
};

} // namespace diffusion
