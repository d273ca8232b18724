#include "diffusion/models/layers/kernels/attention_kernel_body.h"

namespace diffusion::kernels {

const AttentionKernel& avx2AttentionKernel()
{
    return Kernel<8, 4>::table();
}

} // namespace diffusion::kernels
