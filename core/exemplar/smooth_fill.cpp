// Push-pull: S. J. Gortler, R. Grzeszczuk, R. Szeliski, M. F. Cohen: "The Lumigraph", SIGGRAPH
// 1996, section 3.4.2. Differs from the paper: weights saturate at "known", and a few relaxation
// steps per level (u = mean of the four neighbours) take the blocks out.

#include "core/exemplar/smooth_fill.h"

#include <algorithm>

namespace core::exemplar {

namespace {

/// Gauss-Seidel steps of Laplace's equation over the hole.
void relax(Level& level, int steps)
{
    const Rect b = level.holeBounds;
    for (int step = 0; step < steps; ++step) {
        for (int y = b.y; y < b.bottom(); ++y) {
            for (int x = b.x; x < b.right(); ++x) {
                const std::size_t i = level.index(x, y);
                if (!level.hole[i]) {
                    continue;
                }
                Texel sum;
                float count = 0.0F;
                const auto add = [&](int nx, int ny) {
                    if (nx >= 0 && ny >= 0 && nx < level.width && ny < level.height) {
                        const Texel& t = level.texels[level.index(nx, ny)];
                        for (int c = 0; c < 8; ++c) {
                            sum.v[c] += t.v[c];
                        }
                        count += 1.0F;
                    }
                };
                add(x - 1, y);
                add(x + 1, y);
                add(x, y - 1);
                add(x, y + 1);
                for (int c = 0; c < 8 && count > 0.0F; ++c) {
                    level.texels[i].v[c] = sum.v[c] / count;
                }
            }
        }
    }
}

/// Pulls with partly known pixels counting as known, so that the recursion ends.
Level pull(const Level& fine)
{
    Level coarse;
    coarse.width = (fine.width + 1) / 2;
    coarse.height = (fine.height + 1) / 2;
    coarse.texels.resize(static_cast<std::size_t>(coarse.width) *
                         static_cast<std::size_t>(coarse.height));
    coarse.hole.assign(coarse.texels.size(), 1);
    for (int y = 0; y < coarse.height; ++y) {
        for (int x = 0; x < coarse.width; ++x) {
            const std::size_t i = coarse.index(x, y);
            float count = 0.0F;
            for (int fy = 2 * y; fy < std::min(fine.height, 2 * y + 2); ++fy) {
                for (int fx = 2 * x; fx < std::min(fine.width, 2 * x + 2); ++fx) {
                    const std::size_t f = fine.index(fx, fy);
                    if (!fine.hole[f]) {
                        count += 1.0F;
                        for (int c = 0; c < 8; ++c) {
                            coarse.texels[i].v[c] += fine.texels[f].v[c];
                        }
                    }
                }
            }
            if (count > 0.0F) {
                coarse.hole[i] = 0;
                for (float& v : coarse.texels[i].v) {
                    v /= count;
                }
            }
        }
    }
    coarse.holeBounds = {0, 0, coarse.width, coarse.height};
    return coarse;
}

void fillRecursively(Level& level)
{
    const bool anyHole = std::find(level.hole.begin(), level.hole.end(), 1) != level.hole.end();
    if (!anyHole) {
        return;
    }
    if (level.width == 1 && level.height == 1) {
        std::fill_n(level.texels[0].v, 3, 0.5F);
        return;
    }
    Level coarse = pull(level);
    fillRecursively(coarse);
    for (int y = 0; y < level.height; ++y) {
        for (int x = 0; x < level.width; ++x) {
            const std::size_t i = level.index(x, y);
            if (level.hole[i]) {
                level.texels[i] = coarse.texels[coarse.index(x / 2, y / 2)];
            }
        }
    }
    relax(level, 8);
}

} // namespace

void fillSmoothly(Level& level)
{
    fillRecursively(level);
}

} // namespace core::exemplar
