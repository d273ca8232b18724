#pragma once

/// PixArt's transformer as its authors publish it: other names, query, key and value in one tensor.
/// Any thread.

#include <cstdint>
#include <memory>

#include <nlohmann/json.hpp>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// Whether the tensors have the authors' names.
[[nodiscard]] bool isOriginalPixArt(const TensorSource& source);

/// Ids of the longest caption that it learnt from, 120 in alpha and 300 in Sigma; 0 = not told.
[[nodiscard]] std::int64_t originalPixArtTokens(const TensorSource& source);

/// transformer/config.json from the shapes. Throws LoadError: BadWeights, Unsupported.
[[nodiscard]] nlohmann::json detectPixArt(const TensorSource& source);

/// The tensors under their diffusers names. Throws LoadError(Unsupported) where the network has
/// parts that neither diffusers nor this program knows.
[[nodiscard]] std::shared_ptr<TensorSource> pixArtWeights(std::shared_ptr<TensorSource> source);

} // namespace diffusion
