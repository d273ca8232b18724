#include "app/train/data/placed_pairs.h"

#include <algorithm>

#include "app/train/data/object_masks.h"
#include "app/train/scenes/render.h"

namespace train {

namespace {

using core::PixelBuffer;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

/// Far from the seeds of other pairs.
constexpr std::uint64_t kPlacedStream = 0x91ACEDULL << 40U;
constexpr double kThings = 0.75; ///< of the pairs; the rest are grounds
constexpr int kLeastSeen = 8;    ///< pixels of a thing that is worth a pair

struct Example {
    PixelBuffer picture;
    RandomMask mask;
    std::string caption;
};

PixelBuffer reduced(const PixelBuffer& large, int side)
{
    const ByteImage bytes = toBytes(large);
    return resampled(bytes, {0, 0, bytes.width, bytes.height}, side, side, false);
}

/// A scene with one thing in it, of a size that fits a mask within a photograph.
scenes::SceneSpec oneThing(const scenes::StampBook& stamps, std::uint32_t seed, Random& random)
{
    scenes::SceneSpec spec;
    do {
        spec = scenes::composed(scenes::randomScene(seed++, stamps));
    } while (spec.objects.empty());
    spec.horizon = 0.125F * static_cast<float>(random.integer(2, 6));
    scenes::SceneObject& object = spec.objects.front();
    object.size *= static_cast<float>(random.uniform(0.7, 1.0));
    return spec;
}

/// False when too little of the thing can be seen.
bool placeThing(Example& example, const scenes::StampBook& stamps, Random& random)
{
    const int side = example.picture.width() / 2;
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const scenes::SceneSpec spec = oneThing(stamps, seed, random);
    const PixelBuffer before = reduced(example.picture, side);
    scenes::renderThings(spec, example.picture);
    example.picture = reduced(example.picture, side);
    const core::Rect seen = differing(before, example.picture);
    if (seen.width < kLeastSeen || seen.height < kLeastSeen) {
        return false;
    }
    example.mask = maskAround(seen, side, random);
    example.caption = scenes::objectCaption(spec, seed);
    return true;
}

/// A part of the picture, down to its lower edge, as wide as it or less.
core::Rect lowerPart(int side, Random& random)
{
    const int top = static_cast<int>(side * random.uniform(0.3, 0.65));
    if (random.chance(0.5)) {
        return core::Rect::fromEdges(0, top, side, side);
    }
    const int width = static_cast<int>(side * random.uniform(0.5, 0.9));
    const int left = random.integer(0, side - width + 1);
    return core::Rect::fromEdges(left, top, left + width, side);
}

void placeGround(Example& example, Random& random)
{
    const int side = example.picture.width() / 2;
    example.picture = reduced(example.picture, side);
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const core::Rect part = lowerPart(side, random);
    scenes::SceneSpec spec = scenes::randomScene(seed);
    spec.objects.clear();
    spec.time = scenes::TimeOfDay::Day;
    spec.weather = scenes::Weather::Clear;
    spec.distance = scenes::Distance::None;
    spec.celestial = false;
    spec.horizon = static_cast<float>(part.y) / static_cast<float>(side) - 0.04F;
    const PixelBuffer scene = scenes::render(spec, side);
    example.mask = {PixelBuffer(side, side, 1), MaskKind::Box};
    for (int y = part.y; y < part.bottom(); ++y) {
        std::copy_n(scene.at(part.x, y), 3 * part.width, example.picture.at(part.x, y));
        std::fill_n(example.mask.coverage.at(part.x, y), part.width, 1.0F);
    }
    example.caption = scenes::caption(spec, seed);
}

Example draw(const CropSampler& crops, const scenes::StampBook& stamps, int side, Random& random)
{
    for (;;) {
        Example example{crops.draw(2 * side, random).pixels, {}, {}};
        if (random.chance(kThings)) {
            if (!placeThing(example, stamps, random)) {
                continue;
            }
        } else {
            placeGround(example, random);
        }
        return example;
    }
}

} // namespace

core::Result<PairShard> makePlacedPairs(const std::vector<PackedPhoto>& photos,
                                        const diffusion::training::BlockPca& pca,
                                        const PairOptions& options, const SceneMaterial& material,
                                        const PairProgress& progress)
{
    constexpr PrefillShares kPrefill{0.7, 0.15, 0.0};
    const CropSampler crops(photos);
    if (crops.isEmpty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "there is no picture to put things in");
    }
    if (options.side < kBlockSide || options.side % kBlockSide != 0) {
        return core::fail(core::ErrorCode::InvalidArgument, "the side must be a multiple of 8");
    }
    PairShard shard;
    shard.channels = pca.components;
    shard.side = options.side / kBlockSide;
    const std::uint64_t first = kPlacedStream + (static_cast<std::uint64_t>(options.shard) << 32U);
    for (int i = 0; i < options.count; ++i) {
        Random random = Random::forItem(options.seed, first + static_cast<std::uint64_t>(i));
        const Example example = draw(crops, material.stamps, options.side, random);
        PixelBuffer hollow = example.picture;
        if (core::Status filled = prefillHole(hollow, example.mask, kPrefill, pca, random);
            !filled) {
            return core::fail(filled.error());
        }
        appendPair(shard, pca, example.picture, hollow, example.mask.coverage,
                   static_cast<std::int32_t>(shard.captions.size()));
        shard.captions.push_back(example.caption);
        if (progress) {
            progress((i + 1.0) / options.count);
        }
    }
    return shard;
}

} // namespace train
