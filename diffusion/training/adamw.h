#pragma once

/// AdamW (Loshchilov, Hutter 2019, arXiv:1711.05101, algorithm 2) and an exponential moving
/// average, both over one flat float32 array of all parameters, so that an update is a single pass
/// through memory. All tensors of a call are on one device. Not thread-safe. Internal: includes
/// ATen.

#include <cstdint>

#include "diffusion/models/tensor.h"

namespace diffusion::training {

struct AdamWOptions {
    float beta1 = 0.9F;
    float beta2 = 0.99F;
    float epsilon = 1e-8F;
    float weightDecay = 0.01F;
    float maxGradNorm = 1.0F; ///< gradients with a larger Euclidean norm are scaled down; 0 = never
    bool onePass = true; ///< on the CPU; false = by tensor operations there too, as on other devices
};

class AdamW {
public:
    /// For as many numbers as `like` has, (P), on its device.
    AdamW(const at::Tensor& like, AdamWOptions options);

    /// One update of `parameters` from `gradients`, (P) both.
    /// Returns the norm of the gradients before clipping; a norm that is not finite skips the
    /// update.
    float step(const at::Tensor& parameters, const at::Tensor& gradients, float learningRate);

    /// State, for checkpoints: first and second moments, (P), and the number of updates.
    [[nodiscard]] const at::Tensor& firstMoment() const { return m_first; }
    [[nodiscard]] const at::Tensor& secondMoment() const { return m_second; }
    [[nodiscard]] std::int64_t updates() const { return m_updates; }
    void setUpdates(std::int64_t updates) { m_updates = updates; }

private:
    struct Rates;
    void updateOnCpu(const at::Tensor& parameters, const at::Tensor& gradients, const Rates& rates);
    void updateOnDevice(const at::Tensor& parameters, const at::Tensor& gradients,
                        const Rates& rates);

    AdamWOptions m_options;
    at::Tensor m_first;
    at::Tensor m_second;
    std::int64_t m_updates = 0;
};

/// average += (1 - decay) * (parameters - average), where the decay grows towards `decay` with
/// (1 + updates) / (10 + updates), so that a young average is not dominated by the start.
void updateAverage(const at::Tensor& average, const at::Tensor& parameters, float decay,
                   std::int64_t updates);

/// Linear warm-up over `warmup` steps, then a cosine from `peak` down to `floor` at `total`.
[[nodiscard]] float cosineRate(std::int64_t step, std::int64_t warmup, std::int64_t total,
                               float peak, float floor);

} // namespace diffusion::training
