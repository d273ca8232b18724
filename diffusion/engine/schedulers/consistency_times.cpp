#include "diffusion/engine/schedulers/consistency_times.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace diffusion {

std::vector<double> consistencyTimes(int trainSteps, int originalSteps, int steps)
{
    if (originalSteps < 1 || originalSteps > trainSteps || steps < 1 || steps > originalSteps) {
        throw std::invalid_argument("this sampler takes between 1 and " +
                                    std::to_string(originalSteps) + " steps");
    }
    const int stride = trainSteps / originalSteps;
    std::vector<double> out;
    for (int i = 0; i < steps; ++i) {
        const double share = static_cast<double>(originalSteps) / steps;
        const int index = static_cast<int>(std::floor(i * share));
        out.push_back(static_cast<double>(originalSteps - index) * stride - 1.0);
    }
    return out;
}

} // namespace diffusion
