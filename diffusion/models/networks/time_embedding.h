#pragma once

/// From timesteps to the vectors that steer every residual block (Vaswani et al. 2017, section 3.5;
/// Ho et al. 2020, arXiv:2006.11239, appendix B).

#include <cstdint>
#include <optional>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct SinusoidShape {
    std::int64_t width = 0;
    bool flipSinToCos = true; ///< cosines first
    double freqShift = 0;
};

/// values: (B), any dtype -> (B, width) float32 (float64 for float64 values)
[[nodiscard]] at::Tensor sinusoids(const at::Tensor& values, const SinusoidShape& shape);

/// linear, activation, linear. (B, in) -> (B, width)
struct TimestepEmbedding {
    TimestepEmbedding(std::int64_t in, std::int64_t width, Activation activation, const Weights& w,
                      std::int64_t conditionWidth = 0, Activation postActivation = Activation::Identity);
    /// condition: (B, conditionWidth) added before the first linear layer, or undefined.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& condition,
                                        const RunContext& context) const;

    std::optional<Linear> cond_proj;
    Linear linear_1, linear_2;
    Activation activation, postActivation;
};

} // namespace diffusion
