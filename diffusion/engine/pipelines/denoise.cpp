#include "diffusion/engine/pipelines/denoise.h"

#include <algorithm>
#include <cmath>

namespace diffusion {
namespace {

/// Lin et al. 2023, eq. 15 and 16: gives the guided output the spread of the text output again.
at::Tensor rescaled(const at::Tensor& guided, const at::Tensor& text, double amount)
{
    std::vector<std::int64_t> dims;
    for (std::int64_t d = 1; d < guided.dim(); ++d) {
        dims.push_back(d);
    }
    const at::Tensor spreadText = text.std(dims, /*unbiased=*/true, /*keepdim=*/true);
    const at::Tensor spread = guided.std(dims, /*unbiased=*/true, /*keepdim=*/true);
    return guided * (spreadText / spread) * amount + guided * (1.0 - amount);
}

at::Tensor repeated(const at::Tensor& tensor, std::int64_t copies)
{
    return copies == 1 ? tensor : at::cat(std::vector<at::Tensor>(copies, tensor), 0);
}

/// A cache for each tile of the latents; a step's first tile is the last step's first tile.
class StepCaches {
public:
    explicit StepCaches(int interval) : m_interval(interval) {}

    void beginStep(int step)
    {
        m_reuse = m_interval > 1 && step % m_interval != 0;
        m_next = 0;
    }

    /// For the next tile; null where nothing is kept.
    UNetStepCache* next()
    {
        if (m_interval <= 1) {
            return nullptr;
        }
        if (m_next == m_caches.size()) {
            m_caches.emplace_back();
        }
        UNetStepCache& cache = m_caches[m_next++];
        cache.reuse = m_reuse;
        return &cache;
    }

private:
    int m_interval;
    bool m_reuse = false;
    std::size_t m_next = 0;
    std::vector<UNetStepCache> m_caches;
};

} // namespace

std::int64_t Guidance::copies() const
{
    switch (kind) {
    case Kind::None: return 1;
    case Kind::Classifier: return 2;
    case Kind::ImageAndText: break;
    }
    return 3;
}

at::Tensor Guidance::combine(const at::Tensor& outputs) const
{
    if (kind == Kind::None) {
        return outputs;
    }
    const std::vector<at::Tensor> part = outputs.chunk(copies(), 0);
    if (kind == Kind::ImageAndText) {
        return part[2] + (part[0] - part[1]) * scale + (part[1] - part[2]) * imageScale;
    }
    const at::Tensor guided = part[0] + (part[1] - part[0]) * scale;
    return rescale > 0.0 ? rescaled(guided, part[1], rescale) : guided;
}

at::Tensor DenoiseLoop::run(at::Tensor latents, const RunContext& context) const
{
    scheduler->reset();
    const std::vector<double>& times = scheduler->timesteps();
    const int end = static_cast<int>(times.size());
    StepCaches caches(stepCache);
    for (int i = begin; i < end; ++i) {
        context.checkpoint();
        at::Tensor guided = recall ? recall() : at::Tensor();
        at::Tensor input, output;
        if (!guided.defined()) {
            input = repeated(scheduler->scaleModelInput(latents, i), guidance.copies());
            if (extraChannels.defined()) {
                input = at::cat({input, extraChannels}, 1); // (K * B, C + c, H, W)
            }
            const at::Tensor time = at::full({1}, times[static_cast<std::size_t>(i)], at::kFloat);
            caches.beginStep((i - begin) / scheduler->order());
            output = inTiles(input, tiling, 1, [&](const at::Tensor& tile) {
                return denoiser->forward(tile, time, conditioning, context, caches.next());
            });
            guided = guidance.combine(output);
        }
        const at::Tensor original =
            wantsOriginal ? scheduler->predictOriginal(guided, i, latents) : at::Tensor();
        latents = scheduler->step(guided, i, latents, *noise);
        if (afterStep) {
            latents = afterStep(latents, i);
        }
        if (observe) {
            observe({i, begin, end, input, output, guided, original, latents});
        }
    }
    return latents;
}

int beginPosition(const Scheduler& scheduler, int steps, double strength)
{
    const int wanted = static_cast<int>(std::floor(steps * strength));
    return (steps - std::clamp(wanted, 1, steps)) * scheduler.order();
}

} // namespace diffusion
