/// Levels: what becomes black, what white, and how bright the middle is.

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/adjust/registry.h"

namespace core {

namespace {

enum Parameter { Black, Middle, White, LowestOut, HighestOut };

constexpr AdjustParameter kParameters[] = {
    {"Black", 0, 254, 0, 1, 0, 0, ""},
    {"Midtones", 0.1F, 9.99F, 1, 0.01F, 2, 1, ""},
    {"White", 1, 255, 255, 1, 0, 0, ""},
    {"Darkest result", 0, 255, 0, 1, 0, 0, ""},
    {"Brightest result", 0, 255, 255, 1, 0, 0, ""},
};

constexpr int kTableSize = 4096;

std::vector<float> tableOf(const AdjustValues& values)
{
    const float black = values.numbers[Black] / 255;
    const float white = std::max(values.numbers[White] / 255, black + 1.0F / 255);
    const float power = 1 / values.numbers[Middle];
    const float low = values.numbers[LowestOut] / 255;
    const float high = values.numbers[HighestOut] / 255;
    std::vector<float> out(kTableSize);
    for (int i = 0; i < kTableSize; ++i) {
        const float x = static_cast<float>(i) / (kTableSize - 1);
        const float t = std::clamp((x - black) / (white - black), 0.0F, 1.0F);
        out[static_cast<std::size_t>(i)] = low + (high - low) * std::pow(t, power);
    }
    return out;
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float)
{
    const std::vector<float> table = tableOf(values);
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        for (int c = 0; c < 3; ++c) {
            p[c] = lookUp(table, p[c]);
        }
    }
}

} // namespace

const Adjustment kLevels{"levels", "Levels", AdjustEditor::Histogram, kParameters, nullptr, &apply};

} // namespace core
