/// Ancestral sampling (Ho et al. 2020, eq. 7; Song et al. 2021, arXiv:2011.13456, appendix F) in the
/// notation of Karras et al. 2022: an Euler step to the lower level `down`, then fresh noise `up`.

#include <cmath>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

class EulerAncestralScheduler final : public Scheduler {
public:
    explicit EulerAncestralScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"use_karras_sigmas", false}, {"interpolation_type", "linear"}})),
          m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config)
    {
    }

    void setTimesteps(int steps) override
    {
        m_grid = makeSigmaGrid(m_config, m_schedule, steps, Times::Fractional);
    }

    const std::vector<double>& timesteps() const override { return m_grid.times; }
    double initNoiseSigma() const override { return initialSigma(m_config, m_grid.sigmas); }
    NoiseLevel levelAt(int i) const override { return {1.0, sigma(i)}; }
    NoiseLevel levelForTime(double t) const override
    {
        return levelAt(positionOfTime(m_grid.times, t));
    }

    at::Tensor scaleModelInput(const at::Tensor& sample, int i) const override
    {
        return sample / std::hypot(sigma(i), 1.0);
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        const AncestralSplit split = splitAncestral(sigma(i), sigma(i + 1));
        const at::Tensor derivative = (sample - x0) / sigma(i);
        const at::Tensor next = sample + derivative * (split.down - sigma(i));
        return next + noise.normal(sample.sizes()) * split.up;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.rawOriginal(modelOutput, levelAt(i), sample);
    }

    void reset() override {} // no state between steps

private:
    [[nodiscard]] double sigma(int i) const
    {
        return m_grid.sigmas.at(static_cast<std::size_t>(i));
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    SigmaGrid m_grid;
};

} // namespace

std::unique_ptr<Scheduler> makeEulerAncestralScheduler(const SchedulerConfig& config)
{
    return std::make_unique<EulerAncestralScheduler>(config);
}

} // namespace diffusion
