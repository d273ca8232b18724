#include <algorithm>
#include <cmath>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

/// One silhouette in front of the sky: its height over the horizon and the paint inside.
template <class Height, class Paint>
void paintRidge(const Frame& f, float haze, const Height& height, const Paint& paintAt)
{
    const auto side = static_cast<float>(f.side());
    for (int x = 0; x < f.side(); ++x) {
        const float u = static_cast<float>(x) / side;
        const float top = static_cast<float>(f.horizonRow()) - height(u) * side;
        for (int y = std::max(0, static_cast<int>(top)); y < f.horizonRow() + 1 && y < f.side();
             ++y) {
            const float cover = std::clamp(static_cast<float>(y) + 1.0F - top, 0.0F, 1.0F);
            const float down = (static_cast<float>(y) - top) / side;
            const Rgb c = paintAt(u, static_cast<float>(y) / side, down) * f.palette.light;
            f.blend(x, y, mix(c, f.palette.haze, haze), cover);
        }
    }
}

void paintMountains(const Frame& f, bool snowy)
{
    const std::uint32_t seed = f.spec.seed + 31U;
    for (int layer = 0; layer < 2; ++layer) {
        const std::uint32_t s = seed + static_cast<std::uint32_t>(layer) * 7U;
        const float tall = (layer == 0 ? 0.38F : 0.20F) * (0.7F + 0.6F * uniform2d(0, layer, s));
        const float haze = f.palette.hazeAmount * (layer == 0 ? 1.0F : 0.65F);
        const auto height = [=](float u) {
            return 0.02F + tall * (0.25F + 0.75F * ridged(u * 2.1F + 3.0F, 0.5F, 5, s)) *
                               (0.5F + 0.5F * fbm(u * 1.3F, 9.0F, 2, s + 1U));
        };
        paintRidge(f, haze, height, [=](float u, float v, float down) {
            const float slope = fbm(u * 13.0F, v * 15.0F, 4, s + 2U) -
                                fbm(u * 13.0F + 0.45F, v * 15.0F - 0.25F, 4, s + 2U);
            const float lit = std::clamp(0.74F + 1.7F * slope, 0.42F, 1.10F);
            const Rgb rock = mix({0.38F, 0.35F, 0.36F}, {0.52F, 0.47F, 0.43F},
                                 fbm(u * 9.0F, v * 9.0F, 3, s + 3U));
            const float line = 0.45F * tall * (0.5F + fbm(u * 11.0F, v * 5.0F, 3, s + 4U));
            const float snow = snowy ? std::clamp((line - down) / 0.03F, 0.0F, 1.0F) : 0.0F;
            return mix(rock * lit, Rgb{0.95F, 0.97F, 1.0F} * (0.62F + 0.38F * lit), snow);
        });
    }
}

void paintHills(const Frame& f)
{
    const bool wintry = f.spec.ground == Ground::Snow;
    const bool dry = f.spec.ground == Ground::Desert;
    for (int layer = 0; layer < 3; ++layer) {
        const std::uint32_t s = f.spec.seed + 51U + static_cast<std::uint32_t>(layer) * 5U;
        const float tall = 0.17F - 0.045F * static_cast<float>(layer);
        const float haze = f.palette.hazeAmount * (1.0F - 0.28F * static_cast<float>(layer));
        const Rgb a = wintry ? Rgb{0.80F, 0.84F, 0.90F}
                      : dry  ? Rgb{0.72F, 0.55F, 0.34F}
                             : Rgb{0.25F, 0.42F, 0.16F};
        const Rgb b = wintry ? Rgb{0.93F, 0.95F, 0.98F}
                      : dry  ? Rgb{0.82F, 0.66F, 0.42F}
                             : Rgb{0.42F, 0.56F, 0.22F};
        const auto height = [=](float u) {
            return 0.015F + tall * fbm(u * 2.0F + static_cast<float>(layer), 2.0F, 3, s);
        };
        paintRidge(f, haze, height, [=](float u, float v, float down) {
            const float n = fbm(u * 18.0F, v * 40.0F, 4, s + 2U);
            return mix(a, b, n) * (1.08F - 2.2F * std::min(down, 0.12F));
        });
    }
}

void paintForest(const Frame& f)
{
    const bool wintry = f.spec.ground == Ground::Snow;
    for (int layer = 0; layer < 2; ++layer) {
        const std::uint32_t s = f.spec.seed + 71U + static_cast<std::uint32_t>(layer) * 5U;
        const float tall = 0.11F - 0.03F * static_cast<float>(layer);
        const float crowns = 34.0F - 8.0F * static_cast<float>(layer);
        const bool pines = uniform2d(5, 6, f.spec.seed) < 0.5F;
        const auto height = [=](float u) {
            const float cell = u * crowns;
            const float t = cell - std::floor(cell) - 0.5F;
            const float r = uniform2d(static_cast<int>(std::floor(cell)), layer, s);
            const float crown = pines ? 1.0F - 1.7F * std::abs(t) : std::sqrt(1.0F - 3.2F * t * t);
            return tall * (0.35F + 0.3F * fbm(u * 3.0F, 1.0F, 2, s) +
                           (0.25F + 0.35F * r) * std::max(0.0F, crown) +
                           0.08F * valueNoise(u * 160.0F, 0.0F, s + 1U));
        };
        const float haze = f.palette.hazeAmount * (layer == 0 ? 0.8F : 0.45F);
        paintRidge(f, haze, height, [=](float u, float v, float down) {
            const float n = fbm(u * 60.0F, v * 60.0F, 4, s + 2U);
            const Rgb leaf = mix({0.06F, 0.16F, 0.07F}, {0.22F, 0.36F, 0.13F}, n);
            const float frost = wintry ? std::clamp(0.9F - 14.0F * down * n, 0.0F, 0.7F) : 0.0F;
            return mix(leaf, {0.90F, 0.93F, 0.97F}, frost * n);
        });
    }
}

} // namespace

void paintDistance(const Frame& f)
{
    switch (f.spec.distance) {
    case Distance::None:
        break;
    case Distance::Mountains:
        paintMountains(f, false);
        break;
    case Distance::SnowyMountains:
        paintMountains(f, true);
        break;
    case Distance::Hills:
        paintHills(f);
        break;
    case Distance::Forest:
        paintForest(f);
        break;
    }
}

} // namespace train::scenes
