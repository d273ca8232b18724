/// Zhao, Bai, Rao, Zhou, Lu 2023, "UniPC: A Unified Predictor-Corrector Framework", arXiv:2302.04867,
/// algorithms 5-8: each network output first corrects the sample it was made on, then predicts
/// the next one.
///
///   h, hh   step in lambda, and -h (x0 prediction) or h (noise prediction)
///   bH      B(h): hh ("bh1") or exp(hh) - 1 ("bh2")
///   ratios  r_k: where earlier outputs lie, relative to the step; the last is 1, the step's end
///   phi     phi_k(hh), the exponential integrals of appendix E

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/schedulers/solver_grid.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxOrder = 5;

class UniPcScheduler final : public Scheduler {
public:
    explicit UniPcScheduler(const SchedulerConfig& config)
        : m_config(config.with({{"use_lu_lambdas", false}, {"lambda_min_clipped", nullptr}})),
          m_schedule(config, BetaDefaults{}, TerminalSnr::Tiny), m_reader(config),
          m_order(config.integer("solver_order", 2)), m_predictsX0(config.flag("predict_x0", true)),
          m_bh1(config.text("solver_type", "bh2") == "bh1"),
          m_lowerOrderFinal(config.flag("lower_order_final", true)),
          m_noCorrector(config.numbers("disable_corrector"))
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
        const at::Tensor output = convert(modelOutput, i, sample);
        at::Tensor current = sample;
        if (m_lastSample.defined() && usesCorrector(i - 1)) {
            current = correct(output, i);
        }
        m_outputs.push(output);
        const int left = static_cast<int>(m_grid.times.size()) - i;
        m_stepOrder = std::min({m_order, m_lowerOrderFinal ? left : m_order,
                                static_cast<int>(m_outputs.size())});
        m_lastSample = current;
        return predict(current, i);
    }

    at::Tensor predictOriginal(const at::Tensor& modelOutput, int i,
                               const at::Tensor& sample) const override
    {
        return m_reader.original(modelOutput, levelAt(i), sample);
    }

    void reset() override
    {
        m_outputs.clear();
        m_lastSample = at::Tensor();
        m_stepOrder = 0;
    }

private:
    /// What both halves of a step need: its exponential factors, and the weights of the outputs.
    struct Update {
        double sample = 0.0;
        double output = 0.0;     ///< factor of the newest output
        double difference = 0.0; ///< common factor of the weighted differences
        std::vector<double> ratios;
        std::vector<double> matrix; ///< rows R_k = ratios^(k - 1), order x order
        std::vector<double> target; ///< b_k
    };

    /// The step from position `from` to `from + 1` with the outputs at `from` and before.
    [[nodiscard]] Update makeUpdate(int from, int order) const
    {
        const NoiseLevel s = levelAt(from);
        const NoiseLevel t = levelAt(from + 1);
        const double h = logSnr(t) - logSnr(s);
        const double hh = m_predictsX0 ? -h : h;
        const double phi1 = std::expm1(hh);
        const double bH = m_bh1 ? hh : phi1;

        Update u;
        u.sample = m_predictsX0 ? t.sigma / s.sigma : t.alpha / s.alpha;
        u.output = (m_predictsX0 ? t.alpha : t.sigma) * phi1;
        u.difference = (m_predictsX0 ? t.alpha : t.sigma) * bH;
        for (int k = 1; k < order; ++k) {
            u.ratios.push_back((logSnr(levelAt(from - k)) - logSnr(s)) / h);
        }
        u.ratios.push_back(1.0);
        double phi = phi1 / hh - 1.0;
        double factorial = 1.0;
        for (int k = 1; k <= order; ++k) {
            for (const double ratio : u.ratios) {
                u.matrix.push_back(std::pow(ratio, k - 1));
            }
            u.target.push_back(phi * factorial / bH);
            factorial *= k + 1;
            phi = phi / hh - 1.0 / factorial;
        }
        return u;
    }

    /// Weights rho of the first `count` ratios: solves the `count` first equations R rho = b.
    static std::vector<double> solve(const Update& u, int count)
    {
        if (count == 1) {
            return {0.5}; // the paper's choice for orders 1 (corrector) and 2 (predictor)
        }
        const int order = static_cast<int>(u.ratios.size());
        const at::Tensor matrix = at::tensor(u.matrix, at::kDouble)
                                      .reshape({order, order})
                                      .slice(0, 0, count)
                                      .slice(1, 0, count);
        const at::Tensor target = at::tensor(u.target, at::kDouble).slice(0, 0, count);
        const at::Tensor rho = at::linalg_solve(matrix, target).contiguous();
        return {rho.data_ptr<double>(), rho.data_ptr<double>() + count};
    }

    /// Eq. 3: the sample at position `i + 1`.
    [[nodiscard]] at::Tensor predict(const at::Tensor& sample, int i) const
    {
        const Update u = makeUpdate(i, m_stepOrder);
        at::Tensor next = sample * u.sample - m_outputs[0] * u.output;
        if (m_stepOrder > 1) {
            const std::vector<double> rho = solve(u, m_stepOrder - 1);
            for (std::size_t k = 0; k < rho.size(); ++k) {
                next = next - (m_outputs[k + 1] - m_outputs[0]) *
                                  (u.difference * rho[k] / u.ratios[k]);
            }
        }
        return next;
    }

    /// Eq. 9: the sample at position `i` again, now that the output there is known.
    [[nodiscard]] at::Tensor correct(const at::Tensor& output, int i) const
    {
        const Update u = makeUpdate(i - 1, m_stepOrder);
        const std::vector<double> rho = solve(u, m_stepOrder);
        at::Tensor next = m_lastSample * u.sample - m_outputs[0] * u.output;
        for (std::size_t k = 0; k + 1 < rho.size(); ++k) {
            next = next - (m_outputs[k + 1] - m_outputs[0]) * (u.difference * rho[k] / u.ratios[k]);
        }
        return next - (output - m_outputs[0]) * (u.difference * rho.back());
    }

    [[nodiscard]] bool usesCorrector(int step) const
    {
        return std::find(m_noCorrector.begin(), m_noCorrector.end(), static_cast<double>(step)) ==
               m_noCorrector.end();
    }

    [[nodiscard]] at::Tensor convert(const at::Tensor& output, int i, const at::Tensor& sample) const
    {
        return m_predictsX0 ? m_reader.original(output, levelAt(i), sample)
                            : m_reader.noise(output, levelAt(i), sample);
    }

    SchedulerConfig m_config;
    NoiseSchedule m_schedule;
    OutputReader m_reader;
    int m_order;
    bool m_predictsX0;
    bool m_bh1;
    bool m_lowerOrderFinal;
    std::vector<double> m_noCorrector;
    SolverGrid m_grid;
    OutputHistory m_outputs{kMaxOrder};
    at::Tensor m_lastSample; ///< what the last prediction started from
    int m_stepOrder = 0;     ///< of the last prediction
};

} // namespace

std::unique_ptr<Scheduler> makeUniPcScheduler(const SchedulerConfig& config)
{
    return std::make_unique<UniPcScheduler>(config);
}

} // namespace diffusion
