/// Karras, Aittala, Aila, Laine 2022, "Elucidating the Design Space of Diffusion-Based Generative
/// Models", arXiv:2206.00364, algorithm 2 without the second-order correction.
///
///   gamma      how much noise is added again before a step (s_churn; 0 = deterministic)
///   sigmaHat   the level after that

#include <algorithm>
#include <cmath>
#include <limits>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

class EulerScheduler final : public Scheduler {
public:
    explicit EulerScheduler(const SchedulerConfig& config)
        : m_config(config), m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny),
          m_reader(config), m_churn(config.number("s_churn", 0.0)),
          m_churnMin(config.number("s_tmin", 0.0)),
          m_churnMax(config.number("s_tmax", std::numeric_limits<double>::infinity())),
          m_churnNoise(config.number("s_noise", 1.0)),
          m_continuousTimes(config.choice("timestep_type", "discrete",
                                          {"discrete", "continuous"}) == "continuous" &&
                            config.text("prediction_type", "epsilon") == "v_prediction")
    {
    }

    void setTimesteps(int steps) override
    {
        m_grid = makeSigmaGrid(m_config, m_schedule, steps, Times::Fractional);
        if (m_continuousTimes) { // the network was trained on log sigma / 4
            for (std::size_t i = 0; i < m_grid.times.size(); ++i) {
                m_grid.times[i] = 0.25 * std::log(m_grid.sigmas[i]);
            }
        }
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
        const bool churns = m_churn > 0.0 && sigma(i) >= m_churnMin && sigma(i) <= m_churnMax;
        const double gamma =
            churns ? std::min(m_churn / (static_cast<double>(m_grid.sigmas.size()) - 1.0),
                              std::sqrt(2.0) - 1.0)
                   : 0.0;
        const double sigmaHat = sigma(i) * (gamma + 1.0);
        at::Tensor start = sample;
        if (gamma > 0.0) {
            const double added = std::sqrt(sigmaHat * sigmaHat - sigma(i) * sigma(i));
            start = sample + noise.normal(sample.sizes()) * (m_churnNoise * added);
        }
        const at::Tensor x0 = m_reader.rawOriginal(modelOutput, {1.0, sigmaHat}, start);
        const at::Tensor derivative = (start - x0) / sigmaHat; // eq. 3
        return start + derivative * (sigma(i + 1) - sigmaHat);
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
    double m_churn;
    double m_churnMin;
    double m_churnMax;
    double m_churnNoise;
    bool m_continuousTimes;
    SigmaGrid m_grid;
};

} // namespace

std::unique_ptr<Scheduler> makeEulerScheduler(const SchedulerConfig& config)
{
    return std::make_unique<EulerScheduler>(config);
}

} // namespace diffusion
