#pragma once

/// Training pairs that ask for something within a photograph: a named thing put into it, or its
/// lower part become another ground. These teach what Fill is used for. Any thread.

#include "app/train/data/scene_pairs.h"

namespace train {

/// Pair i of shard s depends on (seed, s, i), the set and the material only.
/// options: side, count, seed and shard are used. Errors: InvalidArgument (no picture in the set,
/// odd side).
[[nodiscard]] core::Result<diffusion::training::PairShard>
makePlacedPairs(const std::vector<PackedPhoto>& photos, const diffusion::training::BlockPca& pca,
                const PairOptions& options, const SceneMaterial& material,
                const PairProgress& progress);

} // namespace train
