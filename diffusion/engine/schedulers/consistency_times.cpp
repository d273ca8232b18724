#include "diffusion/engine/schedulers/consistency_times.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace diffusion {

std::vector<double> consistencyTimes(const ConsistencyGrid& grid, int steps)
{
    const bool known = grid.originalSteps >= 1 && grid.originalSteps <= grid.trainSteps &&
                       grid.strength >= 0.0 && grid.strength <= 1.0;
    const int count = known ? static_cast<int>(grid.originalSteps * grid.strength) : 0;
    if (steps < 1 || steps > count) {
        throw std::invalid_argument("this sampler takes between 1 and " + std::to_string(count) +
                                    " steps");
    }
    const int stride = grid.trainSteps / grid.originalSteps;
    std::vector<double> out;
    for (int i = 0; i < steps; ++i) {
        const double share = static_cast<double>(count) / steps;
        const int index = static_cast<int>(std::floor(i * share));
        out.push_back(static_cast<double>(count - index) * stride - 1.0);
    }
    return out;
}

} // namespace diffusion
