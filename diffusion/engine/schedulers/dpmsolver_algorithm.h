#pragma once

/// The update rules of the DPM-Solver family, shared by its multistep and its singlestep form.

#include "diffusion/engine/schedulers/noise_schedule.h"

namespace diffusion {

/// One step from level `s` to level `t`, as factors of
///     x_t = sample * x_s - zeroth * D0 - first * D1 - second * D2 + noise * z
/// where D0, D1, D2 are the network's output and its first and second divided differences.
struct DpmFactors {
    double sample = 0.0;
    double zeroth = 0.0;
    double first = 0.0;
    double second = 0.0;
    double noise = 0.0;
};

/// algorithm_type and solver_type of the configuration.
class DpmAlgorithm {
public:
    explicit DpmAlgorithm(const SchedulerConfig& config);

    /// The output as x0 ("++" forms) or as noise.
    [[nodiscard]] at::Tensor convert(const OutputReader& reader, const at::Tensor& output,
                                     const NoiseLevel& level, const at::Tensor& sample) const;

    /// Factors of a step of second order; the first order uses only `sample`, `zeroth`, `noise`.
    [[nodiscard]] DpmFactors factors(const NoiseLevel& from, const NoiseLevel& to) const;

    /// The same for third order, whose D1 is weighted as in the "heun" form whatever solver_type is.
    [[nodiscard]] DpmFactors thirdOrderFactors(const NoiseLevel& from, const NoiseLevel& to) const;

    [[nodiscard]] bool isStochastic() const { return m_stochastic; }
    [[nodiscard]] bool isHeun() const { return m_heun; }

private:
    bool m_predictsX0;
    bool m_stochastic;
    bool m_heun;
};

} // namespace diffusion
