#pragma once

/// Attention on the CPU that never holds a score matrix: see kernels/attention_kernel.h. Any
/// thread.

#include "diffusion/models/layers/layers.h"

namespace diffusion {

/// Whether fusedAttention takes these: float32, bfloat16 or float16 on the CPU, no bias, no
/// gradient, and more than a handful of keys. It works in float32 whatever the dtype.
[[nodiscard]] bool fusedAttentionFits(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                      const AttentionOptions& options);

/// As attention(). Looks for a stop request every 100 ms or so.
[[nodiscard]] at::Tensor fusedAttention(const at::Tensor& q, const at::Tensor& k,
                                        const at::Tensor& v, const AttentionOptions& options,
                                        const RunContext& context);

} // namespace diffusion
