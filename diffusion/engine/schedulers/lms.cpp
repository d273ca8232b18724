/// Linear multistep (Adams-Bashforth) on the probability flow of Karras et al. 2022 (eq. 1) with
/// steps of varying width: the last slopes are joined by a Lagrange polynomial in sigma, which is
/// integrated over the step (Hairer, Norsett, Wanner 1993, "Solving Ordinary Differential
/// Equations I", section III.5).

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/sigma_grid.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxOrder = 4;

// Gauss-Legendre with four points is exact for polynomials up to degree seven.
constexpr std::array<double, 4> kNodes{-0.8611363115940526, -0.3399810435848563,
                                       0.3399810435848563, 0.8611363115940526};
constexpr std::array<double, 4> kNodeWeights{0.3478548451374538, 0.6521451548625461,
                                             0.6521451548625461, 0.3478548451374538};

class LmsScheduler final : public Scheduler {
public:
    explicit LmsScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"interpolation_type", "linear"}})),
          m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config)
    {
    }

    void setTimesteps(int steps) override
    {
        reset();
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
        static_cast<void>(noise);
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        m_slopes.push_front((sample - x0) / sigma(i));
        if (m_slopes.size() > kMaxOrder) {
            m_slopes.pop_back();
        }
        at::Tensor next = sample;
        for (std::size_t k = 0; k < m_slopes.size(); ++k) {
            next = next + m_slopes[k] * weight(i, static_cast<int>(k));
        }
        return next;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.rawOriginal(modelOutput, levelAt(i), sample);
    }

    void reset() override { m_slopes.clear(); }

private:
    /// Integral over step `i` of the Lagrange basis polynomial of the slope `back` steps ago.
    [[nodiscard]] double weight(int i, int back) const
    {
        const double middle = 0.5 * (sigma(i) + sigma(i + 1));
        const double half = 0.5 * (sigma(i + 1) - sigma(i));
        double integral = 0.0;
        for (std::size_t n = 0; n < kNodes.size(); ++n) {
            const double at = middle + half * kNodes[n];
            double basis = 1.0;
            for (int k = 0; k < static_cast<int>(m_slopes.size()); ++k) {
                if (k != back) {
                    basis *= (at - sigma(i - k)) / (sigma(i - back) - sigma(i - k));
                }
            }
            integral += kNodeWeights[n] * basis;
        }
        return integral * half;
    }

    [[nodiscard]] double sigma(int i) const
    {
        return m_grid.sigmas.at(static_cast<std::size_t>(i));
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    SigmaGrid m_grid;
    std::deque<at::Tensor> m_slopes; ///< newest first
};

} // namespace

std::unique_ptr<Scheduler> makeLmsScheduler(const SchedulerConfig& config)
{
    return std::make_unique<LmsScheduler>(config);
}

} // namespace diffusion
