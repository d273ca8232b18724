#pragma once

/// What the processor of this machine can do.

namespace diffusion::kernels {

enum class InstructionSet { Plain, Avx2, Avx512 };

/// The largest set that both this build and this processor have.
[[nodiscard]] InstructionSet instructionSet();

} // namespace diffusion::kernels
