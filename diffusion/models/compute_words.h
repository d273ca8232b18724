#pragma once

/// The words by which people say where networks run and in which precision; the engine and training
/// choose by the same. Any thread. Both throw LoadError(InvalidArgument) naming what there is.

#include <initializer_list>
#include <optional>
#include <string>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace diffusion {

/// auto (CUDA where libtorch has it, else the CPU), cpu, cuda.
[[nodiscard]] at::Device deviceNamed(const std::string& word);

/// float32, bfloat16, float16, as far as they are among `known`; nothing for "auto".
[[nodiscard]] std::optional<at::ScalarType>
precisionNamed(const std::string& word, std::initializer_list<at::ScalarType> known);

} // namespace diffusion
