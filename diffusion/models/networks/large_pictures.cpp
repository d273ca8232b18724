// Letters: B batch, C channels, Cl latent channels, H W rows and columns of the picture, h w of the
// latents, which are the cells of crops.h.

#include "diffusion/models/networks/large_pictures.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "diffusion/models/layers/tiling.h"

namespace diffusion {
namespace {

/// Samples see less beyond their edges than crops: what the outermost pixels would add fades out.
constexpr std::int64_t kSampleMargin = 4;
constexpr std::int64_t kCoarseOverlap = 32; // latents

/// The crops of one picture, and samples of it.
struct Plan {
    CellSize cells;
    std::vector<Crop> crops;
    std::vector<Crop> samples;
};

Plan planOf(const PictureLimits& limits, const CellSize& cells, std::int64_t factor,
            std::int64_t reach)
{
    const std::int64_t side = std::max(limits.cropSide / factor, 4 * reach);
    const std::int64_t sample = std::max(limits.sampleSide / factor, 4 * kSampleMargin);
    return {cells, tilesOf(cells, side, reach),
            samplesOf(cells, sample, std::min(reach, kSampleMargin), limits.samples)};
}

using Fine = std::function<at::Tensor(const at::Tensor&, GroupNorms&)>;

/// The samples of x, (1, C, ...), as one batch.
at::Tensor batchOf(const at::Tensor& x, const Plan& plan, std::int64_t scale)
{
    std::vector<at::Tensor> parts;
    for (const Crop& sample : plan.samples) {
        const CellRect& outer = sample.outer;
        parts.push_back(x.narrow(2, outer.top * scale, outer.rows * scale)
                            .narrow(3, outer.left * scale, outer.columns * scale));
    }
    return at::cat(parts, 0);
}

/// Statistics of the group norms in `fine`, from the samples of x.
NormTable statisticsOf(const Plan& plan, const at::Tensor& x, std::int64_t scale, const Fine& fine)
{
    SampledNorms sampled(plan.samples);
    static_cast<void>(fine(batchOf(x, plan, scale), sampled));
    return sampled.take();
}

at::Tensor eachOf(const at::Tensor& batch, const std::function<at::Tensor(const at::Tensor&)>& one)
{
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < batch.size(0); ++i) {
        out.push_back(one(batch.narrow(0, i, 1)));
    }
    return out.size() == 1 ? out.front() : at::cat(out, 0);
}

} // namespace

bool isLarge(const PictureLimits& limits, std::int64_t pixels, const at::Tensor& x,
             const at::Tensor& weight)
{
    return pixels > limits.wholePixels && !x.requires_grad() && !weight.requires_grad();
}

at::Tensor decodeWithin(const PictureLimits& limits, const KLDecoder& decoder, const at::Tensor& z,
                        const RunContext& context)
{
    const std::int64_t factor = std::int64_t{1} << (decoder.up_blocks.size() - 1);
    if (!isLarge(limits, z.size(2) * z.size(3) * factor * factor, z, decoder.conv_in.weight)) {
        OwnNorms norms;
        return decoder.fine(decoder.coarse(z, context), norms, context);
    }
    const Plan plan = planOf(limits, {z.size(2), z.size(3)}, factor, decoder.reach());
    return eachOf(z, [&](const at::Tensor& one) {
        const at::Tensor h = // (1, C, h, w)
            inTiles(one, {limits.coarseSide, kCoarseOverlap}, 1,
                    [&](const at::Tensor& window) { return decoder.coarse(window, context); });
        KnownNorms norms(statisticsOf(plan, h, 1, [&](const at::Tensor& x, GroupNorms& n) {
            return decoder.fine(x, n, context);
        }));
        return inCrops(h, plan.crops, plan.cells, {1, factor},
                       [&](const at::Tensor& crop) { return decoder.fine(crop, norms, context); });
    });
}

at::Tensor encodeWithin(const PictureLimits& limits, const KLEncoder& encoder,
                        const at::Tensor& image, const RunContext& context)
{
    const std::int64_t factor = std::int64_t{1} << (encoder.down_blocks.size() - 1);
    if (!isLarge(limits, image.size(2) * image.size(3), image, encoder.conv_in.weight)) {
        OwnNorms norms;
        return encoder.coarse(encoder.fine(image, norms, context), context);
    }
    const CellSize cells{image.size(2) / factor, image.size(3) / factor};
    const Plan plan = planOf(limits, cells, factor, encoder.reach());
    return eachOf(image, [&](const at::Tensor& one) {
        KnownNorms norms(statisticsOf(plan, one, factor, [&](const at::Tensor& x, GroupNorms& n) {
            return encoder.fine(x, n, context);
        }));
        const at::Tensor h = // (1, C, h, w)
            inCrops(one, plan.crops, cells, {factor, 1},
                    [&](const at::Tensor& crop) { return encoder.fine(crop, norms, context); });
        return inTiles(h, {limits.coarseSide, kCoarseOverlap}, 1,
                       [&](const at::Tensor& window) { return encoder.coarse(window, context); });
    });
}

} // namespace diffusion
