#include "diffusion/models/layers/kernels/attention_kernel_body.h"

namespace diffusion::kernels {

const AttentionKernel& avx512AttentionKernel()
{
    return Kernel<16, 8>::table();
}

} // namespace diffusion::kernels
