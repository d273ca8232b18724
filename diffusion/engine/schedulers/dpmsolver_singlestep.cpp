/// DPM-Solver++ in its singlestep form: Lu et al. 2022, arXiv:2211.01095, algorithm 1 ("2S"), and
/// arXiv:2206.00927, appendix B: steps of order 1, 2 (3) take turns, the higher ones starting again
/// from the sample where the lowest began.
///
///   s0      the newest level, s1 and s2 those before it; the step starts at the oldest used
///   r0, r1  lengths in lambda up to the newer outputs, relative to the whole step

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "diffusion/engine/schedulers/dpmsolver_algorithm.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/solver_grid.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxOrder = 3;

class DpmSolverSinglestepScheduler final : public Scheduler {
public:
    explicit DpmSolverSinglestepScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"timestep_spacing", "linspace"}, {"steps_offset", 0}})),
          m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config),
          m_algorithm(config), m_maxOrder(config.integer("solver_order", 2))
    {
        if (m_maxOrder < 1 || m_maxOrder > 3 || m_algorithm.isStochastic()) {
            throw std::invalid_argument(
                "scheduler configuration: this singlestep solver is not possible");
        }
    }

    void setTimesteps(int steps) override
    {
        reset();
        m_grid = makeSolverGrid(m_config, m_schedule, steps, SolverEnd::Configured);
        m_orders.clear();
        for (int i = 0; i < steps; ++i) {
            m_orders.push_back(i % m_maxOrder + 1);
        }
        const bool lowerOrderFinal = m_config.flag("lower_order_final", true) ||
                                     steps % m_maxOrder != 0 || m_grid.sigmas.back() == 0.0;
        if (lowerOrderFinal) {
            m_orders.back() = 1;
            if (m_maxOrder == 3 && steps % 3 == 0 && steps >= 3) {
                m_orders[static_cast<std::size_t>(steps) - 2] = 2;
            }
        }
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
        static_cast<void>(noise);
        m_outputs.push(m_algorithm.convert(m_reader, modelOutput, levelAt(i), sample));
        // A walk that begins in the middle of a group has no earlier outputs to use.
        const int order = std::min(m_orders.at(static_cast<std::size_t>(i)),
                                   static_cast<int>(m_outputs.size()));
        if (order == 1) {
            m_startSample = sample;
        }
        const NoiseLevel from = levelAt(i - order + 1);
        const NoiseLevel to = levelAt(i + 1);
        const at::Tensor& d0 = m_outputs[static_cast<std::size_t>(order) - 1];
        if (order == 3) {
            const DpmFactors f = m_algorithm.thirdOrderFactors(from, to);
            return m_startSample * f.sample - d0 * f.zeroth - thirdOrderTerm(i, f);
        }
        const DpmFactors f = m_algorithm.factors(from, to);
        const at::Tensor next = m_startSample * f.sample - d0 * f.zeroth;
        return order == 1 ? next : next - (m_outputs[0] - d0) * (f.first / share(i, i - 1));
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override
    {
        m_outputs.clear();
        m_startSample = at::Tensor();
    }

private:
    [[nodiscard]] double lambda(int i) const { return logSnr(levelAt(i)); }

    /// How much of the way in lambda from `start` to step `i`'s end was gone at position `i`.
    [[nodiscard]] double share(int i, int start) const
    {
        return (lambda(i) - lambda(start)) / (lambda(i + 1) - lambda(start));
    }

    [[nodiscard]] at::Tensor thirdOrderTerm(int i, const DpmFactors& f) const
    {
        const double whole = lambda(i + 1) - lambda(i - 2);
        const double r0 = (lambda(i) - lambda(i - 2)) / whole;
        const double r1 = (lambda(i - 1) - lambda(i - 2)) / whole;
        const at::Tensor middle = (m_outputs[1] - m_outputs[2]) / r1;
        const at::Tensor newest = (m_outputs[0] - m_outputs[2]) / r0;
        if (!m_algorithm.isHeun()) {
            return newest * f.first;
        }
        const at::Tensor d1 = (middle * r0 - newest * r1) / (r0 - r1);
        const at::Tensor d2 = (newest - middle) * (2.0 / (r0 - r1));
        return d1 * f.first + d2 * f.second;
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    DpmAlgorithm m_algorithm;
    int m_maxOrder;
    SolverGrid m_grid;
    std::vector<int> m_orders; ///< one a step
    OutputHistory m_outputs{kMaxOrder};
    at::Tensor m_startSample; ///< where the running group began
};

} // namespace

std::unique_ptr<Scheduler> makeDpmSolverSinglestepScheduler(const SchedulerConfig& config)
{
    return std::make_unique<DpmSolverSinglestepScheduler>(config);
}

} // namespace diffusion
