/// Liu, Ren, Lin, Zhao 2022, "Pseudo Numerical Methods for Diffusion Models on Manifolds",
/// arXiv:2202.09778: a linear multistep method (PLMS, eq. 12) whose first steps are either pseudo
/// Runge-Kutta (eq. 13) or, with skip_prk_steps, a second visit of the second time.

#include <cmath>
#include <stdexcept>

#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

constexpr int kOrder = 4;          // outputs that one multistep combines
constexpr int kRungeKuttaCalls = 12; // three Runge-Kutta steps of four calls each

class PndmScheduler final : public Scheduler {
public:
    explicit PndmScheduler(const SchedulerConfig& config)
        : m_schedule(config, BetaDefaults{}), m_reader(config),
          m_spacing(spacingOf(config, "leading")), m_offset(config.integer("steps_offset", 0)),
          m_skipRungeKutta(config.flag("skip_prk_steps", false)),
          m_predictsV(config.choice("prediction_type", "epsilon", {"epsilon", "v_prediction"}) ==
                      "v_prediction"),
          m_finalAlphaProd(config.flag("set_alpha_to_one", false) ? 1.0 : m_schedule.alphaCumprod(0))
    {
    }

    void setTimesteps(int steps) override
    {
        reset();
        m_stride = m_schedule.trainSteps() / steps;
        const std::vector<double> times =
            spacedTimes(m_spacing, m_schedule.trainSteps(), steps, m_offset, Times::Whole);
        m_timesteps.clear();
        m_rungeKuttaCalls = 0;
        if (m_skipRungeKutta) {
            m_timesteps = times;
            if (times.size() > 1) {
                m_timesteps.insert(m_timesteps.begin() + 1, times[1]);
            }
            return;
        }
        if (steps < kOrder) {
            throw std::invalid_argument("PNDM with Runge-Kutta steps needs at least 4 steps");
        }
        m_rungeKuttaCalls = kRungeKuttaCalls;
        for (std::size_t k = 0; k + 1 < kOrder; ++k) { // start, middle twice, end of each step
            const double middle = times[k + 1] + static_cast<double>(m_stride / 2);
            m_timesteps.insert(m_timesteps.end(), {times[k], middle, middle, times[k + 1]});
        }
        m_timesteps.insert(m_timesteps.end(), times.begin() + (kOrder - 1), times.end());
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
        static_cast<void>(noise);
        at::Tensor next = m_calls < m_rungeKuttaCalls ? rungeKuttaStep(modelOutput, i, sample)
                                                      : multistep(modelOutput, i, sample);
        ++m_calls;
        return next;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override
    {
        m_calls = 0;
        m_outputs.clear();
        m_weightedOutput = at::Tensor();
        m_startSample = at::Tensor();
    }

private:
    /// Eq. 13: classic fourth-order Runge-Kutta, each part moved along by `transfer`.
    at::Tensor rungeKuttaStep(const at::Tensor& modelOutput, int i, const at::Tensor& sample)
    {
        const int part = m_calls % 4;
        const int start = time(m_calls / 4 * 4);
        const int end = time(i) - (part % 2 == 0 ? m_stride / 2 : 0);
        at::Tensor output = modelOutput;
        if (part == 0) {
            m_weightedOutput = modelOutput / 6.0;
            m_outputs.push_back(modelOutput);
            m_startSample = sample;
        } else if (part == 3) {
            output = m_weightedOutput + modelOutput / 6.0;
        } else {
            m_weightedOutput = m_weightedOutput + modelOutput / 3.0;
        }
        return transfer(m_startSample, start, end, output);
    }

    /// Eq. 12: Adams-Bashforth weights, of lower order while there are few outputs.
    at::Tensor multistep(const at::Tensor& modelOutput, int i, const at::Tensor& sample)
    {
        int from = time(i);
        int to = from - m_stride;
        at::Tensor start = sample;
        if (m_calls == 1) { // the second visit repeats the first step with a better output
            to = from;
            from += m_stride;
            start = m_startSample;
        } else {
            m_outputs.push_back(modelOutput);
            if (m_outputs.size() > kOrder) {
                m_outputs.erase(m_outputs.begin());
            }
        }
        if (m_calls == 0) {
            m_startSample = sample;
        }
        const auto last = [this](std::size_t back) { return m_outputs[m_outputs.size() - back]; };
        at::Tensor output = modelOutput;
        if (m_calls == 1) {
            output = (modelOutput + last(1)) / 2.0;
        } else if (m_outputs.size() == 2) {
            output = (last(1) * 3.0 - last(2)) / 2.0;
        } else if (m_outputs.size() == 3) {
            output = (last(1) * 23.0 - last(2) * 16.0 + last(3) * 5.0) / 12.0;
        } else if (m_outputs.size() == kOrder) {
            output = (last(1) * 55.0 - last(2) * 59.0 + last(3) * 37.0 - last(4) * 9.0) / 24.0;
        }
        return transfer(start, from, to, output);
    }

    /// Eq. 11: the sample at time `to` from that at `from` and a noise prediction.
    at::Tensor transfer(const at::Tensor& sample, int from, int to, const at::Tensor& output) const
    {
        const double a = m_schedule.alphaCumprod(from);
        const double aPrev = to >= 0 ? m_schedule.alphaCumprod(to) : m_finalAlphaProd;
        const double b = 1.0 - a;
        const double bPrev = 1.0 - aPrev;
        const at::Tensor epsilon =
            m_predictsV ? output * std::sqrt(a) + sample * std::sqrt(b) : output;
        const double denominator = a * std::sqrt(bPrev) + std::sqrt(a * b * aPrev);
        return sample * std::sqrt(aPrev / a) - epsilon * ((aPrev - a) / denominator);
    }

    [[nodiscard]] int time(int i) const
    {
        return static_cast<int>(m_timesteps.at(static_cast<std::size_t>(i)));
    }

    NoiseSchedule m_schedule;
    OutputReader m_reader;
    Spacing m_spacing;
    int m_offset;
    bool m_skipRungeKutta;
    bool m_predictsV;
    double m_finalAlphaProd;
    std::vector<double> m_timesteps;
    int m_stride = 1;
    int m_rungeKuttaCalls = 0;

    int m_calls = 0;                   ///< since the last reset
    std::vector<at::Tensor> m_outputs; ///< newest last, at most kOrder
    at::Tensor m_weightedOutput;       ///< Runge-Kutta's sum so far
    at::Tensor m_startSample;          ///< where the running step began
};

} // namespace

std::unique_ptr<Scheduler> makePndmScheduler(const SchedulerConfig& config)
{
    return std::make_unique<PndmScheduler>(config);
}

} // namespace diffusion
