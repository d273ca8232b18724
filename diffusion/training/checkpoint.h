#pragma once

/// State of a training run on disk: one safetensors file, replaced in one step.
/// Internal: includes ATen.

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "diffusion/training/adamw.h"
#include "diffusion/training/flat_parameters.h"

namespace diffusion::training {

/// What a run needs to go on as if it had never stopped.
struct RunState {
    FlatParameters* parameters = nullptr;
    at::Tensor average; ///< (P), exponential moving average of the parameters
    AdamW* optimiser = nullptr;
    std::int64_t steps = 0;
    std::int64_t samples = 0; ///< training samples seen
    double seconds = 0;       ///< spent in steps
};

/// `config` is everything that fixes shapes and losses; load refuses a file with another one.
/// Errors: WriteFailed.
[[nodiscard]] core::Status saveCheckpoint(const std::string& path, const std::string& config,
                                          RunState& state);

/// Errors: NotFound, Unreadable, BadWeights (another configuration).
[[nodiscard]] core::Status loadCheckpoint(const std::string& path, const std::string& config,
                                          RunState& state);

} // namespace diffusion::training
