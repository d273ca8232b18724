#include "diffusion/engine/pipelines/guidance_embedding.h"

#include <cmath>

namespace diffusion {

at::Tensor guidanceEmbedding(double scale, std::int64_t width, std::int64_t copies)
{
    TORCH_CHECK(width >= 4, "a guidance embedding of width ", width, " is too narrow");
    constexpr double kSpread = 1000.0; // as timesteps are spread
    const std::int64_t half = width / 2;
    const at::Tensor frequencies =
        (at::arange(half, at::kFloat) * (-std::log(10000.0) / static_cast<double>(half - 1))).exp();
    const at::Tensor angles = frequencies * static_cast<float>((scale - 1.0) * kSpread); // (half)
    at::Tensor row = at::cat({angles.sin(), angles.cos()});
    if (width % 2 != 0) {
        row = at::cat({row, at::zeros({1})});
    }
    return row.unsqueeze(0).expand({copies, -1}).contiguous(); // (copies, width)
}

} // namespace diffusion
