// Pyramid of colours and texture features with holes.
//
// A. Newson, A. Almansa, M. Fradet, Y. Gousseau, P. Perez: "Video inpainting of complex scenes",
// SIAM J. Imaging Sciences 2014 (arXiv 1503.05528), section 3.3: texture features are averages of
// absolute derivatives taken at the finest scale and carried to the coarser ones, so that a
// coarse search still tells gravel from sand.
// Differs from the paper: the features are averaged by the pyramid itself.

#include "core/exemplar/level.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace core::exemplar {

namespace {

float luma(const Texel& t)
{
    return 0.299F * t.v[0] + 0.587F * t.v[1] + 0.114F * t.v[2];
}

void forRows(Workers& workers, int first, int last, const std::function<void(int)>& row)
{
    constexpr int kBandRows = 16;
    workers.runBands(first, last, kBandRows, [&](int top, int bottom) {
        for (int y = top; y < bottom; ++y) {
            row(y);
        }
    });
}

/// |dY/dx|, |dY/dy| of known pixels, averaged over 5 x 5 known pixels.
void addTextureFeatures(Level& level, Workers& workers)
{
    const int w = level.width;
    const int h = level.height;
    std::vector<float> steps(level.texels.size() * 3, 0.0F); // |dx|, |dy|, weight
    forRows(workers, 0, h - 1, [&](int y) {
        for (int x = 0; x + 1 < w; ++x) {
            const std::size_t i = level.index(x, y);
            const std::size_t below = i + static_cast<std::size_t>(w);
            if (level.hole[i] || level.hole[i + 1] || level.hole[below]) {
                continue;
            }
            const float here = luma(level.texels[i]);
            steps[i * 3] = std::abs(luma(level.texels[i + 1]) - here);
            steps[i * 3 + 1] = std::abs(luma(level.texels[below]) - here);
            steps[i * 3 + 2] = 1.0F;
        }
    });
    std::vector<float> rows(steps.size(), 0.0F);
    forRows(workers, 0, h, [&](int y) {
        for (int x = 0; x < w; ++x) {
            float* out = &rows[level.index(x, y) * 3];
            for (int k = std::max(0, x - 2); k <= std::min(w - 1, x + 2); ++k) {
                const float* in = &steps[level.index(k, y) * 3];
                out[0] += in[0];
                out[1] += in[1];
                out[2] += in[2];
            }
        }
    });
    forRows(workers, 0, h, [&](int y) {
        for (int x = 0; x < w; ++x) {
            float sum[3] = {};
            for (int k = std::max(0, y - 2); k <= std::min(h - 1, y + 2); ++k) {
                const float* in = &rows[level.index(x, k) * 3];
                sum[0] += in[0];
                sum[1] += in[1];
                sum[2] += in[2];
            }
            Texel& t = level.texels[level.index(x, y)];
            t.v[3] = sum[2] > 0 ? sum[0] / sum[2] : 0.0F;
            t.v[4] = sum[2] > 0 ? sum[1] / sum[2] : 0.0F;
        }
    });
}

/// Chamfer distance (1, sqrt 2) of every hole pixel from the nearest known one.
std::vector<float> depths(const Level& level, Rect area)
{
    constexpr float kDiagonal = 1.41421F;
    const int w = level.width;
    const int h = level.height;
    std::vector<float> out(level.hole.size(), 0.0F);
    for (std::size_t i = 0; i < level.hole.size(); ++i) {
        out[i] = level.hole[i] ? 1e6F : 0.0F;
    }
    const auto relax = [&](float& d, int x, int y, float step) {
        if (x >= 0 && x < w && y >= 0 && y < h) {
            d = std::min(d, out[level.index(x, y)] + step);
        }
    };
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            float& d = out[level.index(x, y)];
            relax(d, x - 1, y, 1.0F);
            relax(d, x - 1, y - 1, kDiagonal);
            relax(d, x, y - 1, 1.0F);
            relax(d, x + 1, y - 1, kDiagonal);
        }
    }
    for (int y = area.bottom() - 1; y >= area.y; --y) {
        for (int x = area.right() - 1; x >= area.x; --x) {
            float& d = out[level.index(x, y)];
            relax(d, x + 1, y, 1.0F);
            relax(d, x + 1, y + 1, kDiagonal);
            relax(d, x, y + 1, 1.0F);
            relax(d, x - 1, y + 1, kDiagonal);
        }
    }
    return out;
}

/// Summed-area table of marks, for the number of them in each patch; empty for no marks.
std::vector<std::int32_t> markSums(const Level& level, const std::vector<std::uint8_t>& marks)
{
    if (marks.empty()) {
        return {};
    }
    const std::size_t stride = static_cast<std::size_t>(level.width) + 1;
    std::vector<std::int32_t> sums(stride * (static_cast<std::size_t>(level.height) + 1), 0);
    for (int y = 0; y < level.height; ++y) {
        std::int32_t row = 0;
        for (int x = 0; x < level.width; ++x) {
            row += marks[level.index(x, y)];
            const std::size_t i =
                static_cast<std::size_t>(y + 1) * stride + static_cast<std::size_t>(x + 1);
            sums[i] = sums[i - stride] + row;
        }
    }
    return sums;
}

Rect boundsOf(const std::vector<std::uint8_t>& marks, int width, int height)
{
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row =
            marks.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        for (int x = 0; x < width; ++x) {
            if (row[x]) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = y + 1;
            }
        }
    }
    return right > left ? Rect::fromEdges(left, top, right, bottom) : Rect{};
}

} // namespace

Level makeFinestLevel(const PixelBuffer& image, const PixelBuffer& mask, Rect window,
                      Workers& workers)
{
    Level level;
    level.width = window.width;
    level.height = window.height;
    level.texels.resize(static_cast<std::size_t>(window.area()));
    level.hole.resize(level.texels.size());
    forRows(workers, 0, window.height, [&](int y) {
        const float* rgb = image.at(window.x, window.y + y);
        const float* m = mask.at(window.x, window.y + y);
        for (int x = 0; x < window.width; ++x) {
            const std::size_t i = level.index(x, y);
            level.hole[i] = m[x] > 0.0F ? 1 : 0;
            for (int c = 0; c < 3 && !level.hole[i]; ++c) {
                const float value = rgb[x * 3 + c];
                level.texels[i].v[c] = value > 0.0F ? std::min(value, 1.0F) : 0.0F; // NaN too
            }
        }
    });
    addTextureFeatures(level, workers);
    return level;
}

Level makeCoarserLevel(const Level& fine, Workers& workers)
{
    Level coarse;
    coarse.width = (fine.width + 1) / 2;
    coarse.height = (fine.height + 1) / 2;
    coarse.texels.resize(static_cast<std::size_t>(coarse.width) *
                         static_cast<std::size_t>(coarse.height));
    coarse.hole.resize(coarse.texels.size());
    coarse.avoid.resize(fine.avoid.empty() ? 0 : coarse.texels.size());
    constexpr float kTaps[4] = {1.0F, 3.0F, 3.0F, 1.0F};
    forRows(workers, 0, coarse.height, [&](int y) {
        for (int x = 0; x < coarse.width; ++x) {
            const std::size_t i = coarse.index(x, y);
            Texel sum;
            float total = 0.0F;
            for (int dy = 0; dy < 4; ++dy) {
                const int fy = std::clamp(2 * y - 1 + dy, 0, fine.height - 1);
                for (int dx = 0; dx < 4; ++dx) {
                    const int fx = std::clamp(2 * x - 1 + dx, 0, fine.width - 1);
                    const std::size_t f = fine.index(fx, fy);
                    const bool inner = dx > 0 && dx < 3 && dy > 0 && dy < 3;
                    coarse.hole[i] |= static_cast<std::uint8_t>(inner && fine.hole[f]);
                    const float weight = fine.hole[f] ? 0.0F : kTaps[dx] * kTaps[dy];
                    total += weight;
                    for (int c = 0; c < 8; ++c) {
                        sum.v[c] += weight * fine.texels[f].v[c];
                    }
                }
            }
            for (int c = 0; c < 8 && total > 0.0F; ++c) {
                coarse.texels[i].v[c] = sum.v[c] / total;
            }
            if (!fine.avoid.empty()) {
                const int fx = std::min(2 * x + 1, fine.width - 1);
                const int fy = std::min(2 * y + 1, fine.height - 1);
                coarse.avoid[i] =
                    fine.avoid[fine.index(2 * x, 2 * y)] | fine.avoid[fine.index(fx, fy)];
            }
        }
    });
    return coarse;
}

void prepareLevel(Level& level, int radius, Workers& workers)
{
    level.radius = std::min(radius, (std::min(level.width, level.height) - 1) / 2);
    level.holeBounds = boundsOf(level.hole, level.width, level.height);
    if (workers.stopped()) {
        return;
    }
    level.depth = depths(level, level.holeBounds);
    level.deepest =
        level.depth.empty() ? 0.0F : *std::max_element(level.depth.begin(), level.depth.end());
    level.copyCosts.assign(level.hole.size(), 0);
    level.rowBands.assign(static_cast<std::size_t>(level.height), level.height);

    if (workers.stopped()) {
        return;
    }
    const std::vector<std::int32_t> holes = markSums(level, level.hole);
    const std::vector<std::int32_t> avoided = markSums(level, level.avoid);
    const std::size_t stride = static_cast<std::size_t>(level.width) + 1;
    const int r = level.radius;
    const std::int32_t mostAvoided = level.side() * level.side() / 8;
    level.source.assign(level.hole.size(), 0);
    level.target.assign(level.hole.size(), 0);
    level.sources.clear();
    for (int y = r; y < level.height - r; ++y) {
        const std::size_t top = static_cast<std::size_t>(y - r) * stride;
        const std::size_t bottom = static_cast<std::size_t>(y + r + 1) * stride;
        for (int x = r; x < level.width - r; ++x) {
            const auto left = static_cast<std::size_t>(x - r);
            const auto right = static_cast<std::size_t>(x + r + 1);
            const auto within = [&](const std::vector<std::int32_t>& sums) {
                return sums[bottom + right] - sums[bottom + left] - sums[top + right] +
                       sums[top + left];
            };
            const bool known = within(holes) == 0;
            const std::size_t i = level.index(x, y);
            level.source[i] = known && (avoided.empty() || within(avoided) <= mostAvoided);
            level.target[i] = !known;
            if (level.source[i]) {
                level.sources.push_back(static_cast<std::uint32_t>(i));
            }
        }
    }
    level.targetBounds = boundsOf(level.target, level.width, level.height);
    level.matches.assign(level.hole.size(), Match{});
    level.costs.assign(level.hole.size(), 0);
}

void updateFeatures(Level& level, Rect area, const FeatureWeights& weights, Workers& workers)
{
    area = area.intersected({0, 0, level.width, level.height});
    level.features.resize(level.texels.size() * kFeatures);
    const auto store = [](float value) {
        return static_cast<std::int16_t>(std::clamp(value * kFeatureScale, -1500.0F, 1500.0F));
    };
    forRows(workers, area.y, area.bottom(), [&](int y) {
        const int up = std::max(0, y - 1);
        const int down = std::min(level.height - 1, y + 1);
        for (int x = area.x; x < area.right(); ++x) {
            const Texel& t = level.texels[level.index(x, y)];
            std::int16_t* f = &level.features[level.index(x, y) * kFeatures];
            const float here = luma(t);
            const float dx = luma(level.texels[level.index(std::min(level.width - 1, x + 1), y)]) -
                             luma(level.texels[level.index(std::max(0, x - 1), y)]);
            const float dy =
                luma(level.texels[level.index(x, down)]) - luma(level.texels[level.index(x, up)]);
            f[0] = store(here);
            f[1] = store((t.v[2] - here) * weights.chroma);
            f[2] = store((t.v[0] - here) * weights.chroma);
            f[3] = store(t.v[3] * weights.texture);
            f[4] = store(t.v[4] * weights.texture);
            f[5] = store(dx * 0.5F * weights.gradient);
            f[6] = store(dy * 0.5F * weights.gradient);
            f[7] = 0;
        }
    });
}

} // namespace core::exemplar
