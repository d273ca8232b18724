#pragma once

/// What every sampling method looks like to a pipeline. Worker thread only.
///
/// Positions: a pipeline walks i = 0 .. timesteps().size() - 1 (or starts later, for less than full
/// strength) and hands the position, not the time, to every call; several methods visit one time
/// twice, so that the time alone would be ambiguous.
///
/// Samples and outputs: float32 tensors of any one shape; the first dimension is the batch.

#include <memory>
#include <vector>

#include "diffusion/engine/noise.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// How a sample is made of the clean latents x0 and unit noise: sample = alpha * x0 + sigma * noise.
struct NoiseLevel {
    double alpha = 1.0;
    double sigma = 0.0;
};

class Scheduler {
public:
    virtual ~Scheduler() = default;

    /// Chooses the times for `steps` >= 1 steps of the method and forgets all state.
    virtual void setTimesteps(int steps) = 0;

    /// Times given to the network, falling, in [0, training steps); fractions are possible.
    [[nodiscard]] virtual const std::vector<double>& timesteps() const = 0;

    /// Network calls per step of the method: 2 for Heun and KDPM2.
    [[nodiscard]] virtual int order() const { return 1; }

    /// What unit noise is multiplied with to be the first sample at full strength.
    [[nodiscard]] virtual double initNoiseSigma() const { return 1.0; }

    /// The noise level of the sample that step `i` gets.
    [[nodiscard]] virtual NoiseLevel levelAt(int i) const = 0;

    /// The noise level at time `t`; for methods on a grid of their own the nearest entry's.
    [[nodiscard]] virtual NoiseLevel levelForTime(double t) const = 0;

    /// The sample as the network wants to see it.
    [[nodiscard]] virtual at::Tensor scaleModelInput(const at::Tensor& sample, int i) const
    {
        static_cast<void>(i);
        return sample;
    }

    /// From the network's output at position `i` to the sample of position `i + 1`; after the last
    /// position the clean latents. Draws from `noise` only where the method is stochastic.
    [[nodiscard]] virtual at::Tensor step(const at::Tensor& modelOutput, int i,
                                          const at::Tensor& sample, NoiseSource& noise) = 0;

    /// The clean latents that the network's output at position `i` implies.
    [[nodiscard]] virtual at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                                                     const at::Tensor& sample) const = 0;

    /// Forgets earlier outputs, so that another sample can be walked from any position.
    virtual void reset() = 0;
};

/// alpha * original + sigma * noise at the given level.
[[nodiscard]] at::Tensor addNoise(const NoiseLevel& level, const at::Tensor& original,
                                  const at::Tensor& noise);

} // namespace diffusion
