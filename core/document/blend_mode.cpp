#include "core/document/blend_mode.h"

#include <algorithm>
#include <cmath>

namespace core {

namespace {

using Colour = std::array<float, 3>;

constexpr BlendModeInfo kModes[] = {
    {BlendMode::Normal, "Normal", "svg:src-over"},
    {BlendMode::Darken, "Darken", "svg:darken"},
    {BlendMode::Multiply, "Multiply", "svg:multiply"},
    {BlendMode::ColorBurn, "Color Burn", "svg:color-burn"},
    {BlendMode::Lighten, "Lighten", "svg:lighten"},
    {BlendMode::Screen, "Screen", "svg:screen"},
    {BlendMode::ColorDodge, "Color Dodge", "svg:color-dodge"},
    {BlendMode::Overlay, "Overlay", "svg:overlay"},
    {BlendMode::SoftLight, "Soft Light", "svg:soft-light"},
    {BlendMode::HardLight, "Hard Light", "svg:hard-light"},
    {BlendMode::Difference, "Difference", "svg:difference"},
    {BlendMode::Hue, "Hue", "svg:hue"},
    {BlendMode::Saturation, "Saturation", "svg:saturation"},
    {BlendMode::Color, "Color", "svg:color"},
    {BlendMode::Luminosity, "Luminosity", "svg:luminosity"},
};

float hardLight(float b, float s)
{
    return s <= 0.5F ? b * 2.0F * s : b + (2.0F * s - 1.0F) - b * (2.0F * s - 1.0F);
}

float colorDodge(float b, float s)
{
    if (b <= 0.0F) {
        return 0.0F;
    }
    return s >= 1.0F ? 1.0F : std::min(1.0F, b / (1.0F - s));
}

float colorBurn(float b, float s)
{
    if (b >= 1.0F) {
        return 1.0F;
    }
    return s <= 0.0F ? 0.0F : 1.0F - std::min(1.0F, (1.0F - b) / s);
}

float softLight(float b, float s)
{
    if (s <= 0.5F) {
        return b - (1.0F - 2.0F * s) * b * (1.0F - b);
    }
    const float d = b <= 0.25F ? ((16.0F * b - 12.0F) * b + 4.0F) * b : std::sqrt(b);
    return b + (2.0F * s - 1.0F) * (d - b);
}

/// The modes that treat each channel alone; b = backdrop, s = source.
float separable(BlendMode mode, float b, float s)
{
    switch (mode) {
    case BlendMode::Multiply:
        return b * s;
    case BlendMode::Screen:
        return b + s - b * s;
    case BlendMode::Overlay:
        return hardLight(s, b);
    case BlendMode::Darken:
        return std::min(b, s);
    case BlendMode::Lighten:
        return std::max(b, s);
    case BlendMode::ColorDodge:
        return colorDodge(b, s);
    case BlendMode::ColorBurn:
        return colorBurn(b, s);
    case BlendMode::HardLight:
        return hardLight(b, s);
    case BlendMode::SoftLight:
        return softLight(b, s);
    case BlendMode::Difference:
        return std::abs(b - s);
    default:
        return s;
    }
}

float luminosity(const Colour& c)
{
    return 0.3F * c[0] + 0.59F * c[1] + 0.11F * c[2];
}

Colour withLuminosity(Colour c, float target)
{
    const float change = target - luminosity(c);
    for (float& v : c) {
        v += change;
    }
    const float lum = luminosity(c);
    const auto [low, high] = std::minmax({c[0], c[1], c[2]});
    if (low < 0.0F) {
        for (float& v : c) {
            v = lum + (v - lum) * lum / (lum - low);
        }
    }
    if (high > 1.0F) {
        for (float& v : c) {
            v = lum + (v - lum) * (1.0F - lum) / (high - lum);
        }
    }
    return c;
}

float saturation(const Colour& c)
{
    const auto [low, high] = std::minmax({c[0], c[1], c[2]});
    return high - low;
}

Colour withSaturation(Colour c, float target)
{
    const auto [low, high] = std::minmax({c[0], c[1], c[2]});
    const float range = high - low;
    const float base = low;
    for (float& v : c) {
        v = range > 0.0F ? (v - base) * target / range : 0.0F;
    }
    return c;
}

} // namespace

std::span<const BlendModeInfo> blendModes()
{
    return kModes;
}

const BlendModeInfo& blendModeInfo(BlendMode mode)
{
    const auto* found =
        std::find_if(std::begin(kModes), std::end(kModes),
                     [mode](const BlendModeInfo& info) { return info.mode == mode; });
    return found != std::end(kModes) ? *found : kModes[0];
}

std::optional<BlendMode> blendModeFromOpenRaster(std::string_view name)
{
    const auto* found =
        std::find_if(std::begin(kModes), std::end(kModes),
                     [name](const BlendModeInfo& info) { return info.openRaster == name; });
    return found != std::end(kModes) ? std::optional(found->mode) : std::nullopt;
}

std::array<float, 3> blendColours(BlendMode mode, const std::array<float, 3>& backdrop,
                                  const std::array<float, 3>& source)
{
    const float lum = luminosity(backdrop);
    switch (mode) {
    case BlendMode::Hue:
        return withLuminosity(withSaturation(source, saturation(backdrop)), lum);
    case BlendMode::Saturation:
        return withLuminosity(withSaturation(backdrop, saturation(source)), lum);
    case BlendMode::Color:
        return withLuminosity(source, lum);
    case BlendMode::Luminosity:
        return withLuminosity(backdrop, luminosity(source));
    default:
        break;
    }
    return {separable(mode, backdrop[0], source[0]), separable(mode, backdrop[1], source[1]),
            separable(mode, backdrop[2], source[2])};
}

} // namespace core
