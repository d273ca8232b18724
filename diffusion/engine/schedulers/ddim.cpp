/// Song, Meng, Ermon 2020, "Denoising Diffusion Implicit Models", arXiv:2010.02502.
///
///   alphaProd      alpha bar at t (the paper's alpha_t)
///   alphaProdPrev  alpha bar at the time one step on
///   eta            0 = deterministic, 1 = as DDPM (eq. 16)

#include <cmath>

#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

class DdimScheduler final : public Scheduler {
public:
    explicit DdimScheduler(const SchedulerConfig& config)
        : m_schedule(config, BetaDefaults{}), m_reader(config, OutputReader::Clip::OnByDefault),
          m_spacing(spacingOf(config, "leading")), m_offset(config.integer("steps_offset", 0)),
          m_finalAlphaProd(config.flag("set_alpha_to_one", true) ? 1.0 : m_schedule.alphaCumprod(0)),
          m_eta(config.number("eta", 0.0)),
          m_useClippedOutput(config.flag("use_clipped_model_output", false))
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
        const NoiseLevel level = levelAt(i);
        const double alphaProd = m_schedule.alphaCumprod(time(i));
        const int previous = time(i) - m_stride;
        const double alphaProdPrev =
            previous >= 0 ? m_schedule.alphaCumprod(previous) : m_finalAlphaProd;

        const at::Tensor x0 = m_reader.original(modelOutput, level, sample);
        const at::Tensor epsilon = m_useClippedOutput
                                       ? (sample - x0 * level.alpha) / level.sigma
                                       : m_reader.noise(modelOutput, level, sample);
        // Eq. 16, the spread of the random part.
        const double variance =
            (1.0 - alphaProdPrev) / (1.0 - alphaProd) * (1.0 - alphaProd / alphaProdPrev);
        const double sigma = m_eta * std::sqrt(std::max(variance, 0.0));
        // Eq. 12: predicted x0, direction pointing to x_t, random noise.
        at::Tensor next =
            x0 * std::sqrt(alphaProdPrev) +
            epsilon * std::sqrt(std::max(1.0 - alphaProdPrev - sigma * sigma, 0.0));
        if (m_eta > 0.0) {
            next = next + noise.normal(sample.sizes()) * sigma;
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
    [[nodiscard]] int time(int i) const
    {
        return static_cast<int>(m_timesteps.at(static_cast<std::size_t>(i)));
    }

    NoiseSchedule m_schedule;
    OutputReader m_reader;
    Spacing m_spacing;
    int m_offset;
    double m_finalAlphaProd;
    double m_eta;
    bool m_useClippedOutput;
    std::vector<double> m_timesteps;
    int m_stride = 1;
};

} // namespace

std::unique_ptr<Scheduler> makeDdimScheduler(const SchedulerConfig& config)
{
    return std::make_unique<DdimScheduler>(config);
}

} // namespace diffusion
