#pragma once

/// Colours of a scene by time of day and weather, sRGB-encoded in [0, 1]. Any thread.

#include "app/train/scenes/scene_spec.h"

namespace train::scenes {

struct Rgb {
    float r = 0.0F;
    float g = 0.0F;
    float b = 0.0F;
    friend Rgb operator*(Rgb a, float s) { return {a.r * s, a.g * s, a.b * s}; }
    friend Rgb operator*(Rgb a, Rgb b) { return {a.r * b.r, a.g * b.g, a.b * b.b}; }
    friend Rgb operator+(Rgb a, Rgb b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
};

[[nodiscard]] inline Rgb mix(Rgb a, Rgb b, float t)
{
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

struct Palette {
    Rgb zenith;     ///< sky overhead
    Rgb horizonSky; ///< sky at the horizon
    Rgb glow;       ///< sky near the sun or moon
    Rgb cloudLit;
    Rgb cloudShade;
    Rgb haze;                ///< what far things fade to
    Rgb light;               ///< multiplies the colours of things
    float hazeAmount = 0.3F; ///< of far things, [0, 1]
    float cloudCover = 0.0F; ///< [0, 1]
};

[[nodiscard]] Palette paletteFor(const SceneSpec& spec);

/// The paint of a named colour; `natural` where the scene names none.
[[nodiscard]] Rgb paint(Colour colour, Rgb natural);

} // namespace train::scenes
