#include <algorithm>
#include <cmath>
#include <vector>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

/// Signed distance into the water in ground units: positive = water, about 0 at the shore.
float waterAt(const Frame& f, float u, float d)
{
    switch (f.spec.ground) {
    case Ground::Sea:
    case Ground::Lake:
        return 1.0F;
    case Ground::River: {
        const float phase = 6.28F * uniform2d(9, 1, f.spec.seed);
        const float centre = 0.35F * std::sin(1.1F * d + phase) * std::min(1.0F, d - 0.6F);
        return 0.34F + 0.05F * valueNoise(u * 6.0F, d * 3.0F, f.spec.seed) - std::abs(u - centre);
    }
    case Ground::Beach: {
        const float shore =
            2.1F + 0.5F * (fbm(u * 0.8F, 3.0F, 3, f.spec.seed + 5U) - 0.5F) + 0.3F * u;
        return d - shore;
    }
    default:
        return -1.0F;
    }
}

/// Brightness of the ripples: crests long across the view, finer with distance.
float ripple(const Frame& f, float u, float d)
{
    const float s = f.spec.waves ? 1.0F : 0.6F;
    return fbm(u * 7.0F * s, d * 16.0F * s, 4, f.spec.seed + 121U) - 0.5F;
}

Rgb deepColour(const Frame& f)
{
    const Rgb sea{0.06F, 0.25F, 0.36F};
    const Rgb lake{0.09F, 0.22F, 0.27F};
    const Rgb base = f.spec.ground == Ground::Sea || f.spec.ground == Ground::Beach ? sea : lake;
    return base * f.palette.light;
}

} // namespace

bool isWaterAt(const Frame& f, int x, int y)
{
    const float d = f.depth(y);
    return y > f.horizonRow() &&
           waterAt(f, (static_cast<float>(x) / static_cast<float>(f.side()) - 0.5F) * d, d) > 0.0F;
}

void paintWater(const Frame& f)
{
    if (!isWater(f.spec.ground) && f.spec.ground != Ground::Beach) {
        return;
    }
    const auto side = static_cast<float>(f.side());
    const int horizon = f.horizonRow();
    const core::PixelBuffer above = f.picture;
    const Rgb deep = deepColour(f);
    const float rough = f.spec.waves ? 1.0F : 0.28F;
    for (int y = horizon; y < f.side(); ++y) {
        const float d = f.depth(y);
        for (int x = 0; x < f.side(); ++x) {
            const float u = ((static_cast<float>(x) + 0.5F) / side - 0.5F) * d;
            const float inside = waterAt(f, u, d);
            if (inside < -0.03F) {
                continue;
            }
            const float wave = ripple(f, u, d);
            const float shift = wave * rough * side * 0.09F / std::sqrt(d);
            const int my = std::clamp(static_cast<int>(2.0F * static_cast<float>(horizon) -
                                                       static_cast<float>(y) + shift * 2.2F),
                                      0, std::max(0, horizon - 1));
            const int mx = std::clamp(x + static_cast<int>(shift * 0.5F), 0, f.side() - 1);
            const float* m = above.at(mx, my);
            const float mirror =
                std::clamp(0.48F + 0.30F * (1.0F - 1.0F / d) - 0.20F * (rough - 0.28F), 0.0F, 1.0F);
            Rgb c = mix(deep, {m[0], m[1], m[2]}, mirror);
            c = c * (1.0F + 0.55F * rough * wave);
            const float crest = ridged(u * 4.0F, d * 9.0F, 4, f.spec.seed + 131U);
            if (f.spec.waves && crest > 0.74F) {
                c = mix(c, Rgb{0.92F, 0.95F, 0.97F} * f.palette.light, (crest - 0.74F) * 2.6F);
            }
            if (f.spec.ground == Ground::Beach && inside < 0.16F) {
                const float foam = (1.0F - std::abs(inside - 0.05F) / 0.11F) *
                                   (0.5F + fbm(u * 14.0F, d * 14.0F, 3, f.spec.seed + 7U));
                c = mix(c, Rgb{0.95F, 0.96F, 0.96F} * f.palette.light,
                        std::clamp(foam, 0.0F, 0.9F));
            }
            c = mix(c, f.palette.haze, 0.8F * f.hazeAt(d));
            f.blend(x, y, c, std::clamp(inside / 0.03F + 1.0F, 0.0F, 1.0F));
        }
    }
}

} // namespace train::scenes
