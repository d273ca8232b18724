#pragma once

/// The activation functions that model configurations name.

#include <string>

#include "diffusion/models/tensor.h"

namespace diffusion {

enum class Activation { Identity, Silu, Gelu, GeluTanh, QuickGelu, Relu, Mish };

/// "silu" or "swish", "gelu" (exact erf), "gelu_new" or "gelu_pytorch_tanh", "quick_gelu", "relu",
/// "mish"; throws LoadError(Unsupported) naming `key` otherwise.
[[nodiscard]] Activation parseActivation(const std::string& name, const char* key);

/// Any shape -> same shape.
[[nodiscard]] at::Tensor activate(const at::Tensor& x, Activation activation);

/// As activate, for a tensor that nobody else holds: works in place unless a gradient is needed.
[[nodiscard]] at::Tensor activateFresh(at::Tensor x, Activation activation);

} // namespace diffusion
