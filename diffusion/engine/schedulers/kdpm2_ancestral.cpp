/// DPM-2 (Karras et al. 2022, arXiv:2206.00364, appendix D.2) with an ancestral step: the solver goes
/// to the lower level `down` by way of the geometric mean, then noise `up` is added.
/// Two network calls a step, one at the last; even positions begin a step. Noise is drawn at every
/// position, used at the odd ones.

#include <cmath>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

constexpr BetaDefaults kKdpm2Betas{0.00085, 0.012, "linear"};

class Kdpm2AncestralScheduler final : public Scheduler {
public:
    explicit Kdpm2AncestralScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"interpolation_type", "linear"}})),
          m_schedule(config, kKdpm2Betas, TerminalSnr::Tiny), m_reader(config)
    {
    }

    void setTimesteps(int steps) override
    {
        reset();
        const SigmaGrid grid = makeSigmaGrid(m_config, m_schedule, steps, Times::Whole);
        m_timesteps = {grid.times.front()};
        m_levels = {grid.sigmas.front()};
        m_splits.clear();
        for (std::size_t k = 1; k < grid.times.size(); ++k) {
            const AncestralSplit split = splitAncestral(grid.sigmas[k - 1], grid.sigmas[k]);
            const double middle = std::sqrt(grid.sigmas[k - 1] * split.down);
            m_timesteps.insert(m_timesteps.end(), {m_schedule.timeOfSigma(middle), grid.times[k]});
            m_levels.insert(m_levels.end(), {middle, grid.sigmas[k]});
            m_splits.push_back(split);
        }
        m_levels.push_back(0.0);
    }

    const std::vector<double>& timesteps() const override { return m_timesteps; }
    int order() const override { return 2; }
    double initNoiseSigma() const override { return initialSigma(m_config, m_levels); }
    NoiseLevel levelAt(int i) const override { return {1.0, sigma(i)}; }
    NoiseLevel levelForTime(double t) const override
    {
        return levelAt(positionOfTime(m_timesteps, t));
    }

    at::Tensor scaleModelInput(const at::Tensor& sample, int i) const override
    {
        return sample / std::hypot(sigma(i), 1.0);
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        const at::Tensor slope = (sample - x0) / sigma(i);
        const at::Tensor fresh = noise.normal(sample.sizes());
        if (i % 2 == 0) {
            m_startSample = sample;
            return sample + slope * (sigma(i + 1) - sigma(i));
        }
        const AncestralSplit split = m_splits.at(static_cast<std::size_t>(i / 2));
        return m_startSample + slope * (split.down - sigma(i - 1)) + fresh * split.up;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.rawOriginal(modelOutput, levelAt(i), sample);
    }

    void reset() override { m_startSample = at::Tensor(); }

private:
    [[nodiscard]] double sigma(int i) const { return m_levels.at(static_cast<std::size_t>(i)); }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    std::vector<double> m_timesteps;
    std::vector<double> m_levels; ///< level at each position, and zero at the end
    std::vector<AncestralSplit> m_splits; ///< one a step, but for the last
    at::Tensor m_startSample;     ///< where the running step began
};

} // namespace

std::unique_ptr<Scheduler> makeKdpm2AncestralScheduler(const SchedulerConfig& config)
{
    return std::make_unique<Kdpm2AncestralScheduler>(config);
}

} // namespace diffusion
