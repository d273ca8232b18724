#include "diffusion/engine/addition.h"

#include <algorithm>

#include "diffusion/engine/image_tensor.h"

namespace diffusion {
namespace {

// Mean change of the three channels, in [0, 1]: below the first nothing was meant, from the second
// on everything. Chosen by eye, from sixteen fills of photographs.
constexpr double kNothing = 0.03;
constexpr double kAll = 0.10;

// From this change on, over as much again, nothing of the photo's texture shows through.
constexpr double kOpaque = 0.10;

/// 0 up to `from`, 1 from `to` on, smooth between.
at::Tensor smoothStep(const at::Tensor& value, double from, double to)
{
    const at::Tensor t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

/// Mean of the pixels up to `reach` away.
at::Tensor blurred(const at::Tensor& picture, std::int64_t reach)
{
    return at::avg_pool2d(picture, 2 * reach + 1, 1, reach, /*ceil_mode=*/false,
                          /*count_include_pad=*/false);
}

} // namespace

at::Tensor withAddition(const at::Tensor& photo, const at::Tensor& reconstruction,
                        const at::Tensor& change)
{
    const core::Size size{static_cast<int>(photo.size(3)), static_cast<int>(photo.size(2))};
    // A thing's parts may be of the colour behind them, so look at the surroundings too: a 32nd of
    // the picture.
    const std::int64_t longest = std::max(change.size(2), change.size(3));
    const at::Tensor strength =
        blurred(change.abs().mean(1, true), std::max<std::int64_t>(1, longest / 32));
    const at::Tensor share = smoothStep(strength, kNothing, kAll);
    const at::Tensor opacity = smoothStep(strength, kOpaque, 2.0 * kOpaque);
    const at::Tensor texture = photo - resized(reconstruction, size);
    return photo + resized(change * share, size) - texture * resized(opacity, size).clamp(0.0, 1.0);
}

} // namespace diffusion
