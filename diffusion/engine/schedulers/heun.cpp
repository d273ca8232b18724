/// Karras et al. 2022, arXiv:2206.00364, algorithm 1: an Euler step, then the mean of the slopes at
/// both ends. Two network calls a step, one at the last; even positions begin a step.

#include <cmath>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

constexpr BetaDefaults kHeunBetas{0.00085, 0.012, "linear"};

class HeunScheduler final : public Scheduler {
public:
    explicit HeunScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"interpolation_type", "linear"}})),
          m_schedule(config, kHeunBetas, TerminalSnr::Tiny), m_reader(config, OutputReader::Clip::OffByDefault)
    {
    }

    void setTimesteps(int steps) override
    {
        reset();
        const SigmaGrid grid = makeSigmaGrid(m_config, m_schedule, steps, Times::Fractional);
        m_timesteps = doubled(grid.times, false);
        m_sigmas = doubled(grid.sigmas, true);
    }

    const std::vector<double>& timesteps() const override { return m_timesteps; }
    int order() const override { return 2; }
    double initNoiseSigma() const override { return initialSigma(m_config, m_sigmas); }
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
        static_cast<void>(noise);
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        const at::Tensor slope = (sample - x0) / sigma(i);
        if (i % 2 == 0) {
            m_startSample = sample;
            m_startSlope = slope;
            return sample + slope * (sigma(i + 1) - sigma(i));
        }
        return m_startSample + (m_startSlope + slope) * (0.5 * (sigma(i) - sigma(i - 1)));
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override
    {
        m_startSample = at::Tensor();
        m_startSlope = at::Tensor();
    }

private:
    [[nodiscard]] double sigma(int i) const { return m_sigmas.at(static_cast<std::size_t>(i)); }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    std::vector<double> m_timesteps;
    std::vector<double> m_sigmas;
    at::Tensor m_startSample; ///< where the running step began
    at::Tensor m_startSlope;
};

} // namespace

std::unique_ptr<Scheduler> makeHeunScheduler(const SchedulerConfig& config)
{
    return std::make_unique<HeunScheduler>(config);
}

} // namespace diffusion
