#include "diffusion/training/adamw.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace diffusion::training {

AdamW::AdamW(std::size_t parameters, AdamWOptions options)
    : m_options(options), m_first(parameters, 0.0F), m_second(parameters, 0.0F)
{
}

float AdamW::step(std::span<float> parameters, std::span<const float> gradients, float learningRate)
{
    assert(parameters.size() == m_first.size() && gradients.size() == m_first.size());
    double sum = 0.0;
    for (const float g : gradients) {
        sum += static_cast<double>(g) * g;
    }
    const auto norm = static_cast<float>(std::sqrt(sum));
    if (!std::isfinite(norm)) {
        return norm;
    }
    ++m_updates;
    const bool clip = m_options.maxGradNorm > 0.0F && norm > m_options.maxGradNorm;
    const float scale = clip ? m_options.maxGradNorm / norm : 1.0F;
    const auto t = static_cast<double>(m_updates);
    const auto correction1 = static_cast<float>(1.0 - std::pow(m_options.beta1, t));
    const auto correction2 = static_cast<float>(1.0 - std::pow(m_options.beta2, t));
    const float rate = learningRate / correction1;
    const float root = 1.0F / std::sqrt(correction2);
    const float keep = 1.0F - learningRate * m_options.weightDecay;
    const float b1 = m_options.beta1;
    const float b2 = m_options.beta2;
    const float epsilon = m_options.epsilon;
    float* p = parameters.data();
    float* m = m_first.data();
    float* v = m_second.data();
    const float* g = gradients.data();
    const std::size_t n = parameters.size();
    for (std::size_t i = 0; i < n; ++i) {
        const float gi = g[i] * scale;
        m[i] = b1 * m[i] + (1.0F - b1) * gi;
        v[i] = b2 * v[i] + (1.0F - b2) * gi * gi;
        p[i] = p[i] * keep - rate * m[i] / (std::sqrt(v[i]) * root + epsilon);
    }
    return norm;
}

void updateAverage(std::span<float> average, std::span<const float> parameters, float decay,
                   std::int64_t updates)
{
    assert(average.size() == parameters.size());
    const auto age = static_cast<float>(updates);
    const float rate = 1.0F - std::min(decay, (1.0F + age) / (10.0F + age));
    for (std::size_t i = 0; i < average.size(); ++i) {
        average[i] += rate * (parameters[i] - average[i]);
    }
}

float cosineRate(std::int64_t step, std::int64_t warmup, std::int64_t total, float peak,
                 float floor)
{
    if (step < warmup) {
        return peak * static_cast<float>(step + 1) / static_cast<float>(warmup);
    }
    const double span = static_cast<double>(std::max<std::int64_t>(1, total - warmup));
    const double x = std::clamp(static_cast<double>(step - warmup) / span, 0.0, 1.0);
    const double share = 0.5 * (1.0 + std::cos(std::numbers::pi * x));
    return floor + (peak - floor) * static_cast<float>(share);
}

} // namespace diffusion::training
