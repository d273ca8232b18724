#pragma once

/// Block principal components written as the encoder of an AutoencoderTiny without inner blocks:
/// the first two halvings carry the 12 and 48 values of 2 x 2 and 4 x 4 blocks through unchanged,
/// the third projects the 192 values of 8 x 8 blocks. Exact up to rounding. Internal: includes
/// ATen.

#include <string>
#include <utility>
#include <vector>

#include "diffusion/models/tensor.h"
#include "diffusion/training/block_pca.h"

namespace diffusion::training {

/// Tensors "encoder.layers.0.weight" ... of an encoder `width` channels wide (at least 48). What it
/// gives times `scale` is what BlockPca::encode gives.
[[nodiscard]] std::vector<std::pair<std::string, at::Tensor>>
pcaEncoderWeights(const BlockPca& pca, int width, double scale);

} // namespace diffusion::training
