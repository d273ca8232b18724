#include "diffusion/models/layers/kernels/matrix_kernel_body.h"
#include "diffusion/models/layers/kernels/winograd_body.h"

namespace diffusion::kernels {

const MatrixKernel& avx512MatrixKernel()
{
    return matrixTable<16, 12, 2>();
}

} // namespace diffusion::kernels
