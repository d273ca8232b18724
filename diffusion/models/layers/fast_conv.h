#pragma once

/// The fastest way of a convolution on the CPU: Winograd's, a product of matrices where small maps
/// meet large weights, or else a direct one with packed weights. One thread at a time for each
/// object.

#include "diffusion/models/layers/packed_conv.h"
#include "diffusion/models/layers/winograd_conv.h"

namespace diffusion {

class FastConv {
public:
    /// As PackedConv::tryRun: undefined where libtorch's own convolution has to do.
    [[nodiscard]] at::Tensor tryRun(const at::Tensor& x, const at::Tensor& weight,
                                    const at::Tensor& bias, const ConvGeometry& geometry,
                                    const RunContext& context);

private:
    WinogradConv m_winograd;
    PackedConv m_direct;
};

} // namespace diffusion
