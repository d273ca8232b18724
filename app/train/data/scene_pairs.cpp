#include "app/train/data/scene_pairs.h"

#include <algorithm>

#include "app/train/data/object_masks.h"
#include "app/train/scenes/render.h"

namespace train {

namespace {

using core::PixelBuffer;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

/// Far from the seeds of photographs' pairs.
constexpr std::uint64_t kSceneStream = 0x5CE9E5ULL << 40U;

SceneTask pickTask(const SceneShares& shares, Random& random)
{
    double k = random.unit();
    if ((k -= shares.create) < 0) {
        return SceneTask::Create;
    }
    if ((k -= shares.insert) < 0) {
        return SceneTask::Insert;
    }
    return (k -= shares.expand) < 0 ? SceneTask::Expand : SceneTask::Refine;
}

/// One pair before it becomes latents.
struct Example {
    PixelBuffer picture;
    RandomMask mask;
    PrefillShares prefill;
    std::string caption;
};

Example create(const scenes::SceneSpec& spec, const std::string& words, const PairOptions& options)
{
    const int side = options.side;
    Example example{scenes::render(spec, side),
                    {PixelBuffer(side, side, 1), {}},
                    {1.0, 0.0, options.prefill.reduced},
                    words};
    example.mask.kind = MaskKind::Everything;
    std::fill_n(example.mask.coverage.data(), example.mask.coverage.count(), 1.0F);
    return example;
}

/// Falls back to create() when the scene has no object or it cannot be seen.
Example insert(const scenes::SceneSpec& spec, const std::string& words, const PairOptions& options,
               std::uint32_t wording, Random& random)
{
    const int side = options.side;
    Example example = create(spec, words, options);
    if (spec.objects.empty()) {
        return example;
    }
    scenes::SceneSpec empty = spec;
    empty.objects.clear();
    const core::Rect box = differing(example.picture, scenes::render(empty, side));
    if (box.width < 6 || box.height < 6) {
        return example;
    }
    example.mask = maskAround(box, side, random);
    example.prefill = {0.5, 0.25, options.prefill.reduced};
    if (random.chance(0.6)) {
        example.caption = scenes::objectCaption(spec, wording);
    }
    return example;
}

Example expand(const scenes::SceneSpec& spec, const std::string& words, int side, Random& random)
{
    MaskShares borders{0.0, 1.0, 0.0, 0.0};
    return {scenes::render(spec, side),
            randomMask(side, {}, borders, random),
            {0.4, 0.3, 0.0},
            random.chance(0.5) ? words : std::string()};
}

Example refine(const scenes::SceneSpec& spec, const std::string& words, const PairOptions& options,
               const std::vector<ByteImage>& silhouettes, Random& random)
{
    const int side = options.side;
    const PixelBuffer large = scenes::render(spec, 2 * side);
    const int left = random.integer(0, side + 1);
    const int top = random.integer(0, side + 1);
    const MaskShares holes{std::max(0.3, options.shares.everything), 0.05, 0.4, 0.1};
    const RandomMask mask = randomMask(side, silhouettes, holes, random);
    const bool whole = mask.kind == MaskKind::Everything;
    return {cropped(large, {left, top, side, side}),
            mask,
            {0.1, 0.1, whole ? 1.0 : options.prefill.reduced},
            random.chance(0.5) ? words : std::string()};
}

Example draw(const PairOptions& options, const SceneShares& shares, const SceneMaterial& material,
             Random& random)
{
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const SceneTask task = pickTask(shares, random);
    scenes::SceneSpec spec = scenes::randomScene(seed, material.stamps);
    if (task != SceneTask::Refine && random.chance(shares.composed)) {
        spec = scenes::composed(spec);
    }
    const std::string words = scenes::caption(spec, seed);
    switch (task) {
    case SceneTask::Create:
        return create(spec, words, options);
    case SceneTask::Insert:
        return insert(spec, words, options, seed, random);
    case SceneTask::Expand:
        return expand(spec, words, options.side, random);
    case SceneTask::Refine:
        break;
    }
    return refine(spec, words, options, material.silhouettes, random);
}

} // namespace

core::Result<PairShard> makeScenePairs(const diffusion::training::BlockPca& pca,
                                       const PairOptions& options, const SceneShares& shares,
                                       const SceneMaterial& material, const PairProgress& progress)
{
    if (options.side < kBlockSide || options.side % kBlockSide != 0) {
        return core::fail(core::ErrorCode::InvalidArgument, "the side must be a multiple of 8");
    }
    PairShard shard;
    shard.channels = pca.components;
    shard.side = options.side / kBlockSide;
    const std::uint64_t first = kSceneStream + (static_cast<std::uint64_t>(options.shard) << 32U);
    for (int i = 0; i < options.count; ++i) {
        Random random = Random::forItem(options.seed, first + static_cast<std::uint64_t>(i));
        const Example example = draw(options, shares, material, random);
        PixelBuffer hollow = example.picture;
        if (core::Status filled = prefillHole(hollow, example.mask, example.prefill, pca, random);
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
