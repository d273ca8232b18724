#pragma once

/// What was typed, checked as far as that goes without opening any file. Main thread only.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "diffusion/fill_service.h"

namespace app {

struct FillArguments {
    diffusion::Action action = diffusion::Action::Remove;
    std::string input;
    std::string mask;
    std::string output;
    std::string prompt;
    std::string negativePrompt;
    std::string sampler;       ///< empty = the model's default
    std::string model;         ///< empty = the embedded model
    std::string previewFolder; ///< empty = none
    std::optional<int> steps;
    std::optional<float> guidance;
    std::optional<float> strength;
    std::optional<std::uint64_t> seed; ///< unset = a random one, reported at the end
    int threads = 0;                   ///< 0 = all cores
    bool json = false;
    bool verbose = false;
};

struct ModelInfoArguments {
    std::string path; ///< empty = the embedded model
    bool json = false;
};

/// Parsing ended the program: help was shown (0) or the usage was wrong (2).
struct EarlyExit {
    int code = 0;
};

using Arguments = std::variant<EarlyExit, FillArguments, ModelInfoArguments>;

/// Prints help or the complaint itself.
[[nodiscard]] Arguments parseArguments(int argc, char** argv);

} // namespace app
