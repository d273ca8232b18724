#pragma once

/// Training pairs from painted scenes, whose captions are true by construction: these teach words
/// and layout, the photographs teach texture. Any thread.

#include "app/train/data/pair_maker.h"
#include "app/train/scenes/stamps.h"

namespace train {

/// What a pair from a scene asks of the network.
enum class SceneTask {
    Create, ///< everything is hole; the caption says what the picture holds
    Insert, ///< the hole lies round the scene's objects, which the background alone does not show
    Expand, ///< borders are hole
    Refine  ///< a part of a larger picture with an object-shaped hole, as in a removal
};

/// How often each is asked; the rest is Refine.
struct SceneShares {
    double create = 0.55;
    double insert = 0.2;
    double expand = 0.1;
    double composed = 0.0; ///< share of scenes that are plainly composed (scenes::composed)
};

/// What scenes and holes are made of besides paint.
struct SceneMaterial {
    std::vector<ByteImage> silhouettes; ///< shape the holes of Refine
    scenes::StampBook stamps;           ///< stand in the scenes
};

/// Pair i of shard s depends on (seed, s, i) and the material only.
/// options: side, count, seed and shard are used. Errors: InvalidArgument (odd side).
[[nodiscard]] core::Result<diffusion::training::PairShard>
makeScenePairs(const diffusion::training::BlockPca& pca, const PairOptions& options,
               const SceneShares& shares, const SceneMaterial& material,
               const PairProgress& progress);

} // namespace train
