#include "app/train/data/pair_maker.h"

#include "app/train/data/pair_parts.h"

namespace train {

using diffusion::training::BlockPca;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

core::Result<PairShard> makePairs(const std::vector<PackedPhoto>& photos, const BlockPca& pca,
                                  const PairOptions& options, const PairProgress& progress)
{
    const CropSampler crops(photos);
    if (crops.isEmpty() || options.side < kBlockSide || options.side % kBlockSide != 0) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          "pairs need pictures and a side that is a multiple of 8");
    }
    const std::vector<ByteImage> shapes = silhouettes(photos);
    PairShard shard;
    shard.channels = pca.components;
    shard.side = options.side / kBlockSide;
    for (const PackedPhoto& photo : photos) {
        shard.captions.push_back(photo.caption);
    }
    const std::uint64_t first = static_cast<std::uint64_t>(options.shard) << 32U;
    for (int i = 0; i < options.count; ++i) {
        Random random = Random::forItem(options.seed, first + static_cast<std::uint64_t>(i));
        const Crop crop = crops.draw(options.side, random);
        const RandomMask mask = randomMask(options.side, shapes, options.shares, random);
        core::PixelBuffer hollow = crop.pixels;
        const core::Status filled = prefillHole(hollow, mask, options.prefill, pca, random);
        if (!filled) {
            return core::fail(filled.error());
        }
        appendPair(shard, pca, crop.pixels, hollow, mask.coverage,
                   static_cast<std::int32_t>(crop.photo));
        if (progress) {
            progress((i + 1.0) / options.count);
        }
    }
    return shard;
}

} // namespace train
