#include <algorithm>
#include <cmath>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

struct Light {
    float x;
    float y;
    float radius;
};

/// Sun or moon, in parts of the picture's side.
Light lightOf(const SceneSpec& spec)
{
    const float low =
        spec.time == TimeOfDay::Dawn || spec.time == TimeOfDay::Sunset ? 0.80F : 0.32F;
    const float wobble = 0.12F * uniform2d(3, 4, spec.seed);
    return {spec.sunPlace, spec.horizon * (low + wobble),
            spec.time == TimeOfDay::Night ? 0.035F : 0.042F};
}

float cloudDensity(const Frame& f, float u, float v)
{
    const float cover = f.palette.cloudCover;
    if (cover <= 0.0F) {
        return 0.0F;
    }
    // Seen in perspective: clouds get flatter towards the horizon.
    const float flat = 1.4F / (f.spec.horizon - v + 0.18F);
    const float n = fbm(u * 2.2F * flat * 0.5F + 7.0F, (f.spec.horizon - v) * 3.0F * flat, 5,
                        f.spec.seed + 11U);
    const float edge = 0.72F - 0.5F * cover;
    return std::clamp((n - edge) / 0.18F, 0.0F, 1.0F);
}

void paintStars(const Frame& f)
{
    if (f.spec.time != TimeOfDay::Night || f.palette.cloudCover > 0.8F) {
        return;
    }
    const int cell = std::max(4, f.side() / 40);
    for (int cy = 0; cy * cell < f.horizonRow(); ++cy) {
        for (int cx = 0; cx * cell < f.side(); ++cx) {
            const float r = uniform2d(cx, cy, f.spec.seed + 21U);
            if (r > 0.45F) {
                continue;
            }
            const int x = cx * cell + static_cast<int>(hash2d(cx, cy, f.spec.seed + 22U) % cell);
            const int y = cy * cell + static_cast<int>(hash2d(cx, cy, f.spec.seed + 23U) % cell);
            const int size = r < 0.08F ? 3 : 2;
            for (int dy = 0; dy < size; ++dy) {
                for (int dx = 0; dx < size; ++dx) {
                    if (x + dx < f.side() && y + dy < f.horizonRow()) {
                        f.blend(x + dx, y + dy, {0.95F, 0.96F, 1.0F}, 0.5F + r);
                    }
                }
            }
        }
    }
}

void paintLight(const Frame& f, const Light& light)
{
    const auto side = static_cast<float>(f.side());
    const Rgb disc =
        f.spec.time == TimeOfDay::Night ? Rgb{0.96F, 0.95F, 0.88F} : Rgb{1.0F, 0.96F, 0.80F};
    const int reach = static_cast<int>(light.radius * side) + 2;
    const int cx = static_cast<int>(light.x * side);
    const int cy = static_cast<int>(light.y * side);
    for (int y = std::max(0, cy - reach); y < std::min(f.horizonRow(), cy + reach); ++y) {
        for (int x = std::max(0, cx - reach); x < std::min(f.side(), cx + reach); ++x) {
            const float d = std::hypot(static_cast<float>(x - cx), static_cast<float>(y - cy));
            const float inside = std::clamp(light.radius * side - d + 0.5F, 0.0F, 1.0F);
            float shade = 1.0F;
            if (f.spec.time == TimeOfDay::Night) {
                shade = 0.86F + 0.14F * fbm(static_cast<float>(x) * 24.0F / side,
                                            static_cast<float>(y) * 24.0F / side, 3, f.spec.seed);
            }
            f.blend(x, y, disc * shade, inside);
        }
    }
}

} // namespace

void paintSky(const Frame& f)
{
    const auto side = static_cast<float>(f.side());
    const Light light = lightOf(f.spec);
    const bool glowing = f.spec.celestial || f.spec.time != TimeOfDay::Night;
    for (int y = 0; y < f.side(); ++y) {
        const float v = (static_cast<float>(y) + 0.5F) / side;
        const float up = std::clamp(1.0F - v / f.spec.horizon, 0.0F, 1.0F);
        const Rgb base = mix(f.palette.horizonSky, f.palette.zenith, std::pow(up, 0.75F));
        for (int x = 0; x < f.side(); ++x) {
            const float u = (static_cast<float>(x) + 0.5F) / side;
            const float d = std::hypot(u - light.x, (v - light.y) * 1.3F);
            const float glow =
                glowing ? std::exp(-d * d * 14.0F) * (1.0F - 0.7F * f.palette.cloudCover) : 0.0F;
            f.blend(x, y, mix(base, f.palette.glow, 0.75F * glow), 1.0F);
        }
    }
    paintStars(f);
    if (f.spec.celestial) {
        paintLight(f, light);
    }
    for (int y = 0; y < f.horizonRow(); ++y) {
        const float v = (static_cast<float>(y) + 0.5F) / side;
        for (int x = 0; x < f.side(); ++x) {
            const float u = (static_cast<float>(x) + 0.5F) / side;
            const float density = cloudDensity(f, u, v);
            if (density > 0.0F) {
                const float under = cloudDensity(f, u, v - 0.03F);
                const Rgb c = mix(f.palette.cloudLit, f.palette.cloudShade, 0.75F * under);
                f.blend(x, y, c, density * 0.92F);
            }
        }
    }
}

} // namespace train::scenes
