#pragma once

/// A PixArt transformer in one file of its authors' layout, with T5, its SentencePiece model and
/// the autoencoder in folders beside it, as the authors publish them.

#include "diffusion/engine/sources/model_source.h"

namespace diffusion {

/// `tensors`: of `file`, known to be such a transformer. Throws LoadError(Unsupported) saying what
/// to put beside the file where a part is missing.
[[nodiscard]] std::shared_ptr<const ModelSource>
openPixArtFile(const std::filesystem::path& file, std::shared_ptr<TensorSource> tensors);

} // namespace diffusion
