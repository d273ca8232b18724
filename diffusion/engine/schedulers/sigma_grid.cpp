#include "diffusion/engine/schedulers/sigma_grid.h"

#include <algorithm>
#include <cmath>

namespace diffusion {
namespace {

void useKarrasLevels(SigmaGrid& grid, const SchedulerConfig& config, const NoiseSchedule& schedule,
                     Times karrasTimes)
{
    const double highest = config.number("sigma_max", grid.sigmas.front());
    const double lowest = config.number("sigma_min", grid.sigmas.back());
    grid.sigmas = karrasSigmas(highest, lowest, static_cast<int>(grid.sigmas.size()));
    for (std::size_t i = 0; i < grid.sigmas.size(); ++i) {
        const double t = schedule.timeOfSigma(grid.sigmas[i]);
        grid.times[i] = karrasTimes == Times::Whole ? std::nearbyint(t) : t;
    }
}

} // namespace

SigmaGrid makeSigmaGrid(const SchedulerConfig& config, const NoiseSchedule& schedule, int steps,
                        Times karrasTimes)
{
    SigmaGrid grid;
    grid.times = spacedTimes(spacingOf(config, "linspace"), schedule.trainSteps(), steps,
                             config.integer("steps_offset", 0), Times::Fractional);
    const std::string interpolation =
        config.choice("interpolation_type", "linear", {"linear", "log_linear"});
    if (interpolation == "log_linear") {
        const double high = std::log(schedule.sigma(schedule.trainSteps() - 1));
        const double low = std::log(schedule.sigma(0));
        for (int i = 0; i <= steps; ++i) {
            grid.sigmas.push_back(std::exp(high + (low - high) * i / steps));
        }
        grid.times.resize(grid.sigmas.size(), 0.0);
    } else {
        for (const double t : grid.times) {
            grid.sigmas.push_back(schedule.sigmaAt(t));
        }
    }
    if (config.flag("use_karras_sigmas", false)) {
        useKarrasLevels(grid, config, schedule, karrasTimes);
    }
    grid.times.resize(static_cast<std::size_t>(steps));
    grid.sigmas.push_back(0.0);
    return grid;
}

double initialSigma(const SchedulerConfig& config, const std::vector<double>& sigmas)
{
    const double highest = *std::max_element(sigmas.begin(), sigmas.end());
    return spacingOf(config, "linspace") == Spacing::Leading ? std::hypot(highest, 1.0) : highest;
}

AncestralSplit splitAncestral(double from, double to)
{
    if (from <= 0.0) {
        return {};
    }
    // In float32 on purpose: with a first level of 4096 (zero terminal SNR) `down` is the difference
    // of two nearly equal numbers, and the reference rounds it so.
    const auto from2 = static_cast<float>(from) * static_cast<float>(from);
    const auto to2 = static_cast<float>(to) * static_cast<float>(to);
    const float up = std::sqrt(to2 * (from2 - to2) / from2);
    return {std::sqrt(std::max(to2 - up * up, 0.0F)), up};
}

std::vector<double> doubled(const std::vector<double>& values, bool keepLast)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.push_back(values[i]);
        if (i > 0 && !(keepLast && i + 1 == values.size())) {
            out.push_back(values[i]);
        }
    }
    return out;
}

} // namespace diffusion
