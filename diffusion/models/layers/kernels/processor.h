#pragma once

/// What the processor of this machine can do.

namespace diffusion::kernels {

enum class InstructionSet { Plain, Avx2, Avx512 };

/// The largest set that both this build and this processor have.
[[nodiscard]] InstructionSet instructionSet();

/// Whether the processor multiplies bfloat16 (AVX512_BF16), at twice the rate of float32.
[[nodiscard]] bool multipliesBfloat16();

} // namespace diffusion::kernels
