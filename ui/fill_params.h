#pragma once

/// What the Generate panel asks for: a FillRequest without its pictures. A value; any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "diffusion/fill_service.h"

namespace ui {

struct FillParams {
    diffusion::Action action = diffusion::Action::Remove;
    std::string model; ///< empty = the embedded one
    std::string prompt;
    std::string negativePrompt;
    std::string scheduler; ///< empty = the model's default
    std::optional<int> steps;
    std::optional<float> guidanceScale;
    std::optional<float> strength;
    std::uint64_t seed = 0;
};

} // namespace ui
