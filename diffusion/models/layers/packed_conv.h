#pragma once

/// Convolutions on the CPU with their weights kept in oneDNN's own layout. at::conv2d brings the
/// weights into that layout at every call, which on small maps costs more than the convolution.
///
/// One thread at a time for each object.

#include <memory>

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct ConvGeometry {
    std::int64_t stride = 1;
    std::int64_t padding = 0;
};

class PackedConv {
public:
    PackedConv();
    ~PackedConv();
    PackedConv(const PackedConv&) = delete;
    PackedConv& operator=(const PackedConv&) = delete;

    /// x: (B, in, H, W), weight: (out, in, k, k), bias: (out) or undefined -> (B, out, H', W').
    ///
    /// Undefined where this is of no use: gradients, another device, a dtype that is neither
    /// float32 nor bfloat16, a build without oneDNN, no fast kernel for the shape, or too little
    /// memory for a second copy of the weights. Weights changed in place since the last call are
    /// packed anew. Looks for a stop request every 100 ms or so.
    [[nodiscard]] at::Tensor tryRun(const at::Tensor& x, const at::Tensor& weight,
                                    const at::Tensor& bias, const ConvGeometry& geometry,
                                    const RunContext& context);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl; ///< made at the first run
    bool m_refused = false;
};

} // namespace diffusion
