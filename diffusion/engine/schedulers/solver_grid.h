#pragma once

/// What the exponential-integrator solvers share (DPM-Solver, UniPC, DEIS): samples of unit variance,
/// levels given as sigma / alpha, half log SNR lambda = log(alpha / sigma)
/// (Lu et al. 2022, arXiv:2206.00927, section 3).

#include <cstddef>
#include <deque>
#include <vector>

#include "diffusion/engine/schedulers/noise_schedule.h"

namespace diffusion {

/// Whole times, falling, and their sigma / alpha; `sigmas` has one entry more, the end.
struct SolverGrid {
    std::vector<double> times;
    std::vector<double> sigmas;
};

/// Where the last step ends: at `final_sigmas_type` (default "zero"), or, for methods without that
/// key, at the lowest trained level.
enum class SolverEnd { Configured, Lowest };

/// From timestep_spacing (default linspace), steps_offset, use_karras_sigmas, use_lu_lambdas,
/// lambda_min_clipped.
[[nodiscard]] SolverGrid makeSolverGrid(const SchedulerConfig& config,
                                        const NoiseSchedule& schedule, int steps, SolverEnd end);

/// The network's outputs of the last steps, newest first, in the form the solver wants.
class OutputHistory {
public:
    explicit OutputHistory(std::size_t capacity) : m_capacity(capacity) {}

    void push(at::Tensor output);
    void clear() { m_outputs.clear(); }
    [[nodiscard]] std::size_t size() const { return m_outputs.size(); }
    [[nodiscard]] const at::Tensor& operator[](std::size_t back) const { return m_outputs.at(back); }

private:
    std::size_t m_capacity;
    std::deque<at::Tensor> m_outputs;
};

/// Steps below this many end with lower orders when lower_order_final is set (Lu et al. 2022,
/// arXiv:2211.01095, appendix B).
inline constexpr int kFewSteps = 15;

} // namespace diffusion
