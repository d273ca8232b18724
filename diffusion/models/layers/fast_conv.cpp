#include "diffusion/models/layers/fast_conv.h"

#include "diffusion/models/layers/unfolded_conv.h"

namespace diffusion {

at::Tensor FastConv::tryRun(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                            const ConvGeometry& geometry, const RunContext& context)
{
    if (geometry.stride == 1 && geometry.padding == 1) {
        if (at::Tensor out = m_winograd.tryRun(x, weight, bias, context); out.defined()) {
            return out;
        }
    }
    if (unfoldedConvFits(x, weight, geometry)) {
        return unfoldedConv(x, weight, bias, geometry, context);
    }
    return m_direct.tryRun(x, weight, bias, geometry, context);
}

} // namespace diffusion
