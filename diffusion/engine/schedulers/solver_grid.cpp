#include "diffusion/engine/schedulers/solver_grid.h"

#include <cmath>
#include <limits>

namespace diffusion {
namespace {

/// Times whose lambda lies below lambda_min_clipped are not visited (for cosine schedules, whose
/// last lambda is minus infinity). Returns the first time left out.
int clippedEnd(const SchedulerConfig& config, const NoiseSchedule& schedule)
{
    const double lowest =
        config.number("lambda_min_clipped", -std::numeric_limits<double>::infinity());
    int last = schedule.trainSteps();
    while (last > 1 && logSnr(schedule.level(last - 1)) < lowest) {
        --last;
    }
    return last;
}

void replaceLevels(SolverGrid& grid, const NoiseSchedule& schedule, std::vector<double> sigmas)
{
    grid.sigmas = std::move(sigmas);
    for (std::size_t i = 0; i < grid.times.size(); ++i) {
        grid.times[i] = std::nearbyint(schedule.timeOfSigma(grid.sigmas[i]));
    }
}

/// Lu et al. 2022, arXiv:2206.00927: levels at even distances in lambda.
std::vector<double> evenLambdaSigmas(double highest, double lowest, int count)
{
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        const double ramp = count == 1 ? 0.0 : static_cast<double>(i) / (count - 1);
        out.push_back(std::exp(std::log(highest) + ramp * (std::log(lowest) - std::log(highest))));
    }
    return out;
}

} // namespace

SolverGrid makeSolverGrid(const SchedulerConfig& config, const NoiseSchedule& schedule, int steps,
                          SolverEnd end)
{
    SolverGrid grid;
    const int trainSteps = schedule.trainSteps();
    grid.times = spacedTimesWithEnd(spacingOf(config, "linspace"), trainSteps,
                                    clippedEnd(config, schedule), steps,
                                    config.integer("steps_offset", 0));
    for (const double t : grid.times) {
        grid.sigmas.push_back(schedule.sigmaAt(t));
    }
    const double highest = schedule.sigma(trainSteps - 1);
    const double lowest = schedule.sigma(0);
    const bool karras = config.flag("use_karras_sigmas", false);
    if (karras) {
        replaceLevels(grid, schedule, karrasSigmas(highest, lowest, steps));
    } else if (config.flag("use_lu_lambdas", false)) {
        replaceLevels(grid, schedule, evenLambdaSigmas(highest, lowest, steps));
    }
    if (end == SolverEnd::Lowest) {
        grid.sigmas.push_back(karras ? grid.sigmas.back() : lowest);
    } else {
        const bool zero =
            config.choice("final_sigmas_type", "zero", {"zero", "sigma_min"}) == "zero";
        grid.sigmas.push_back(zero ? 0.0 : lowest);
    }
    return grid;
}

void OutputHistory::push(at::Tensor output)
{
    m_outputs.push_front(std::move(output));
    if (m_outputs.size() > m_capacity) {
        m_outputs.pop_back();
    }
}

} // namespace diffusion
