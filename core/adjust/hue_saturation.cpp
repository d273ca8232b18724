/// Hue, saturation and lightness in the double cone of HSL; vibrance saturates what is pale.

#include <algorithm>
#include <cmath>

#include "core/adjust/registry.h"

namespace core {

namespace {

enum Parameter { Hue, Saturation, Vibrance, Lightness };

constexpr AdjustParameter kParameters[] = {
    {"Hue", -180, 180, 0, 1, 0, 0, "°"},
    {"Saturation", -100, 100, 0, 1, 0, 0, ""},
    {"Vibrance", -100, 100, 0, 1, 0, 0, ""},
    {"Lightness", -100, 100, 0, 1, 0, 0, ""},
};

float hueOf(const float* p, float highest, float spread)
{
    float hue = 0;
    if (highest == p[0]) {
        hue = (p[1] - p[2]) / spread;
    } else if (highest == p[1]) {
        hue = 2 + (p[2] - p[0]) / spread;
    } else {
        hue = 4 + (p[0] - p[1]) / spread;
    }
    return hue < 0 ? hue + 6 : hue;
}

/// One channel of a colour with this hue (in sixths of the circle).
float channel(float hue, float low, float high)
{
    hue -= 6 * std::floor(hue / 6);
    const float ramp = std::clamp(std::abs(hue - 3) - 1, 0.0F, 1.0F);
    return low + (high - low) * ramp;
}

void adjustPixel(float* p, float turn, float saturation, float vibrance, float lightness)
{
    const float highest = std::clamp(std::max({p[0], p[1], p[2]}), 0.0F, 1.0F);
    const float lowest = std::clamp(std::min({p[0], p[1], p[2]}), 0.0F, 1.0F);
    float middle = (highest + lowest) / 2;
    float spread = highest - lowest;
    if (spread > 1e-6F) {
        const float room = 1 - std::abs(2 * middle - 1);
        float s = room > 0 ? spread / room : 0;
        s *= saturation > 0 ? 1 + saturation * 2 : 1 + saturation;
        s *= vibrance > 0 ? 1 + vibrance * 2 * (1 - std::min(1.0F, s)) : 1 + vibrance * (1 - s / 2);
        s = std::clamp(s, 0.0F, 1.0F);
        const float hue = hueOf(p, std::max({p[0], p[1], p[2]}), spread) + turn;
        const float half = s * room / 2;
        p[0] = channel(hue, middle - half, middle + half);
        p[1] = channel(hue - 2, middle - half, middle + half);
        p[2] = channel(hue - 4, middle - half, middle + half);
    }
    for (int c = 0; c < 3; ++c) {
        p[c] += lightness > 0 ? (1 - p[c]) * lightness : p[c] * lightness;
    }
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float)
{
    const float turn = values.numbers[Hue] / 60;
    const float saturation = values.numbers[Saturation] / 100;
    const float vibrance = values.numbers[Vibrance] / 100;
    const float lightness = values.numbers[Lightness] / 100;
    if (turn == 0 && saturation == 0 && vibrance == 0 && lightness == 0) {
        return;
    }
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        adjustPixel(pixels.data() + i, turn, saturation, vibrance, lightness);
    }
}

} // namespace

const Adjustment kHueSaturation{
    "hue", "Hue and Saturation", AdjustEditor::Sliders, kParameters, nullptr, &apply};

} // namespace core
