#include "diffusion/models/layers/kernels/matrix_kernel_body.h"
#include "diffusion/models/layers/kernels/winograd_body.h"

namespace diffusion::kernels {

const MatrixKernel& plainMatrixKernel()
{
    return matrixTable<4, 4, 2>();
}

} // namespace diffusion::kernels
