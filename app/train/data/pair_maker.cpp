#include "app/train/data/pair_maker.h"

#include <algorithm>

#include "app/train/data/pair_parts.h"
#include "core/exemplar/exemplar_fill.h"

namespace train {

using core::PixelBuffer;
using diffusion::training::BlockPca;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

namespace {

/// A crop, its hole, and the crop with its hole filled; all (side, side).
struct Example {
    PixelBuffer truth;
    PixelBuffer filled;
    PixelBuffer mask;
    std::size_t photo = 0;
};

using DrawExample = std::function<core::Result<Example>(const CropSampler& crops, Random& random)>;

core::Result<PairShard> makeShard(const std::vector<PackedPhoto>& photos, const BlockPca& pca,
                                  const PairOptions& options, const PairProgress& progress,
                                  const DrawExample& draw)
{
    const CropSampler crops(photos);
    if (crops.isEmpty() || options.side < kBlockSide || options.side % kBlockSide != 0) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          "pairs need pictures and a side that is a multiple of 8");
    }
    PairShard shard;
    shard.channels = pca.components;
    shard.side = options.side / kBlockSide;
    for (const PackedPhoto& photo : photos) {
        shard.captions.push_back(photo.caption);
    }
    const std::uint64_t first = static_cast<std::uint64_t>(options.shard) << 32U;
    for (int i = 0; i < options.count; ++i) {
        Random random = Random::forItem(options.seed, first + static_cast<std::uint64_t>(i));
        const core::Result<Example> one = draw(crops, random);
        if (!one) {
            return core::fail(one.error());
        }
        appendPair(shard, pca, one->truth, one->filled, one->mask,
                   static_cast<std::int32_t>(one->photo));
        if (progress) {
            progress((i + 1.0) / options.count);
        }
    }
    return shard;
}

} // namespace

core::Result<PairShard> makePairs(const std::vector<PackedPhoto>& photos, const BlockPca& pca,
                                  const PairOptions& options, const PairProgress& progress)
{
    const std::vector<ByteImage> shapes = silhouettes(photos);
    const auto draw = [&](const CropSampler& crops, Random& random) -> core::Result<Example> {
        Crop crop = crops.draw(options.side, random);
        RandomMask mask = randomMask(options.side, shapes, options.shares, random);
        PixelBuffer hollow = crop.pixels;
        if (auto filled = prefillHole(hollow, mask, options.prefill, pca, random); !filled) {
            return core::fail(filled.error());
        }
        return Example{std::move(crop.pixels), std::move(hollow), std::move(mask.coverage),
                       crop.photo};
    };
    return makeShard(photos, pca, options, progress, draw);
}

core::Result<PairShard> makeRemovalPairs(const std::vector<PackedPhoto>& photos,
                                         const BlockPca& pca, const PairOptions& options,
                                         const PairProgress& progress)
{
    const std::vector<ByteImage> shapes = silhouettes(photos);
    MaskShares shares = options.shares;
    shares.everything = 0.0;
    shares.border = 0.0;
    const auto draw = [&](const CropSampler& crops, Random& random) -> core::Result<Example> {
        const int side = options.side;
        const Crop crop = crops.draw(2 * side, random);
        const RandomMask mask = randomMask(side, shapes, shares, random);
        const core::Rect middle{side / 2, side / 2, side, side};
        PixelBuffer wide(2 * side, 2 * side, 1);
        for (int y = 0; y < side; ++y) {
            std::copy_n(mask.coverage.row(y), side, wide.at(middle.x, middle.y + y));
        }
        core::ExemplarOptions exemplar;
        exemplar.seed = random.bits();
        exemplar.threads = 1;
        PixelBuffer filled = crop.pixels;
        if (auto done = core::exemplarFill(filled, wide, exemplar); !done) {
            return core::fail(done.error());
        }
        return Example{cropped(crop.pixels, middle), cropped(filled, middle), mask.coverage,
                       crop.photo};
    };
    return makeShard(photos, pca, options, progress, draw);
}

} // namespace train
