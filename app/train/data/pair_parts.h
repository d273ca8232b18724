#pragma once

/// What pairs from photographs and pairs from painted scenes are made with alike. Any thread.

#include <cstdint>
#include <vector>

#include "app/train/data/masks.h"
#include "app/train/data/photo_set.h"
#include "app/train/data/random.h"
#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/pair_shard.h"

namespace train {

/// How often a hole is left grey (as filling with a prompt starts from) or filled smoothly; the
/// rest are filled from examples.
struct PrefillShares {
    double neutral = 0.1;
    double smooth = 0.05;
    /// The picture itself at half its size, through the latent and enlarged again, as the second
    /// pass of a generation gets it. Drawn before the other ways.
    double reduced = 0.0;
};

/// Coverage of every cut-out in the set, single-channel.
[[nodiscard]] std::vector<ByteImage> silhouettes(const std::vector<PackedPhoto>& photos);

/// Paints over the hole of `image` (S, S, 3) in one of the ways above; where everything is hole and
/// nothing is to be reduced, grey. Errors: exemplarFill's.
[[nodiscard]] core::Status prefillHole(core::PixelBuffer& image, const RandomMask& mask,
                                       const PrefillShares& shares,
                                       const diffusion::training::BlockPca& pca, Random& random);

/// Adds one pair to the shard: the latents of both pictures and the blocks of the hole.
void appendPair(diffusion::training::PairShard& shard, const diffusion::training::BlockPca& pca,
                const core::PixelBuffer& truth, const core::PixelBuffer& prefilled,
                const core::PixelBuffer& mask, std::int32_t caption);

} // namespace train
