/// Ho, Jain, Abbeel 2020, "Denoising Diffusion Probabilistic Models", arXiv:2006.11239, with fewer
/// steps than it was trained with: each step jumps `stride` training steps, and alpha and beta are
/// those of the whole jump.
///
///   alphaProd, alphaProdPrev  alpha bar before and after the step
///   alpha, beta               alphaProd / alphaProdPrev and 1 - alpha

#include <algorithm>
#include <cmath>

#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

constexpr double kSmallestVariance = 1e-20; // keeps the logarithm finite at the last step

class DdpmScheduler final : public Scheduler {
public:
    explicit DdpmScheduler(const SchedulerConfig& config)
        : m_schedule(config, BetaDefaults{}), m_reader(config, OutputReader::Clip::OnByDefault),
          m_spacing(spacingOf(config, "leading")), m_offset(config.integer("steps_offset", 0)),
          m_varianceType(config.choice(
              "variance_type", "fixed_small",
              {"fixed_small", "fixed_small_log", "fixed_large"}))
    {
    }

    void setTimesteps(int steps) override
    {
        m_timesteps =
            spacedTimes(m_spacing, m_schedule.trainSteps(), steps, m_offset, Times::Whole);
        m_stride = m_schedule.trainSteps() / steps;
    }

    const std::vector<double>& timesteps() const override { return m_timesteps; }
    NoiseLevel levelAt(int i) const override { return m_schedule.level(time(i)); }
    NoiseLevel levelForTime(double t) const override
    {
        return m_schedule.level(static_cast<int>(t));
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        const int t = time(i);
        const double alphaProd = m_schedule.alphaCumprod(t);
        const double alphaProdPrev =
            t - m_stride >= 0 ? m_schedule.alphaCumprod(t - m_stride) : 1.0;
        const double alpha = alphaProd / alphaProdPrev;
        const double beta = 1.0 - alpha;

        const at::Tensor x0 = m_reader.original(modelOutput, levelAt(i), sample);
        // Eq. 7: the mean of the posterior.
        at::Tensor next =
            x0 * (std::sqrt(alphaProdPrev) * beta / (1.0 - alphaProd)) +
            sample * (std::sqrt(alpha) * (1.0 - alphaProdPrev) / (1.0 - alphaProd));
        if (t > 0) {
            const double posterior =
                std::max((1.0 - alphaProdPrev) / (1.0 - alphaProd) * beta, kSmallestVariance);
            next = next + noise.normal(sample.sizes()) * spread(posterior, beta);
        }
        return next;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override {} // no state between steps

private:
    /// What the noise is multiplied with; section 3.2 has the small and the large choice.
    [[nodiscard]] double spread(double posterior, double beta) const
    {
        if (m_varianceType == "fixed_large") {
            return std::sqrt(beta);
        }
        return std::sqrt(posterior); // exp(log / 2) of the "_log" form is the same number
    }

    [[nodiscard]] int time(int i) const
    {
        return static_cast<int>(m_timesteps.at(static_cast<std::size_t>(i)));
    }

    NoiseSchedule m_schedule;
    OutputReader m_reader;
    Spacing m_spacing;
    int m_offset;
    std::string m_varianceType;
    std::vector<double> m_timesteps;
    int m_stride = 1;
};

} // namespace

std::unique_ptr<Scheduler> makeDdpmScheduler(const SchedulerConfig& config)
{
    return std::make_unique<DdpmScheduler>(config);
}

} // namespace diffusion
