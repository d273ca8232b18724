/// Zhang and Chen 2022, "Fast Sampling of Diffusion Models with Exponential Integrator" (DEIS),
/// arXiv:2204.13902, the t-AB form in rho = sigma / alpha (eq. 14 and 15): the noise prediction is
/// extrapolated by a Lagrange polynomial in log rho, integrated in closed form.

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/solver_grid.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxOrder = 3;

/// Antiderivative in rho of (log rho - log c) / (log b - log c).
double linearIntegral(double rho, double b, double c)
{
    return rho * (std::log(rho) - std::log(c) - 1.0) / (std::log(b) - std::log(c));
}

/// Antiderivative of the quadratic basis polynomial that is 1 at b and 0 at c and d.
double quadraticIntegral(double rho, double b, double c, double d)
{
    const double l = std::log(rho);
    const double lc = std::log(c);
    const double ld = std::log(d);
    const double numerator = rho * (lc * (ld - l + 1.0) - ld * l + ld + l * l - 2.0 * l + 2.0);
    return numerator / ((std::log(b) - lc) * (std::log(b) - ld));
}

class DeisScheduler final : public Scheduler {
public:
    explicit DeisScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"use_lu_lambdas", false}, {"lambda_min_clipped", nullptr}})),
          m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config),
          m_order(config.integer("solver_order", 2)),
          m_lowerOrderFinal(config.flag("lower_order_final", true))
    {
        if (m_order < 1 || m_order > static_cast<int>(kMaxOrder)) {
            throw std::invalid_argument("scheduler configuration: solver_order " +
                                        std::to_string(m_order) + " is not possible here");
        }
    }

    void setTimesteps(int steps) override
    {
        reset();
        m_grid = makeSolverGrid(m_config, m_schedule, steps, SolverEnd::Lowest);
    }

    const std::vector<double>& timesteps() const override { return m_grid.times; }
    NoiseLevel levelAt(int i) const override { return unitLevel(rho(i)); }
    NoiseLevel levelForTime(double t) const override
    {
        return levelAt(positionOfTime(m_grid.times, t));
    }

    at::Tensor step(const at::Tensor& modelOutput, int i, const at::Tensor& sample,
                    NoiseSource& noise) override
    {
        static_cast<void>(noise);
        const NoiseLevel level = levelAt(i);
        const at::Tensor x0 = m_reader.original(modelOutput, level, sample);
        m_outputs.push((sample - x0 * level.alpha) / level.sigma);
        at::Tensor integral;
        switch (orderOfStep(i)) {
        case 1: integral = m_outputs[0] * (rho(i + 1) - rho(i)); break;
        case 2: integral = secondOrder(i); break;
        default: integral = thirdOrder(i); break;
        }
        return (sample / level.alpha + integral) * levelAt(i + 1).alpha;
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override { m_outputs.clear(); }

private:
    [[nodiscard]] double rho(int i) const { return m_grid.sigmas.at(static_cast<std::size_t>(i)); }

    [[nodiscard]] int orderOfStep(int i) const
    {
        const int steps = static_cast<int>(m_grid.times.size());
        const int left = m_lowerOrderFinal && steps < kFewSteps ? steps - i : m_order;
        return std::min({m_order, left, static_cast<int>(m_outputs.size())});
    }

    [[nodiscard]] at::Tensor secondOrder(int i) const
    {
        const auto weight = [&](double b, double c) {
            return linearIntegral(rho(i + 1), b, c) - linearIntegral(rho(i), b, c);
        };
        return m_outputs[0] * weight(rho(i), rho(i - 1)) + m_outputs[1] * weight(rho(i - 1), rho(i));
    }

    [[nodiscard]] at::Tensor thirdOrder(int i) const
    {
        const double r0 = rho(i);
        const double r1 = rho(i - 1);
        const double r2 = rho(i - 2);
        const auto weight = [&](double b, double c, double d) {
            return quadraticIntegral(rho(i + 1), b, c, d) - quadraticIntegral(r0, b, c, d);
        };
        return m_outputs[0] * weight(r0, r1, r2) + m_outputs[1] * weight(r1, r2, r0) +
               m_outputs[2] * weight(r2, r0, r1);
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    int m_order;
    bool m_lowerOrderFinal;
    SolverGrid m_grid;
    OutputHistory m_outputs{kMaxOrder};
};

} // namespace

std::unique_ptr<Scheduler> makeDeisScheduler(const SchedulerConfig& config)
{
    return std::make_unique<DeisScheduler>(config);
}

} // namespace diffusion
