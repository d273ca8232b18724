#include "diffusion/models/networks/time_embedding.h"

#include <cmath>

namespace diffusion {

at::Tensor sinusoids(const at::Tensor& values, const SinusoidShape& shape)
{
    constexpr double kMaxPeriod = 10000.0;
    const std::int64_t half = shape.width / 2;
    const auto options =
        values.options().dtype(values.scalar_type() == at::kDouble ? at::kDouble : at::kFloat);
    const at::Tensor exponent = at::arange(half, options) * -std::log(kMaxPeriod) /
                                (static_cast<double>(half) - shape.freqShift);
    const at::Tensor angles =
        values.to(options.dtype()).unsqueeze(1) * at::exp(exponent).unsqueeze(0); // (B, half)
    const at::Tensor sines = at::sin(angles);
    const at::Tensor cosines = at::cos(angles);
    const at::Tensor both = shape.flipSinToCos ? at::cat({cosines, sines}, 1)
                                               : at::cat({sines, cosines}, 1); // (B, 2*half)
    return shape.width % 2 == 0 ? both : at::constant_pad_nd(both, {0, 1});
}

TimestepEmbedding::TimestepEmbedding(std::int64_t in, std::int64_t width, Activation act,
                                     const Weights& w, std::int64_t conditionWidth,
                                     Activation postAct)
    : linear_1(in, width, Bias::Yes, w / "linear_1"),
      linear_2(width, width, Bias::Yes, w / "linear_2"), activation(act), postActivation(postAct)
{
    if (conditionWidth > 0) {
        cond_proj.emplace(conditionWidth, in, Bias::No, w / "cond_proj");
    }
}

at::Tensor TimestepEmbedding::operator()(const at::Tensor& x, const at::Tensor& condition,
                                         const RunContext& context) const
{
    at::Tensor h = x;
    if (cond_proj && condition.defined()) {
        h = h + (*cond_proj)(condition, context);
    }
    h = linear_2(activate(linear_1(h, context), activation), context);
    return activate(h, postActivation);
}

} // namespace diffusion
