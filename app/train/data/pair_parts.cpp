#include "app/train/data/pair_parts.h"

#include <algorithm>

#include "app/train/data/push_pull.h"
#include "core/exemplar/exemplar_fill.h"

namespace train {

namespace {

using core::PixelBuffer;
using diffusion::training::BlockPca;
using diffusion::training::kBlockSide;
using diffusion::training::PairShard;

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

/// What an earlier pass leaves of a picture: half its size, only what the latent keeps, errors of
/// the latent up to a third of its deviation (conditioning augmentation: Ho et al. 2021,
/// arXiv:2106.15282), and enlarged again.
PixelBuffer softened(const PixelBuffer& image, const BlockPca& pca, Random& random)
{
    constexpr double kMostError = 0.35;
    const ByteImage full = toBytes(image);
    const int side = full.width / 2;
    const core::Rect whole{0, 0, full.width, full.height};
    const PixelBuffer small = resampled(full, whole, side, side, false);
    if (side % kBlockSide != 0) {
        return resampled(toBytes(small), {0, 0, side, side}, full.width, full.height, false);
    }
    std::vector<float> latent = pca.encode(small);
    const double error = random.unit() * kMostError;
    for (float& v : latent) { // the sum of three uniforms is normal enough, of variance 1 / 4
        const double normal = 2.0 * (random.unit() + random.unit() + random.unit() - 1.5);
        v += static_cast<float>(error * normal);
    }
    const int blocks = side / kBlockSide;
    const ByteImage half = toBytes(pca.decode(latent, blocks, blocks));
    return resampled(half, {0, 0, side, side}, full.width, full.height, false);
}

/// Where the mask is, `from` replaces what is in `image`.
void replaceHole(PixelBuffer& image, const PixelBuffer& from, const PixelBuffer& mask)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (*mask.at(x, y) > 0.0F) {
                std::copy_n(from.at(x, y), image.channels(), image.at(x, y));
            }
        }
    }
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

core::Status prefillHole(PixelBuffer& image, const RandomMask& mask, const PrefillShares& shares,
                         const BlockPca& pca, Random& random)
{
    if (random.unit() < shares.reduced) {
        replaceHole(image, softened(image, pca, random), mask.coverage);
        return {};
    }
    const double pick = random.unit();
    if (mask.kind == MaskKind::Everything || pick < shares.neutral) {
        paintNeutral(image, mask.coverage);
        return {};
    }
    if (pick < shares.neutral + shares.smooth) {
        pushPullFill(image, mask.coverage);
        return {};
    }
    core::ExemplarOptions exemplar;
    exemplar.preset = core::ExemplarPreset::Fast;
    exemplar.seed = random.bits();
    exemplar.threads = 1;
    return core::exemplarFill(image, mask.coverage, exemplar);
}

void appendPair(PairShard& shard, const BlockPca& pca, const PixelBuffer& truth,
                const PixelBuffer& prefilled, const PixelBuffer& mask, std::int32_t caption)
{
    append(shard.truth, pca.encode(truth));
    append(shard.prefilled, pca.encode(prefilled));
    appendBlockMask(mask, shard.mask);
    shard.caption.push_back(caption);
}

} // namespace train
