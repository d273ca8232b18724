/// Brightness and contrast that keep black black and white white: nothing is cut off.

#include <cmath>
#include <vector>

#include "core/adjust/registry.h"

namespace core {

namespace {

enum Parameter { Brightness, Contrast };

constexpr AdjustParameter kParameters[] = {
    {"Brightness", -100, 100, 0, 1, 0, 0, ""},
    {"Contrast", -100, 100, 0, 1, 0, 0, ""},
};

constexpr int kTableSize = 4096;

/// Steeper (or flatter) in the middle, level at both ends.
float contrasted(float x, float power)
{
    return x < 0.5F ? 0.5F * std::pow(2 * x, power) : 1 - 0.5F * std::pow(2 - 2 * x, power);
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float)
{
    const float gamma = std::exp2(-values.numbers[Brightness] / 70);
    const float power = std::exp2(values.numbers[Contrast] / 70);
    std::vector<float> table(kTableSize);
    for (int i = 0; i < kTableSize; ++i) {
        const float x = static_cast<float>(i) / (kTableSize - 1);
        table[static_cast<std::size_t>(i)] = contrasted(std::pow(x, gamma), power);
    }
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        for (int c = 0; c < 3; ++c) {
            p[c] = lookUp(table, p[c]);
        }
    }
}

} // namespace

const Adjustment kBrightnessContrast{
    "brightness", "Brightness and Contrast", AdjustEditor::Sliders, kParameters, nullptr, &apply};

} // namespace core
