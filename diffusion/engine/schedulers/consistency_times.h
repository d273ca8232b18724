#pragma once

/// What LCM and TCD share: they were distilled on `original_inference_steps` times of the teacher's
/// solver and may only visit those.

#include <vector>

namespace diffusion {

struct ConsistencyGrid {
    int trainSteps = 1000;
    int originalSteps = 50; ///< times of the teacher
    double strength = 1.0;  ///< only the teacher's last share of them is visited: from a picture
};

/// `steps` falling times, evenly picked from those of the teacher.
/// Throws std::invalid_argument unless there are so many, and no more than trainSteps.
[[nodiscard]] std::vector<double> consistencyTimes(const ConsistencyGrid& grid, int steps);

} // namespace diffusion
