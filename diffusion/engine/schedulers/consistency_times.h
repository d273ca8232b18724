#pragma once

/// What LCM and TCD share: they were distilled on `original_inference_steps` times of the teacher's
/// solver and may only visit those.

#include <vector>

namespace diffusion {

/// `steps` falling times, evenly picked from the `originalSteps` times of the teacher.
/// Throws std::invalid_argument unless 1 <= steps <= originalSteps <= trainSteps.
[[nodiscard]] std::vector<double> consistencyTimes(int trainSteps, int originalSteps, int steps);

} // namespace diffusion
