#pragma once

/// Files that change a loaded model. Worker thread only.

#include <filesystem>
#include <memory>
#include <string>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// Opens a .safetensors file of a LoRA or an embedding. Throws LoadError: NotFound, Unreadable,
/// Unsupported (another kind of file).
[[nodiscard]] std::shared_ptr<TensorSource> openAdapterFile(const std::filesystem::path& file);

/// Changes whenever the file does. Throws LoadError(NotFound).
[[nodiscard]] std::string adapterFingerprint(const std::filesystem::path& file);

} // namespace diffusion
