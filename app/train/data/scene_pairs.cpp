#include "app/train/data/scene_pairs.h"

#include <algorithm>
#include <cmath>

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

/// The bounds of all pixels that differ, empty when none does.
core::Rect differing(const PixelBuffer& a, const PixelBuffer& b)
{
    constexpr float kVisible = 0.06F;
    int left = a.width();
    int top = a.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const float* p = a.at(x, y);
            const float* q = b.at(x, y);
            if (std::abs(p[0] - q[0]) + std::abs(p[1] - q[1]) + std::abs(p[2] - q[2]) > kVisible) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    return right > left ? core::Rect::fromEdges(left, top, right, bottom) : core::Rect{};
}

/// A box or an ellipse somewhat larger than `around`, as people draw it.
RandomMask roughly(core::Rect around, int side, Random& random)
{
    RandomMask mask{PixelBuffer(side, side, 1), MaskKind::Box};
    const double w = around.width * random.uniform(1.05, 1.6) + 2;
    const double h = around.height * random.uniform(1.05, 1.6) + 2;
    const double cx = around.x + around.width / 2.0;
    const double cy = around.y + around.height / 2.0;
    const bool ellipse = random.chance(0.5);
    const double reach = ellipse ? std::sqrt(2.0) : 1.0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double u = std::abs(x + 0.5 - cx) / (w / 2 * reach);
            const double v = std::abs(y + 0.5 - cy) / (h / 2 * reach);
            if (ellipse ? u * u + v * v <= 1.0 : std::max(u, v) <= 1.0) {
                *mask.coverage.at(x, y) = 1.0F;
            }
        }
    }
    return mask;
}

/// One pair before it becomes latents.
struct Example {
    PixelBuffer picture;
    RandomMask mask;
    PrefillShares prefill;
    std::string caption;
};

Example create(const scenes::SceneSpec& spec, const std::string& words, int side)
{
    Example example{
        scenes::render(spec, side), {PixelBuffer(side, side, 1), {}}, {1.0, 0.0, 0.0}, words};
    example.mask.kind = MaskKind::Everything;
    std::fill_n(example.mask.coverage.data(), example.mask.coverage.count(), 1.0F);
    return example;
}

/// Falls back to create() when the scene has no object or it cannot be seen.
Example insert(const scenes::SceneSpec& spec, const std::string& words, int side,
               std::uint32_t wording, Random& random)
{
    Example example = create(spec, words, side);
    if (spec.objects.empty()) {
        return example;
    }
    scenes::SceneSpec empty = spec;
    empty.objects.clear();
    const core::Rect box = differing(example.picture, scenes::render(empty, side));
    if (box.width < 6 || box.height < 6) {
        return example;
    }
    example.mask = roughly(box, side, random);
    example.prefill = {0.5, 0.25, 0.0};
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
    return {cropped(large, {left, top, side, side}),
            randomMask(side, silhouettes, holes, random),
            {0.1, 0.1, 1.0},
            random.chance(0.5) ? words : std::string()};
}

Example draw(const PairOptions& options, const SceneShares& shares, const SceneMaterial& material,
             Random& random)
{
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const scenes::SceneSpec spec = scenes::randomScene(seed, material.stamps);
    const std::string words = scenes::caption(spec, seed);
    switch (pickTask(shares, random)) {
    case SceneTask::Create:
        return create(spec, words, options.side);
    case SceneTask::Insert:
        return insert(spec, words, options.side, seed, random);
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
        if (core::Status filled = prefillHole(hollow, example.mask, example.prefill, random);
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
