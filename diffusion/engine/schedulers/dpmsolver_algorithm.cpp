/// Lu et al. 2022, "DPM-Solver" (arXiv:2206.00927) and "DPM-Solver++" (arXiv:2211.01095).
///
///   h   lambda_t - lambda_s
///   ++  integrates the x0 prediction (arXiv:2211.01095, eq. 9), the others the noise prediction
///       (arXiv:2206.00927, eq. 3.4)
///   sde the same for the reverse-time SDE (arXiv:2211.01095, section 5)

#include "diffusion/engine/schedulers/dpmsolver_algorithm.h"

#include <cmath>

namespace diffusion {

DpmAlgorithm::DpmAlgorithm(const SchedulerConfig& config)
{
    const std::string type =
        config.choice("algorithm_type", "dpmsolver++",
                      {"dpmsolver++", "sde-dpmsolver++", "dpmsolver", "sde-dpmsolver"});
    m_predictsX0 = type.ends_with("++");
    m_stochastic = type.starts_with("sde-");
    m_heun = config.choice("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) ==
             "heun";
}

at::Tensor DpmAlgorithm::convert(const OutputReader& reader, const at::Tensor& output,
                                 const NoiseLevel& level, const at::Tensor& sample) const
{
    if (m_predictsX0) {
        return reader.original(output, level, sample);
    }
    if (reader.thresholds()) {
        return (sample - reader.original(output, level, sample) * level.alpha) / level.sigma;
    }
    return reader.noise(output, level, sample);
}

DpmFactors DpmAlgorithm::factors(const NoiseLevel& from, const NoiseLevel& to) const
{
    const double h = logSnr(to) - logSnr(from);
    DpmFactors out;
    if (m_predictsX0 && !m_stochastic) {
        const double decay = std::exp(-h) - 1.0;
        out.sample = to.sigma / from.sigma;
        out.zeroth = to.alpha * decay;
        out.first = m_heun ? -to.alpha * (decay / h + 1.0) : 0.5 * to.alpha * decay;
    } else if (m_predictsX0) {
        const double gain = 1.0 - std::exp(-2.0 * h);
        out.sample = to.sigma / from.sigma * std::exp(-h);
        out.zeroth = -to.alpha * gain;
        out.first = m_heun ? -to.alpha * (gain / (-2.0 * h) + 1.0) : -0.5 * to.alpha * gain;
        out.noise = to.sigma * std::sqrt(gain);
    } else {
        const double growth = std::exp(h) - 1.0;
        const double paths = m_stochastic ? 2.0 : 1.0; // the SDE takes the score part twice
        out.sample = to.alpha / from.alpha;
        out.zeroth = paths * to.sigma * growth;
        out.first =
            paths * (m_heun ? to.sigma * (growth / h - 1.0) : 0.5 * to.sigma * growth);
        out.noise = m_stochastic ? to.sigma * std::sqrt(std::exp(2.0 * h) - 1.0) : 0.0;
    }
    return out;
}

DpmFactors DpmAlgorithm::thirdOrderFactors(const NoiseLevel& from, const NoiseLevel& to) const
{
    const double h = logSnr(to) - logSnr(from);
    DpmFactors out = factors(from, to);
    if (m_predictsX0) {
        const double decay = std::exp(-h) - 1.0;
        out.first = -to.alpha * (decay / h + 1.0);
        out.second = to.alpha * ((decay + h) / (h * h) - 0.5);
    } else {
        const double growth = std::exp(h) - 1.0;
        out.first = to.sigma * (growth / h - 1.0);
        out.second = to.sigma * ((growth - h) / (h * h) - 0.5);
    }
    return out;
}

} // namespace diffusion
