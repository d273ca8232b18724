/// DPM-Solver and DPM-Solver++ in their multistep form: Lu et al. 2022, arXiv:2211.01095,
/// algorithm 2 ("2M") and, for order 3, arXiv:2206.00927 appendix B.4 with earlier outputs in place
/// of extra network calls.
///
///   r0, r1  lengths in lambda of the last two steps, relative to this one
///   D0..D2  the output and its divided differences

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "diffusion/engine/schedulers/dpmsolver_algorithm.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/solver_grid.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxOrder = 3;

class DpmSolverMultistepScheduler final : public Scheduler {
public:
    explicit DpmSolverMultistepScheduler(const SchedulerConfig& config)
        : m_config(config), m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config),
          m_algorithm(config), m_order(config.integer("solver_order", 2)),
          m_lowerOrderFinal(config.flag("lower_order_final", true)),
          m_eulerAtFinal(config.flag("euler_at_final", false))
    {
        if (m_order < 1 || m_order > 3 || (m_algorithm.isStochastic() && m_order > 2)) {
            throw std::invalid_argument("scheduler configuration: solver_order " +
                                        std::to_string(m_order) + " is not possible here");
        }
    }

    void setTimesteps(int steps) override
    {
        reset();
        m_grid = makeSolverGrid(m_config, m_schedule, steps, SolverEnd::Configured);
    }

    const std::vector<double>& timesteps() const override { return m_grid.times; }
    NoiseLevel levelAt(int i) const override
    {
        return unitLevel(m_grid.sigmas.at(static_cast<std::size_t>(i)));
    }
    NoiseLevel levelForTime(double t) const override
    {
        return levelAt(positionOfTime(m_grid.times, t));
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        m_outputs.push(m_algorithm.convert(m_reader, modelOutput, levelAt(i), sample));
        const int order = orderOfStep(i);
        const DpmFactors f = order == 3 ? m_algorithm.thirdOrderFactors(levelAt(i), levelAt(i + 1))
                                        : m_algorithm.factors(levelAt(i), levelAt(i + 1));
        at::Tensor next = sample * f.sample - m_outputs[0] * f.zeroth;
        if (order == 2) {
            next = next - firstDifference(i) * f.first;
        } else if (order == 3) {
            next = next - thirdOrderTerm(i, f);
        }
        if (m_algorithm.isStochastic()) {
            next = next + noise.normal(sample.sizes()) * f.noise;
        }
        return next;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override { m_outputs.clear(); }

private:
    [[nodiscard]] int orderOfStep(int i) const
    {
        const int steps = static_cast<int>(m_grid.times.size());
        const bool few = m_lowerOrderFinal && steps < kFewSteps;
        const bool last = i + 1 == steps;
        if (last && (m_eulerAtFinal || few || m_grid.sigmas.back() == 0.0)) {
            return 1;
        }
        const int limit = few && i + 2 == steps ? 2 : m_order;
        return std::min({limit, m_order, static_cast<int>(m_outputs.size())});
    }

    [[nodiscard]] double lambda(int i) const { return logSnr(levelAt(i)); }

    [[nodiscard]] at::Tensor firstDifference(int i) const
    {
        const double r0 = (lambda(i) - lambda(i - 1)) / (lambda(i + 1) - lambda(i));
        return (m_outputs[0] - m_outputs[1]) / r0;
    }

    [[nodiscard]] at::Tensor thirdOrderTerm(int i, const DpmFactors& f) const
    {
        const double h = lambda(i + 1) - lambda(i);
        const double r0 = (lambda(i) - lambda(i - 1)) / h;
        const double r1 = (lambda(i - 1) - lambda(i - 2)) / h;
        const at::Tensor recent = (m_outputs[0] - m_outputs[1]) / r0;
        const at::Tensor older = (m_outputs[1] - m_outputs[2]) / r1;
        const at::Tensor d1 = recent + (recent - older) * (r0 / (r0 + r1));
        const at::Tensor d2 = (recent - older) / (r0 + r1);
        return d1 * f.first + d2 * f.second;
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    DpmAlgorithm m_algorithm;
    int m_order;
    bool m_lowerOrderFinal;
    bool m_eulerAtFinal;
    SolverGrid m_grid;
    OutputHistory m_outputs{kMaxOrder};
};

} // namespace

std::unique_ptr<Scheduler> makeDpmSolverMultistepScheduler(const SchedulerConfig& config)
{
    return std::make_unique<DpmSolverMultistepScheduler>(config);
}

} // namespace diffusion
