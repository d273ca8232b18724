#pragma once

/// The safetensors file format: u64 little-endian header length, JSON header, raw tensor data.
/// A file is hostile until proven otherwise: the whole header is checked before any tensor is touched.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// Maps one file into memory; nothing is read until a tensor is used. Tensors keep the mapping
/// alive and are private copies-on-write: changing one never changes the file.
/// Throws LoadError: NotFound, Unreadable (damaged, truncated, not safetensors), Unsupported (dtype).
[[nodiscard]] std::shared_ptr<TensorSource> openSafetensors(const std::filesystem::path& file);

/// Opens the weights of a diffusers component folder, in one file or in shards named by an index: see
/// componentWeightFiles in component_weights.h for which. Throws NotFound where there are none.
[[nodiscard]] std::shared_ptr<TensorSource> openComponentWeights(const std::filesystem::path& folder);

/// The header's free-form strings ("format": "pt"); empty if there are none.
[[nodiscard]] std::map<std::string, std::string> readSafetensorsMetadata(
    const std::filesystem::path& file);

/// Name, shape and stored dtype of each tensor, from the header alone.
struct TensorInfo {
    std::string name;
    Shape shape;
    at::ScalarType dtype = at::kFloat;
};
[[nodiscard]] std::vector<TensorInfo> listSafetensors(const std::filesystem::path& file);

/// Writes a temporary file beside `file`, flushes it to disk and renames it, so that `file` is
/// either the old or the new one. Tensors keep their dtype. Throws LoadError(WriteFailed).
void writeSafetensors(const std::filesystem::path& file,
                      const std::vector<std::pair<std::string, at::Tensor>>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

} // namespace diffusion
