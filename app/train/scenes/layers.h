#pragma once

/// The layers of a scene, painted in the order of render.cpp onto a square (S, S, 3) picture, sRGB
/// in [0, 1]. Coordinates are pixels unless said otherwise. Any thread, one picture each.

#include "app/train/scenes/palette.h"
#include "app/train/scenes/scene_spec.h"
#include "core/base/pixel_buffer.h"

namespace train::scenes {

/// What every layer needs.
struct Frame {
    const SceneSpec& spec;
    const Palette& palette;
    core::PixelBuffer& picture;

    [[nodiscard]] int side() const { return picture.width(); }
    [[nodiscard]] int horizonRow() const
    {
        return static_cast<int>(spec.horizon * static_cast<float>(picture.height()));
    }
    /// Blends `c` over the pixel with coverage `alpha`.
    void blend(int x, int y, Rgb c, float alpha) const
    {
        float* p = picture.at(x, y);
        p[0] += (c.r - p[0]) * alpha;
        p[1] += (c.g - p[1]) * alpha;
        p[2] += (c.b - p[2]) * alpha;
    }
    [[nodiscard]] Rgb get(int x, int y) const
    {
        const float* p = picture.at(x, y);
        return {p[0], p[1], p[2]};
    }
    /// Distance along the ground seen in row y below the horizon: 1 at the lower edge, growing.
    [[nodiscard]] float depth(int y) const
    {
        const float below =
            (static_cast<float>(y) + 0.5F) / static_cast<float>(side()) - spec.horizon;
        return (1.0F - spec.horizon) / (below < 0.004F ? 0.004F : below);
    }
    /// How much of the haze lies before something at that distance.
    [[nodiscard]] float hazeAt(float distance) const
    {
        const float t = (distance - 1.0F) / 14.0F;
        return palette.hazeAmount * (t > 1.0F ? 1.0F : t);
    }
};

void paintSky(const Frame& frame);      ///< gradient, clouds, sun, moon, stars
void paintDistance(const Frame& frame); ///< mountains, hills, forest on the horizon
void paintGround(const Frame& frame);   ///< all but the water
void paintWater(const Frame& frame);    ///< mirrors what stands above the horizon
void paintObjects(const Frame& frame);  ///< with reflections where they float
void paintWeather(const Frame& frame);  ///< fog, rain, falling snow

/// Whether a pixel below the horizon is water (the river winds, the beach has a shoreline).
[[nodiscard]] bool isWaterAt(const Frame& frame, int x, int y);

} // namespace train::scenes
