#include "diffusion/training/adamw.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace diffusion::training {

namespace {

double normOf(const at::Tensor& gradients)
{
    if (!gradients.device().is_cpu()) {
        return gradients.norm().item<double>();
    }
    const float* g = gradients.data_ptr<float>();
    double sum = 0.0;
    for (std::int64_t i = 0; i < gradients.numel(); ++i) {
        sum += static_cast<double>(g[i]) * g[i];
    }
    return std::sqrt(sum);
}

} // namespace

/// The factors of one update, in the letters of the paper.
struct AdamW::Rates {
    float scale; ///< of the gradients, from clipping
    float rate;  ///< learning rate over the first moment's correction
    float root;  ///< 1 / sqrt(the second moment's correction)
    float keep;  ///< what weight decay leaves
};

AdamW::AdamW(const at::Tensor& like, AdamWOptions options)
    : m_options(options), m_first(at::zeros_like(like)), m_second(at::zeros_like(like))
{
}

float AdamW::step(const at::Tensor& parameters, const at::Tensor& gradients, float learningRate)
{
    assert(parameters.numel() == m_first.numel() && gradients.numel() == m_first.numel());
    const auto norm = static_cast<float>(normOf(gradients));
    if (!std::isfinite(norm)) {
        return norm;
    }
    ++m_updates;
    const bool clip = m_options.maxGradNorm > 0.0F && norm > m_options.maxGradNorm;
    const auto t = static_cast<double>(m_updates);
    const auto correction1 = static_cast<float>(1.0 - std::pow(m_options.beta1, t));
    const auto correction2 = static_cast<float>(1.0 - std::pow(m_options.beta2, t));
    const Rates rates{clip ? m_options.maxGradNorm / norm : 1.0F, learningRate / correction1,
                      1.0F / std::sqrt(correction2), 1.0F - learningRate * m_options.weightDecay};
    if (m_options.onePass && parameters.device().is_cpu()) {
        updateOnCpu(parameters, gradients, rates);
    } else {
        updateOnDevice(parameters, gradients, rates);
    }
    return norm;
}

void AdamW::updateOnCpu(const at::Tensor& parameters, const at::Tensor& gradients,
                        const Rates& rates)
{
    const float b1 = m_options.beta1;
    const float b2 = m_options.beta2;
    const float epsilon = m_options.epsilon;
    float* p = parameters.data_ptr<float>();
    float* m = m_first.data_ptr<float>();
    float* v = m_second.data_ptr<float>();
    const float* g = gradients.data_ptr<float>();
    const std::int64_t n = parameters.numel();
    for (std::int64_t i = 0; i < n; ++i) {
        const float gi = g[i] * rates.scale;
        m[i] = b1 * m[i] + (1.0F - b1) * gi;
        v[i] = b2 * v[i] + (1.0F - b2) * gi * gi;
        p[i] = p[i] * rates.keep - rates.rate * m[i] / (std::sqrt(v[i]) * rates.root + epsilon);
    }
}

void AdamW::updateOnDevice(const at::Tensor& parameters, const at::Tensor& gradients,
                           const Rates& rates)
{
    const at::Tensor scaled = gradients * rates.scale;
    m_first.mul_(m_options.beta1).add_(scaled, 1.0F - m_options.beta1);
    m_second.mul_(m_options.beta2).add_(scaled * scaled, 1.0F - m_options.beta2);
    const at::Tensor step = m_first / (m_second.sqrt() * rates.root + m_options.epsilon);
    parameters.mul_(rates.keep).sub_(step, rates.rate);
}

void updateAverage(const at::Tensor& average, const at::Tensor& parameters, float decay,
                   std::int64_t updates)
{
    assert(average.numel() == parameters.numel());
    const auto age = static_cast<float>(updates);
    const float rate = 1.0F - std::min(decay, (1.0F + age) / (10.0F + age));
    if (!average.device().is_cpu()) {
        average.add_(parameters - average, rate);
        return;
    }
    float* a = average.data_ptr<float>();
    const float* p = parameters.data_ptr<float>();
    const std::int64_t n = average.numel();
    for (std::int64_t i = 0; i < n; ++i) {
        a[i] += rate * (p[i] - a[i]);
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
