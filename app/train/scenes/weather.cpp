#include <algorithm>
#include <cmath>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

void paintFog(const Frame& f)
{
    const auto side = static_cast<float>(f.side());
    for (int y = 0; y < f.side(); ++y) {
        const float v = static_cast<float>(y) / side;
        const float band = std::exp(-std::pow((v - f.spec.horizon) / 0.20F, 2.0F));
        for (int x = 0; x < f.side(); ++x) {
            const float n =
                fbm(static_cast<float>(x) / side * 2.4F, v * 6.0F, 4, f.spec.seed + 141U);
            f.blend(x, y, f.palette.haze * 1.04F,
                    std::clamp(0.12F + 0.50F * band * (0.5F + n), 0.0F, 0.75F));
        }
    }
}

void paintStreaks(const Frame& f)
{
    const int count = f.side() * 2;
    for (int i = 0; i < count; ++i) {
        const float x0 = uniform2d(i, 1, f.spec.seed + 151U) * static_cast<float>(f.side());
        const float y0 = uniform2d(i, 2, f.spec.seed + 151U) * static_cast<float>(f.side());
        const float length =
            (0.02F + 0.05F * uniform2d(i, 3, f.spec.seed)) * static_cast<float>(f.side());
        const float alpha = 0.12F + 0.22F * uniform2d(i, 4, f.spec.seed);
        for (float t = 0.0F; t < length; t += 1.0F) {
            const int x = static_cast<int>(x0 - 0.18F * t);
            const int y = static_cast<int>(y0 + t);
            if (x >= 0 && x < f.side() && y < f.side()) {
                f.blend(x, y, {0.82F, 0.85F, 0.88F}, alpha);
            }
        }
    }
}

void paintFlakes(const Frame& f)
{
    const int count = f.side() * 3 / 2;
    for (int i = 0; i < count; ++i) {
        const int cx =
            static_cast<int>(uniform2d(i, 1, f.spec.seed + 161U) * static_cast<float>(f.side()));
        const int cy =
            static_cast<int>(uniform2d(i, 2, f.spec.seed + 161U) * static_cast<float>(f.side()));
        const float near = uniform2d(i, 3, f.spec.seed + 161U);
        const float radius = 0.9F + static_cast<float>(f.side()) * 0.006F * near * near;
        const int reach = static_cast<int>(radius) + 1;
        for (int y = std::max(0, cy - reach); y <= std::min(f.side() - 1, cy + reach); ++y) {
            for (int x = std::max(0, cx - reach); x <= std::min(f.side() - 1, cx + reach); ++x) {
                const float d = std::hypot(static_cast<float>(x - cx), static_cast<float>(y - cy));
                f.blend(x, y, {0.97F, 0.98F, 1.0F}, std::clamp(radius - d, 0.0F, 1.0F) * 0.85F);
            }
        }
    }
}

} // namespace

void paintWeather(const Frame& f)
{
    switch (f.spec.weather) {
    case Weather::Fog:
        paintFog(f);
        break;
    case Weather::Rain:
        paintStreaks(f);
        break;
    case Weather::Snowfall:
        paintFlakes(f);
        break;
    default:
        break;
    }
}

} // namespace train::scenes
