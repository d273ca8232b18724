#include "diffusion/models/layers/kernels/processor.h"

#include "diffusion/models/layers/kernels/attention_kernel.h"
#include "diffusion/models/layers/kernels/matrix_kernel.h"

namespace diffusion::kernels {

InstructionSet instructionSet()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        return InstructionSet::Avx512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
        __builtin_cpu_supports("f16c")) {
        return InstructionSet::Avx2;
    }
#endif
    return InstructionSet::Plain;
}

bool multipliesBfloat16()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

const AttentionKernel& attentionKernel()
{
#if defined(__x86_64__)
    switch (instructionSet()) {
    case InstructionSet::Avx512:
        return avx512AttentionKernel();
    case InstructionSet::Avx2:
        return avx2AttentionKernel();
    case InstructionSet::Plain:
        break;
    }
#endif
    return plainAttentionKernel();
}

const MatrixKernel& matrixKernel()
{
#if defined(__x86_64__)
    switch (instructionSet()) {
    case InstructionSet::Avx512:
        return avx512MatrixKernel();
    case InstructionSet::Avx2:
        return avx2MatrixKernel();
    case InstructionSet::Plain:
        break;
    }
#endif
    return plainMatrixKernel();
}

} // namespace diffusion::kernels
