#pragma once

/// The job of the tests of PixArt.

#include "diffusion/engine_job.h"

namespace pixart {

using namespace diffusion;
using engine_job::failureOf;
using engine_job::kHeight;
using engine_job::kSeed;
using engine_job::kWidth;
using engine_job::largestDifference;
using engine_job::picture;
using engine_job::runJob;

constexpr int kSteps = 4;
inline const char* const kPrompt = "the boat on the lake";
inline const char* const kNegative = "a house";

inline FillRequest requestFor(const std::filesystem::path& model, Action action)
{
    return engine_job::requestFor(model, action, {kPrompt, kNegative, kSteps});
}

} // namespace pixart
