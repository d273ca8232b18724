#pragma once

/// Makes training pairs: crop, hole, pre-fill, both latents. Any thread.

#include <cstdint>
#include <functional>
#include <vector>

#include "app/train/data/crops.h"
#include "app/train/data/masks.h"
#include "app/train/data/pair_parts.h"
#include "core/base/result.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/pair_shard.h"

namespace train {

struct PairOptions {
    int side = 128;         ///< pixels of a crop, a multiple of 8
    int count = 2000;       ///< pairs of a shard
    std::uint64_t seed = 1; ///< pair i of shard s depends on (seed, s, i) and the set only
    int shard = 0;
    MaskShares shares;
    PrefillShares prefill;
};

/// Fraction done, in [0, 1].
using PairProgress = std::function<void(double)>;

/// Errors: InvalidArgument (no picture in the set, odd side).
[[nodiscard]] core::Result<diffusion::training::PairShard>
makePairs(const std::vector<PackedPhoto>& photos, const diffusion::training::BlockPca& pca,
          const PairOptions& options, const PairProgress& progress);

/// As removals are made in the editor: the hole is filled, by the better preset, from twice as much
/// picture to all sides as the pair shows; never a border, never everything. Same errors.
[[nodiscard]] core::Result<diffusion::training::PairShard>
makeRemovalPairs(const std::vector<PackedPhoto>& photos, const diffusion::training::BlockPca& pca,
                 const PairOptions& options, const PairProgress& progress);

} // namespace train
