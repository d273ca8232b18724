#include "diffusion/models/layers/kernels/attention_kernel_body.h"

namespace diffusion::kernels {

const AttentionKernel& plainAttentionKernel()
{
    return Kernel<4, 2>::table();
}

} // namespace diffusion::kernels
