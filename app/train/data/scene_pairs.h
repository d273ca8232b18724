#pragma once

/// Training pairs from painted scenes, whose captions are true by construction: these teach words
/// and layout, the photographs teach texture. Any thread.

#include "app/train/data/pair_maker.h"

namespace train {

/// What a pair from a scene asks of the network.
enum class SceneTask {
    Create, ///< everything is hole; the caption says what the picture holds
    Insert, ///< the hole lies round the scene's objects, which the background alone does not show
    Expand, ///< borders are hole
    Refine  ///< a part of a larger picture with an object-shaped hole, as in a removal
};

struct SceneShares {
    double create = 0.55;
    double insert = 0.2;
    double expand = 0.1;
};

/// Pair i of shard s depends on (seed, s, i) only. `silhouettes` shape the holes of Refine.
/// options: side, count, seed and shard are used. Errors: InvalidArgument (odd side).
[[nodiscard]] core::Result<diffusion::training::PairShard>
makeScenePairs(const diffusion::training::BlockPca& pca, const PairOptions& options,
               const SceneShares& shares, const std::vector<ByteImage>& silhouettes,
               const PairProgress& progress);

} // namespace train
