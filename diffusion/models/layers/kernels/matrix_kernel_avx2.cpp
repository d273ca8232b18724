#include "diffusion/models/layers/kernels/matrix_kernel_body.h"
#include "diffusion/models/layers/kernels/winograd_body.h"

namespace diffusion::kernels {

const MatrixKernel& avx2MatrixKernel()
{
    return matrixTable<8, 6, 2>();
}

} // namespace diffusion::kernels
