#pragma once

/// What the solvers written in sigma share (Karras et al. 2022, arXiv:2206.00364): samples are
/// x0 + sigma * noise, the network sees them divided by sqrt(sigma^2 + 1).

#include <vector>

#include "diffusion/engine/schedulers/noise_schedule.h"

namespace diffusion {

/// Times and levels to visit, falling; `sigmas` has one entry more, the zero at the end.
struct SigmaGrid {
    std::vector<double> times;
    std::vector<double> sigmas;
};

/// From timestep_spacing (default linspace), steps_offset, use_karras_sigmas, sigma_min, sigma_max,
/// interpolation_type. `karrasTimes` says whether times found from Karras levels stay fractions.
[[nodiscard]] SigmaGrid makeSigmaGrid(const SchedulerConfig& config, const NoiseSchedule& schedule,
                                      int steps, Times karrasTimes);

/// What unit noise is multiplied with at the start: the highest level, or for "leading" spacing,
/// which stops short of the last time, the norm of signal and noise.
[[nodiscard]] double initialSigma(const SchedulerConfig& config, const std::vector<double>& sigmas);

/// How an ancestral step of `from` to `to` splits: a deterministic step to `down`, then noise `up`,
/// with down^2 + up^2 = to^2.
struct AncestralSplit {
    double down = 0.0;
    double up = 0.0;
};
[[nodiscard]] AncestralSplit splitAncestral(double from, double to);

/// Each entry but the first and, if `keepLast`, the last twice: for methods of two calls a step.
[[nodiscard]] std::vector<double> doubled(const std::vector<double>& values, bool keepLast);

} // namespace diffusion
