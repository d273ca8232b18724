#include "diffusion/engine/pipelines/known_part.h"

namespace diffusion {
namespace {

constexpr double kRounding = 1e-4; // 0.3F times 10 steps is meant as 3

} // namespace

std::function<at::Tensor(const at::Tensor&, int)> keepKnownPart(const Scheduler& scheduler,
                                                                KnownPart known, int begin)
{
    return [&scheduler, known = std::move(known), begin](const at::Tensor& now, int position) {
        const int count = static_cast<int>(scheduler.timesteps().size());
        const int next = position + 1;
        const at::Tensor kept =
            next >= count ? known.latents
                          : addNoise(scheduler.levelAt(next), known.latents, known.noise);
        const at::Tensor stepsHeld = (1.0 - known.change) * static_cast<double>(count - begin);
        const at::Tensor held =
            stepsHeld.ge(static_cast<double>(next - begin) - kRounding).to(now.scalar_type());
        return kept * held + now * (1.0 - held);
    };
}

at::Tensor changeAtLatentSize(const at::Tensor& mask, std::int64_t height, std::int64_t width)
{
    const bool binary = (mask.eq(0.0) | mask.eq(1.0)).all().item<bool>();
    return binary ? at::upsample_nearest2d(mask, {height, width})
                  : at::adaptive_avg_pool2d(mask, {height, width});
}

} // namespace diffusion
