/// Luo, Tan, Huang, Li, Zhao 2023, "Latent Consistency Models", arXiv:2310.04378: the network is
/// read as a consistency function (eq. 9) and each step re-noises its answer to the next time
/// (algorithm 3).
///
///   cSkip, cOut  the boundary conditions of the consistency function (Song et al. 2023,
///                arXiv:2303.01469, eq. 5), which make it the identity at time 0

#include <cmath>

#include "diffusion/engine/schedulers/consistency_times.h"
#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

constexpr double kSigmaData = 0.5; // Luo et al. 2023, section 4.1

class LcmScheduler final : public Scheduler {
public:
    explicit LcmScheduler(const SchedulerConfig& config)
        : m_schedule(config, kStableDiffusionBetas), m_reader(config, OutputReader::Clip::OffByDefault),
          m_originalSteps(config.integer("original_inference_steps", 50)),
          m_strength(config.number("strength", 1.0)),
          m_timeScale(config.number("timestep_scaling", 10.0)),
          m_finalAlphaProd(config.flag("set_alpha_to_one", true) ? 1.0 : m_schedule.alphaCumprod(0))
    {
    }

    void setTimesteps(int steps) override
    {
        m_timesteps = consistencyTimes({m_schedule.trainSteps(), m_originalSteps, m_strength}, steps);
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
        const double scaled = time(i) * m_timeScale;
        const double norm = scaled * scaled + kSigmaData * kSigmaData;
        const double cSkip = kSigmaData * kSigmaData / norm;
        const double cOut = scaled / std::sqrt(norm);
        const at::Tensor denoised =
            predictOriginal(modelOutput, i, sample) * cOut + sample * cSkip;
        if (i + 1 >= static_cast<int>(m_timesteps.size())) {
            return denoised;
        }
        const int next = time(i + 1);
        const double alphaProd = next >= 0 ? m_schedule.alphaCumprod(next) : m_finalAlphaProd;
        return denoised * std::sqrt(alphaProd) +
               noise.normal(sample.sizes()) * std::sqrt(1.0 - alphaProd);
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
    int m_originalSteps;
    double m_strength; ///< see ConsistencyGrid
    double m_timeScale;
    double m_finalAlphaProd;
    std::vector<double> m_timesteps;
};

} // namespace

std::unique_ptr<Scheduler> makeLcmScheduler(const SchedulerConfig& config)
{
    return std::make_unique<LcmScheduler>(config);
}

} // namespace diffusion
