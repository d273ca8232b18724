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

/// How many of a product's columns one thread works at: at most about `most`, a whole number of
/// panels, and as many parts as threads or a multiple of them.
[[nodiscard]] std::int64_t columnsAtOnce(std::int64_t columns, std::int64_t panel,
                                         std::int64_t most);

/// Grows with every change in place; 0 for an undefined tensor and one that counts no changes.
[[nodiscard]] inline std::uint32_t versionOf(const at::Tensor& x)
{
    return x.defined() && !x.is_inference() ? static_cast<std::uint32_t>(x._version()) : 0;
}

} // namespace diffusion
