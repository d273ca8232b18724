#pragma once

/// AdamW (Loshchilov, Hutter 2019, arXiv:1711.05101, algorithm 2) and an exponential moving
/// average, both over one flat array of all parameters, so that an update is a single pass through
/// memory. Not thread-safe.

#include <cstdint>
#include <span>
#include <vector>

namespace diffusion::training {

struct AdamWOptions {
    float beta1 = 0.9F;
    float beta2 = 0.99F;
    float epsilon = 1e-8F;
    float weightDecay = 0.01F;
    float maxGradNorm = 1.0F; ///< gradients with a larger Euclidean norm are scaled down; 0 = never
};

class AdamW {
public:
    AdamW(std::size_t parameters, AdamWOptions options);

    /// One update of `parameters` from `gradients` (same length as given to the constructor).
    /// Returns the norm of the gradients before clipping; a norm that is not finite skips the
    /// update.
    float step(std::span<float> parameters, std::span<const float> gradients, float learningRate);

    /// State, for checkpoints: first and second moments and the number of updates.
    [[nodiscard]] std::vector<float>& firstMoment() { return m_first; }
    [[nodiscard]] std::vector<float>& secondMoment() { return m_second; }
    [[nodiscard]] std::int64_t updates() const { return m_updates; }
    void setUpdates(std::int64_t updates) { m_updates = updates; }

private:
    AdamWOptions m_options;
    std::vector<float> m_first;
    std::vector<float> m_second;
    std::int64_t m_updates = 0;
};

/// average += (1 - decay) * (parameters - average), where the decay grows towards `decay` with
/// (1 + updates) / (10 + updates), so that a young average is not dominated by the start.
void updateAverage(std::span<float> average, std::span<const float> parameters, float decay,
                   std::int64_t updates);

/// Linear warm-up over `warmup` steps, then a cosine from `peak` down to `floor` at `total`.
[[nodiscard]] float cosineRate(std::int64_t step, std::int64_t warmup, std::int64_t total,
                               float peak, float floor);

} // namespace diffusion::training
