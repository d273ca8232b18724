#pragma once

/// Takes up a model folder that a trainer wrote, so that training can go on from it. Any thread.

#include <string>

#include "core/base/result.h"
#include "diffusion/training/block_pca.h"

namespace diffusion::training {

/// The principal components that the encoder in `folder`/vae was written from, to the precision of
/// the file. The mean is that part of it which the components see.
/// Errors: NotFound, Unreadable, BadWeights (an encoder of another kind).
[[nodiscard]] core::Result<BlockPca> readModelPca(const std::string& folder);

} // namespace diffusion::training
