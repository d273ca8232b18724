#pragma once

/// State of a training run on disk: one safetensors file, replaced in one step.
/// Internal: includes ATen.

#include <string>

#include "core/base/result.h"
#include "diffusion/training/run_state.h"

namespace diffusion::training {

/// `config` is everything that fixes shapes and losses; load refuses a file with another one.
/// Errors: WriteFailed.
[[nodiscard]] core::Status saveCheckpoint(const std::string& path, const std::string& config,
                                          RunState& state);

/// Errors: NotFound, Unreadable, BadWeights (another configuration).
[[nodiscard]] core::Status loadCheckpoint(const std::string& path, const std::string& config,
                                          RunState& state);

} // namespace diffusion::training
