#pragma once

/// The ways of filling a hole that are compared.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/train/eval/eval_cases.h"

namespace train {

struct EvalMethod {
    std::string name;
    bool classical = false; ///< one of those to be beaten
    /// Returns (H, W, 3): the case's picture with its hole filled, every other pixel unchanged.
    std::function<core::Result<core::PixelBuffer>(const EvalCase&)> fill;
};

struct EvalMethodOptions {
    std::vector<double> strengths; ///< one method of the engine's each; empty = no engine
    std::string model;             ///< folder or file; empty = the embedded model
    std::uint64_t seed = 1;
    int steps = 0; ///< 0 = the model's default for removals
};

/// Telea and Navier-Stokes (OpenCV, radius 5), plain PatchMatch, the exemplar fill as the engine
/// uses it, then the engine at each strength. Opens the engine's module when strengths are given.
/// Errors: those of opening the engine and of reading the model.
[[nodiscard]] core::Result<std::vector<EvalMethod>>
makeEvalMethods(const EvalMethodOptions& options);

} // namespace train
