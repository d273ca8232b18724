/// Zheng, Hu, Fan, Wang, Zheng, Shi, Cai 2024, "Trajectory Consistency Distillation",
/// arXiv:2402.19159, strategic stochastic sampling (algorithm 4): go a part 1 - eta of the way to
/// the next time without noise, then put the rest of the noise in.
///
///   alphaProdS  alpha bar at s = (1 - eta) * next time

#include <cmath>

#include "diffusion/engine/schedulers/consistency_times.h"
#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

class TcdScheduler final : public Scheduler {
public:
    explicit TcdScheduler(const SchedulerConfig& config)
        : m_schedule(config, kStableDiffusionBetas), m_reader(config, OutputReader::Clip::OffByDefault),
          m_originalSteps(config.integer("original_inference_steps", 50)),
          m_strength(config.number("strength", 1.0)),
          m_eta(config.number("eta", 0.3))
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
        const bool last = i + 1 >= static_cast<int>(m_timesteps.size());
        const int next = last ? 0 : time(i + 1);
        const NoiseLevel levelS = m_schedule.level(static_cast<int>((1.0 - m_eta) * next));
        const at::Tensor x0 = predictOriginal(modelOutput, i, sample);
        const at::Tensor epsilon = m_reader.noise(modelOutput, levelAt(i), sample);
        const at::Tensor noised = addNoise(levelS, x0, epsilon);
        if (m_eta <= 0.0 || last) {
            return noised;
        }
        const double ratio = m_schedule.alphaCumprod(next) / (levelS.alpha * levelS.alpha);
        return noised * std::sqrt(ratio) +
               noise.normal(sample.sizes()) * std::sqrt(std::max(1.0 - ratio, 0.0));
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
    double m_eta;
    std::vector<double> m_timesteps;
};

} // namespace

std::unique_ptr<Scheduler> makeTcdScheduler(const SchedulerConfig& config)
{
    return std::make_unique<TcdScheduler>(config);
}

} // namespace diffusion
