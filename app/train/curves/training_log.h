#pragma once

/// What a run of the denoiser wrote down as it went: CHECKPOINT.log. Any thread.

#include <string>
#include <vector>

#include "core/base/result.h"

namespace train {

/// One point of a curve.
struct LossPoint {
    double samples = 0; ///< seen since the weights were drawn at random
    double loss = 0;    ///< as it is minimised
};

struct TrainingLog {
    std::vector<LossPoint> training; ///< means of 50 steps
    std::vector<LossPoint> heldOut;  ///< pairs that are not trained on, averaged weights
};

/// Reads one log. Lines that are neither are passed over: runs that are cut off leave halves.
/// Errors: NotFound, Unreadable (no line of a run in it).
[[nodiscard]] core::Result<TrainingLog> readTrainingLog(const std::string& path);

/// Each point the mean of itself and its neighbours, `reach` on each side where there are so many.
[[nodiscard]] std::vector<LossPoint> smoothed(const std::vector<LossPoint>& points, int reach);

} // namespace train
