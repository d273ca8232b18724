#pragma once

/// A file of tensors of any kind this program reads, told by its first bytes and not by its name.

#include <filesystem>
#include <memory>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// .ckpt, .pt and .bin files as torch.save writes them, mapped; nothing in them is ever run. Tensors are
/// private copies-on-write. Throws LoadError: NotFound, Unreadable, Unsupported (names the global of
/// Python it asks for that is neither tensor nor container), OutOfMemory.
[[nodiscard]] std::shared_ptr<TensorSource> openPickle(const std::filesystem::path& file);

/// Safetensors or torch.save. Throws as openSafetensors and openPickle do.
[[nodiscard]] std::shared_ptr<TensorSource> openWeightFile(const std::filesystem::path& file);

/// Whether the file is one of torch.save's, by its first bytes.
[[nodiscard]] bool isPickleFile(const std::filesystem::path& file);

} // namespace diffusion
