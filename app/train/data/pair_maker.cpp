#include "app/train/data/pair_maker.h"

#include <algorithm>

#include "app/train/data/push_pull.h"
#include "core/exemplar/exemplar_fill.h"

namespace train {

namespace {

using core::PixelBuffer;
using diffusion::training::BlockPca;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

/// Coverage of every cut-out in the set.
std::vector<ByteImage> silhouettes(const std::vector<PackedPhoto>& photos)
{
    std::vector<ByteImage> shapes;
    for (const PackedPhoto& photo : photos) {
        if (photo.image.channels != 4) {
            continue;
        }
        ByteImage shape{photo.image.width, photo.image.height, 1, {}};
        for (std::size_t i = 3; i < photo.image.data.size(); i += 4) {
            shape.data.push_back(photo.image.data[i]);
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

void paintNeutral(PixelBuffer& image, const PixelBuffer& mask)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (*mask.at(x, y) > 0.0F) {
                std::fill_n(image.at(x, y), image.channels(), 0.5F);
            }
        }
    }
}

core::Status prefill(PixelBuffer& image, const RandomMask& mask, const PairOptions& options,
                     Random& random)
{
    const double pick = random.unit();
    if (mask.kind == MaskKind::Everything || pick < options.neutralShare) {
        paintNeutral(image, mask.coverage);
        return {};
    }
    if (pick < options.neutralShare + options.smoothShare) {
        pushPullFill(image, mask.coverage);
        return {};
    }
    core::ExemplarOptions exemplar;
    exemplar.preset = core::ExemplarPreset::Fast;
    exemplar.seed = random.bits();
    exemplar.threads = 1;
    return core::exemplarFill(image, mask.coverage, exemplar);
}

/// 1 for each block with a hole pixel in it.
void appendBlockMask(const PixelBuffer& mask, std::vector<std::uint8_t>& out)
{
    for (int y = 0; y < mask.height(); y += kBlockSide) {
        for (int x = 0; x < mask.width(); x += kBlockSide) {
            bool hole = false;
            for (int i = 0; i < kBlockSide && !hole; ++i) {
                const float* row = mask.at(x, y + i);
                hole = std::any_of(row, row + kBlockSide, [](float v) { return v > 0.0F; });
            }
            out.push_back(hole ? 1 : 0);
        }
    }
}

void append(std::vector<float>& out, const std::vector<float>& values)
{
    out.insert(out.end(), values.begin(), values.end());
}

} // namespace

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
        Crop crop = crops.draw(options.side, random);
        const RandomMask mask = randomMask(options.side, shapes, options.shares, random);
        append(shard.truth, pca.encode(crop.pixels));
        const core::Status filled = prefill(crop.pixels, mask, options, random);
        if (!filled) {
            return core::fail(filled.error());
        }
        append(shard.prefilled, pca.encode(crop.pixels));
        appendBlockMask(mask.coverage, shard.mask);
        shard.caption.push_back(static_cast<std::int32_t>(crop.photo));
        if (progress) {
            progress((i + 1.0) / options.count);
        }
    }
    return shard;
}

} // namespace train
