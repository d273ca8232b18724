#pragma once

/// What a training run is made of beside its networks, and one step forward in it. Internal:
/// includes ATen.

#include <cstdint>

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

/// Moves the parameters along the gradients that backward() left, and the average after them.
/// Returns the norm of the gradients before clipping.
float applyGradients(RunState& state, float learningRate, float averageDecay);

/// Swaps the averaged weights into the networks for as long as it lives.
class UseAverage {
public:
    explicit UseAverage(const RunState& state);
    ~UseAverage();
    UseAverage(const UseAverage&) = delete;
    UseAverage& operator=(const UseAverage&) = delete;

private:
    FlatParameters& m_parameters;
    at::Tensor m_kept;
};

} // namespace diffusion::training
