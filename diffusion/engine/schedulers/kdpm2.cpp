/// DPM-Solver-2 in Karras' notation (Karras et al. 2022, arXiv:2206.00364, appendix D.2, "DPM-2"):
/// an Euler step to the geometric mean of both levels, whose slope then carries the whole step.
/// Two network calls a step, one at the last; even positions begin a step.

#include <cmath>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

constexpr BetaDefaults kKdpm2Betas{0.00085, 0.012, "linear"};

class Kdpm2Scheduler final : public Scheduler {
public:
    explicit Kdpm2Scheduler(const SchedulerConfig& config)
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
        for (std::size_t k = 1; k < grid.times.size(); ++k) {
            const double middle = std::sqrt(grid.sigmas[k - 1] * grid.sigmas[k]);
            m_timesteps.insert(m_timesteps.end(), {m_schedule.timeOfSigma(middle), grid.times[k]});
            m_levels.insert(m_levels.end(), {middle, grid.sigmas[k]});
        }
        m_levels.push_back(0.0);
    }

    const std::vector<double>& timesteps() const override { return m_timesteps; }
    int order() const override { return 2; }
    double initNoiseSigma() const override { return initialSigma(m_config, m_levels); }
    NoiseLevel levelAt(int i) const override { return {1.0, sigma(i)}; }
    /// For a time in the middle of a step the level the step ends at.
    NoiseLevel levelForTime(double t) const override
    {
        const int i = positionOfTime(m_timesteps, t);
        return levelAt(i % 2 == 0 ? i : i + 1);
    }

    at::Tensor scaleModelInput(const at::Tensor& sample, int i) const override
    {
        return sample / std::hypot(sigma(i), 1.0);
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        static_cast<void>(noise);
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        const at::Tensor slope = (sample - x0) / sigma(i);
        if (i % 2 == 0) {
            m_startSample = sample;
            return sample + slope * (sigma(i + 1) - sigma(i));
        }
        return m_startSample + slope * (sigma(i + 1) - sigma(i - 1));
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
    at::Tensor m_startSample;     ///< where the running step began
};

} // namespace

std::unique_ptr<Scheduler> makeKdpm2Scheduler(const SchedulerConfig& config)
{
    return std::make_unique<Kdpm2Scheduler>(config);
}

} // namespace diffusion
