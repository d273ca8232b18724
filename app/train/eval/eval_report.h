#pragma once

/// Numbers of an evaluation: per case, and what they say together.

#include <string>
#include <vector>

#include "app/train/eval/eval_methods.h"

namespace train {

struct EvalScore {
    double psnr = 0.0; ///< dB, in the hole
    double ssim = 0.0;
    double texture = 0.0;  ///< core::textureDistance, smaller is better
    double seam = 0.0;     ///< core::seamRatio
    double trueSeam = 0.0; ///< the same of the truth: what no seam looks like here
    double seconds = 0.0;
};

[[nodiscard]] EvalScore scoreOf(const core::PixelBuffer& filled, const EvalCase& one);

/// scores[case][method].
struct EvalReport {
    std::vector<std::string> methods;
    std::vector<bool> classical;
    std::vector<std::string> cases;
    std::vector<std::vector<EvalScore>> scores;

    /// Lines for people: means, and how often a method's texture distance is smaller than that of
    /// each classical method, of all of them, and of the pre-fill.
    [[nodiscard]] std::string table() const;

    /// Everything. Errors: WriteFailed.
    [[nodiscard]] core::Status writeJson(const std::string& path) const;
};

} // namespace train
