#pragma once

/// Internal: includes ATen.

#include <utility>

#include "diffusion/models/tensor.h"

namespace diffusion::training {

/// Swaps the averaged weights into the networks for as long as it lives.
class UseAverage {
public:
    /// values: what the networks hold, average: (P) both.
    UseAverage(at::Tensor values, const at::Tensor& average)
        : m_values(std::move(values)), m_kept(m_values.clone())
    {
        m_values.copy_(average);
    }
    ~UseAverage() { m_values.copy_(m_kept); }
    UseAverage(const UseAverage&) = delete;
    UseAverage& operator=(const UseAverage&) = delete;

private:
    at::Tensor m_values;
    at::Tensor m_kept;
};

} // namespace diffusion::training
