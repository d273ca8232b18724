#include <algorithm>
#include <cmath>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

struct Spot {
    float u;    ///< across the ground, 0 in the middle, grows with distance
    float d;    ///< distance, 1 at the lower edge
    float fine; ///< how much fine texture is still resolved there, [0, 1]
};

Rgb grass(const Spot& p, std::uint32_t s)
{
    const float blades = valueNoise(p.u * 90.0F, p.d * 22.0F, s) * p.fine;
    const float patches = fbm(p.u * 3.0F, p.d * 1.6F, 4, s + 1U);
    const Rgb low = mix({0.16F, 0.30F, 0.08F}, {0.30F, 0.46F, 0.13F}, patches);
    return mix(low, {0.52F, 0.64F, 0.26F}, 0.65F * blades * blades + 0.1F * patches);
}

Rgb wheat(const Spot& p, std::uint32_t s)
{
    const float rows = 0.5F + 0.5F * std::sin(p.u * 26.0F + 0.6F * fbm(p.u, p.d, 3, s));
    const float ears = valueNoise(p.u * 110.0F, p.d * 26.0F, s + 2U) * p.fine;
    const Rgb base =
        mix({0.62F, 0.46F, 0.14F}, {0.86F, 0.69F, 0.27F}, rows * p.fine + 0.5F * (1 - p.fine));
    return mix(base, {0.96F, 0.86F, 0.50F}, 0.6F * ears);
}

Rgb sand(const Spot& p, std::uint32_t s)
{
    const float swell = fbm(p.u * 0.9F, p.d * 0.7F, 3, s);
    const float ripple =
        0.5F + 0.5F * std::sin(p.d * 38.0F + 9.0F * fbm(p.u * 2.0F, p.d * 2.0F, 3, s));
    const float grain =
        uniform2d(static_cast<int>(p.u * 400.0F), static_cast<int>(p.d * 300.0F), s);
    const Rgb base = mix({0.70F, 0.54F, 0.34F}, {0.92F, 0.78F, 0.54F}, swell);
    return base * (0.94F + p.fine * (0.08F * ripple + 0.05F * grain));
}

Rgb snow(const Spot& p, std::uint32_t s)
{
    const float drift = fbm(p.u * 1.4F, p.d * 1.1F, 4, s);
    const float sparkle =
        uniform2d(static_cast<int>(p.u * 500.0F), static_cast<int>(p.d * 400.0F), s);
    const Rgb base = mix({0.70F, 0.78F, 0.90F}, {0.97F, 0.98F, 1.0F}, drift);
    return base * (0.98F + 0.04F * sparkle * p.fine);
}

Rgb groundColour(const Frame& f, const Spot& p)
{
    const std::uint32_t s = f.spec.seed + 91U;
    switch (f.spec.ground) {
    case Ground::Field:
        return wheat(p, s);
    case Ground::Desert:
    case Ground::Beach:
        return sand(p, s);
    case Ground::Snow:
        return snow(p, s);
    default:
        return grass(p, s);
    }
}

/// Half width of the road in ground units, and its painting.
void paintRoad(const Frame& f, int x, int y, const Spot& p)
{
    const float bend =
        0.12F * std::sin(p.d * 0.5F + 6.0F * uniform2d(7, 8, f.spec.seed)) * (p.d - 1.0F);
    const float across = p.u - bend;
    const float half = 0.28F;
    const float edge = std::clamp(
        (half - std::abs(across)) * static_cast<float>(f.side()) / p.d / 2.0F, 0.0F, 1.0F);
    if (edge <= 0.0F) {
        return;
    }
    const float grain =
        uniform2d(static_cast<int>(p.u * 500.0F), static_cast<int>(p.d * 300.0F), f.spec.seed);
    Rgb c = Rgb{0.33F, 0.33F, 0.35F} * (0.93F + 0.12F * grain * p.fine);
    const bool dash = std::abs(across) < 0.012F && std::fmod(p.d, 0.7F) < 0.4F;
    if (dash || std::abs(std::abs(across) - 0.25F) < 0.009F) {
        c = {0.88F, 0.87F, 0.82F};
    }
    f.blend(x, y, mix(c * f.palette.light, f.palette.haze, f.hazeAt(p.d)), edge);
}

/// Blossoms on a jittered grid of the ground, from the horizon to the front.
void paintFlowers(const Frame& f)
{
    const auto side = static_cast<float>(f.side());
    const Rgb colour = paint(f.spec.flowers, {0.9F, 0.3F, 0.4F});
    for (int row = 0; row < 64; ++row) {
        const float d = 14.0F * std::pow(0.9592F, static_cast<float>(row)) + 0.02F;
        const float y = (f.spec.horizon + (1.0F - f.spec.horizon) / d) * side;
        const float radius = side * 0.017F / d + 0.55F;
        const float step = radius * 2.1F;
        for (int i = 0; static_cast<float>(i) * step < side + step; ++i) {
            const float keep = uniform2d(i, row, f.spec.seed + 101U);
            const float x = (static_cast<float>(i) + uniform2d(i, row, f.spec.seed + 102U)) * step;
            const float patch = fbm(x / side * 4.0F, d * 2.0F, 3, f.spec.seed + 103U);
            if (keep > 0.35F + 0.9F * (patch - 0.3F)) {
                continue;
            }
            const float cy = y + (uniform2d(i, row, f.spec.seed + 104U) - 0.5F) * radius * 2.0F;
            const float tone = 0.78F + 0.34F * uniform2d(i, row, f.spec.seed + 105U);
            const Rgb petal = mix(colour * tone * f.palette.light, f.palette.haze, f.hazeAt(d));
            const int reach = static_cast<int>(radius) + 1;
            for (int dy = -reach; dy <= reach; ++dy) {
                for (int dx = -reach; dx <= reach; ++dx) {
                    const int px = static_cast<int>(x) + dx;
                    const int py = static_cast<int>(cy) + dy;
                    if (px < 0 || py <= f.horizonRow() || px >= f.side() || py >= f.side()) {
                        continue;
                    }
                    const float r =
                        std::hypot(static_cast<float>(dx), static_cast<float>(dy) * 1.25F);
                    const float cover = std::clamp(radius - r + 0.4F, 0.0F, 1.0F);
                    const float heart = radius > 3.0F && r < radius * 0.32F ? 0.7F : 0.0F;
                    f.blend(px, py, mix(petal, Rgb{0.93F, 0.80F, 0.25F} * f.palette.light, heart),
                            cover);
                }
            }
        }
    }
}

} // namespace

void paintGround(const Frame& f)
{
    const auto side = static_cast<float>(f.side());
    for (int y = f.horizonRow(); y < f.side(); ++y) {
        const float d = f.depth(y);
        for (int x = 0; x < f.side(); ++x) {
            const Spot p{((static_cast<float>(x) + 0.5F) / side - 0.5F) * d, d,
                         std::clamp(1.7F - 0.22F * d, 0.0F, 1.0F)};
            const Rgb c = groundColour(f, p) * f.palette.light;
            f.blend(x, y, mix(c, f.palette.haze, f.hazeAt(d)), 1.0F);
            if (f.spec.ground == Ground::Street) {
                paintRoad(f, x, y, p);
            }
        }
    }
    if (f.spec.ground == Ground::Flowers) {
        paintFlowers(f);
    }
}

} // namespace train::scenes
