#pragma once

/// Linear layers on the CPU in float32, on the threads that everything else here runs on: OpenBLAS,
/// which at::linear goes to, keeps threads of its own, and the two sets get in each other's way.

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// Whether linearProduct() takes these and is worth it. x: (N, in), weight: (out, in), which may be
/// float16 or bfloat16 too.
[[nodiscard]] bool linearProductFits(const at::Tensor& x, const at::Tensor& weight);

/// x weight^T + bias -> (N, out); x contiguous, bias (out) or undefined. Looks for a stop request
/// every 100 ms or so. Any thread.
[[nodiscard]] at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight,
                                       const at::Tensor& bias, const RunContext& context);

} // namespace diffusion
