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
constexpr int kPhotoPerSide = 4; ///< pixels of the photograph to one of a pair

/// How often a hole shows what was there before the thing, as when nothing needs to be cleared away
/// first; the rest is filled in one of the other ways, most of it from examples.
constexpr double kAsItWas = 0.45;

struct Example {
    PixelBuffer picture;
    PixelBuffer before; ///< the same without what was put into it
    RandomMask mask;
    std::string caption;
};

PixelBuffer reduced(const PixelBuffer& large, core::Rect part, int side)
{
    return resampled(toBytes(large), part, side, side, false);
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
    object.size *= static_cast<float>(random.uniform(0.5, 0.8));
    return spec;
}

/// What a generation looks at for a mask a little larger than `seen`: about as much again round it,
/// moved into a picture of `side` pixels.
core::Rect windowRound(core::Rect seen, int side, Random& random)
{
    const double wanted = std::max(seen.width, seen.height) * random.uniform(2.0, 2.8);
    const int length = std::min(side, static_cast<int>(wanted));
    const int x = std::clamp(seen.x + (seen.width - length) / 2, 0, side - length);
    const int y = std::clamp(seen.y + (seen.height - length) / 2, 0, side - length);
    return {x, y, length, length};
}

/// False when too little of the thing can be seen.
bool placeThing(Example& example, const PixelBuffer& photo, const scenes::StampBook& stamps,
                int side, Random& random)
{
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const scenes::SceneSpec spec = oneThing(stamps, seed, random);
    PixelBuffer painted = photo;
    scenes::renderThings(spec, painted);
    const core::Rect thing = differing(photo, painted);
    if (thing.width < kLeastSeen || thing.height < kLeastSeen) {
        return false;
    }
    const core::Rect window = windowRound(thing, photo.width(), random);
    example.before = reduced(photo, window, side);
    example.picture = reduced(painted, window, side);
    const core::Rect seen = differing(example.before, example.picture);
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

void placeGround(Example& example, const PixelBuffer& photo, int side, Random& random)
{
    example.before = reduced(photo, {0, 0, photo.width(), photo.height()}, side);
    example.picture = example.before;
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
        const PixelBuffer photo = crops.draw(kPhotoPerSide * side, random).pixels;
        Example example;
        if (!random.chance(kThings)) {
            placeGround(example, photo, side, random);
            return example;
        }
        if (placeThing(example, photo, stamps, side, random)) {
            return example;
        }
    }
}

} // namespace

core::Result<PairShard> makePlacedPairs(const std::vector<PackedPhoto>& photos,
                                        const diffusion::training::BlockPca& pca,
                                        const PairOptions& options, const SceneMaterial& material,
                                        const PairProgress& progress)
{
    constexpr PrefillShares kPrefill{0.1, 0.15, 0.0};
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
        PixelBuffer hollow = example.before;
        if (!random.chance(kAsItWas)) {
            if (core::Status filled = prefillHole(hollow, example.mask, kPrefill, pca, random);
                !filled) {
                return core::fail(filled.error());
            }
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
