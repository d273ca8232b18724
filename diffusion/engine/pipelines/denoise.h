#pragma once

/// The loop every pipeline runs: network, guidance, scheduler. Worker thread only.
///
/// Letters: B pictures, K copies of them for guidance, C latent channels, H W latent rows, columns.

#include <functional>

#include "diffusion/engine/noise.h"
#include "diffusion/models/layers/tiling.h"
#include "diffusion/engine/schedulers/scheduler.h"
#include "diffusion/models/denoiser.h"

namespace diffusion {

/// How several network outputs become one.
struct Guidance {
    enum class Kind {
        None,       ///< one copy
        Classifier, ///< [unconditional, text]; Ho and Salimans 2022, arXiv:2207.12598, eq. 6
        ImageAndText ///< [text and image, image, none]; Brooks et al. 2023, arXiv:2211.09800, eq. 3
    };
    Kind kind = Kind::None;
    double scale = 1.0;
    double imageScale = 1.0; ///< ImageAndText only
    double rescale = 0.0;    ///< Classifier only; Lin et al. 2023, arXiv:2305.08891, section 3.4

    [[nodiscard]] std::int64_t copies() const;

    /// (K * B, C, H, W) -> (B, C, H, W)
    [[nodiscard]] at::Tensor combine(const at::Tensor& outputs) const;
};

/// What is known after one step; the references live as long as the call. Network input and output
/// are undefined where DenoiseLoop::recall knew the guided output.
struct DenoiseStep {
    int position = 0; ///< in the scheduler's times
    int begin = 0;    ///< where the loop began
    int end = 0;      ///< how many positions there are
    const at::Tensor& networkInput;  ///< (K * B, Cin, H, W)
    const at::Tensor& networkOutput; ///< (K * B, C, H, W)
    const at::Tensor& guided;        ///< (B, C, H, W)
    const at::Tensor& original;      ///< (B, C, H, W), predicted clean latents; may be undefined
    const at::Tensor& latents;       ///< (B, C, H, W), after the step
};

struct DenoiseLoop {
    const Denoiser* denoiser = nullptr;
    Scheduler* scheduler = nullptr; ///< with its times set
    NoiseSource* noise = nullptr;
    UNetConditioning conditioning;  ///< for K * B pictures
    Guidance guidance;
    at::Tensor extraChannels;       ///< (K * B, c, H, W), put after the latents; may be undefined
    Tiling tiling;                  ///< for latents larger than the network was made for
    int begin = 0;                  ///< position of the first step
    /// Changes the latents after the step at a position (latent blending); may be empty.
    std::function<at::Tensor(const at::Tensor& latents, int position)> afterStep;
    /// Clean latents (B, C, H, W) that pipelines begin with instead of those of the picture, at
    /// strengths below 1; may be undefined.
    at::Tensor startFrom;
    /// Guided outputs (B, C, H, W) that are known already, asked for once a step in order; undefined
    /// = the network is to be asked. May be empty.
    std::function<at::Tensor()> recall;
    int stepCache = 1;              ///< deep layers run at every so many steps only (UNetStepCache)
    bool wantsOriginal = false;     ///< whether DenoiseStep::original is filled in
    std::function<void(const DenoiseStep&)> observe; ///< may be empty

    /// latents: (B, C, H, W) at the level of position `begin` -> (B, C, H, W), clean.
    [[nodiscard]] at::Tensor run(at::Tensor latents, const RunContext& context) const;
};

/// Position to begin at when only the last `strength` share of the steps is run, at least one.
[[nodiscard]] int beginPosition(const Scheduler& scheduler, int steps, double strength);

} // namespace diffusion
