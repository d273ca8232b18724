#pragma once

/// Small things that layers with weights of their own layout have in common. Any thread.

#include <cstdint>

#include "diffusion/models/tensor.h"

namespace diffusion {

/// a / b, rounded up; both positive.
[[nodiscard]] inline std::int64_t ceilDiv(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

/// Grows with every change in place; 0 for an undefined tensor and one that counts no changes.
[[nodiscard]] inline std::uint32_t versionOf(const at::Tensor& x)
{
    return x.defined() && !x.is_inference() ? static_cast<std::uint32_t>(x._version()) : 0;
}

} // namespace diffusion
