#include "app/train/data/push_pull.h"

#include <algorithm>
#include <vector>

namespace train {

namespace {

using core::PixelBuffer;

/// Colours multiplied by their weight, the weight last.
PixelBuffer weighted(const PixelBuffer& image, const PixelBuffer& mask)
{
    const int n = image.channels();
    PixelBuffer level(image.width(), image.height(), n + 1);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (*mask.at(x, y) > 0.0F) {
                continue;
            }
            std::copy_n(image.at(x, y), n, level.at(x, y));
            level.at(x, y)[n] = 1.0F;
        }
    }
    return level;
}

PixelBuffer halved(const PixelBuffer& level)
{
    const int n = level.channels();
    PixelBuffer half((level.width() + 1) / 2, (level.height() + 1) / 2, n);
    for (int y = 0; y < level.height(); ++y) {
        for (int x = 0; x < level.width(); ++x) {
            for (int c = 0; c < n; ++c) {
                half.at(x / 2, y / 2)[c] += 0.25F * level.at(x, y)[c];
            }
        }
    }
    return half;
}

/// Bilinear sample of `coarse` at the centre of fine pixel (x, y).
void sampleCoarse(const PixelBuffer& coarse, int x, int y, std::vector<float>& out)
{
    const int x0 = std::clamp((x - 1) >> 1, 0, coarse.width() - 1);
    const int y0 = std::clamp((y - 1) >> 1, 0, coarse.height() - 1);
    const int x1 = std::min(x0 + 1, coarse.width() - 1);
    const int y1 = std::min(y0 + 1, coarse.height() - 1);
    const float fx = (x & 1) != 0 ? 0.25F : 0.75F;
    const float fy = (y & 1) != 0 ? 0.25F : 0.75F;
    for (std::size_t c = 0; c < out.size(); ++c) {
        const float top = coarse.at(x0, y0)[c] * (1 - fx) + coarse.at(x1, y0)[c] * fx;
        const float low = coarse.at(x0, y1)[c] * (1 - fx) + coarse.at(x1, y1)[c] * fx;
        out[c] = top * (1 - fy) + low * fy;
    }
}

/// Colours of `fine` where they carry full weight, of `coarse` (already plain colours) elsewhere.
PixelBuffer merged(const PixelBuffer& fine, const PixelBuffer& coarse)
{
    const int n = coarse.channels();
    PixelBuffer result(fine.width(), fine.height(), n);
    std::vector<float> below(static_cast<std::size_t>(n));
    for (int y = 0; y < fine.height(); ++y) {
        for (int x = 0; x < fine.width(); ++x) {
            const float* in = fine.at(x, y);
            const float weight = std::min(1.0F, in[n]);
            sampleCoarse(coarse, x, y, below);
            for (int c = 0; c < n; ++c) {
                const float own = in[n] > 1e-3F ? in[c] / in[n] : 0.0F;
                const float a = in[n] > 1e-3F ? weight : 0.0F;
                result.at(x, y)[c] = own * a + below[static_cast<std::size_t>(c)] * (1 - a);
            }
        }
    }
    return result;
}

} // namespace

void pushPullFill(PixelBuffer& image, const PixelBuffer& mask)
{
    const int n = image.channels();
    std::vector<PixelBuffer> levels{weighted(image, mask)};
    while (levels.back().width() > 1 || levels.back().height() > 1) {
        levels.push_back(halved(levels.back()));
    }
    PixelBuffer colours(1, 1, n, 0.5F);
    const float* top = levels.back().at(0, 0);
    if (top[n] > 0.0F) {
        for (int c = 0; c < n; ++c) {
            colours.at(0, 0)[c] = top[c] / top[n];
        }
    }
    for (auto level = levels.rbegin() + 1; level != levels.rend(); ++level) {
        colours = merged(*level, colours);
    }
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (*mask.at(x, y) > 0.0F) {
                std::copy_n(colours.at(x, y), n, image.at(x, y));
            }
        }
    }
}

} // namespace train
