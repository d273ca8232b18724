#pragma once

/// Convolutions with large weights on small maps, on the CPU in float32, as one product of
/// matrices: the weights are read where they lie, in whatever precision, and nothing is kept beside
/// them. Any thread.

#include "diffusion/models/layers/packed_conv.h"
#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// Whether unfoldedConv() takes these and is worth it. x: (B, in, H, W), weight: (out, in, k, k)
[[nodiscard]] bool unfoldedConvFits(const at::Tensor& x, const at::Tensor& weight,
                                    const ConvGeometry& geometry);

/// bias: (out) or undefined -> (B, out, H', W'). Looks for a stop request every 100 ms or so.
[[nodiscard]] at::Tensor unfoldedConv(const at::Tensor& x, const at::Tensor& weight,
                                      const at::Tensor& bias, const ConvGeometry& geometry,
                                      const RunContext& context);

} // namespace diffusion
