/// White balance: gains on linear light (sRGB transfer function, IEC 61966-2-1), brightness kept.

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/adjust/registry.h"

namespace core {

namespace {

enum Parameter { Temperature, Tint };

constexpr AdjustParameter kParameters[] = {
    {"Temperature", -100, 100, 0, 1, 0, 0, ""},
    {"Tint", -100, 100, 0, 1, 0, 0, ""},
};

constexpr int kTableSize = 4096;

float toLinear(float v)
{
    return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
}

float fromLinear(float v)
{
    return v <= 0.0031308F ? v * 12.92F : 1.055F * std::pow(v, 1 / 2.4F) - 0.055F;
}

std::array<float, 3> gainsOf(const AdjustValues& values)
{
    const float warm = values.numbers[Temperature] / 100;
    const float magenta = values.numbers[Tint] / 100;
    std::array<float, 3> gains{std::exp2(0.6F * warm + 0.2F * magenta), std::exp2(-0.5F * magenta),
                               std::exp2(-0.8F * warm + 0.2F * magenta)};
    const float luminance = 0.2126F * gains[0] + 0.7152F * gains[1] + 0.0722F * gains[2];
    for (float& gain : gains) {
        gain /= luminance;
    }
    return gains;
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float)
{
    if (values.numbers[Temperature] == 0 && values.numbers[Tint] == 0) {
        return;
    }
    const std::array<float, 3> gains = gainsOf(values);
    std::array<std::vector<float>, 3> tables;
    for (std::size_t c = 0; c < 3; ++c) {
        tables[c].resize(kTableSize);
        for (int i = 0; i < kTableSize; ++i) {
            const float linear = toLinear(static_cast<float>(i) / (kTableSize - 1)) * gains[c];
            tables[c][static_cast<std::size_t>(i)] = fromLinear(std::min(linear, 1.0F));
        }
    }
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        for (std::size_t c = 0; c < 3; ++c) {
            p[c] = lookUp(tables[c], p[c]);
        }
    }
}

} // namespace

const Adjustment kWhiteBalance{"white-balance", "White Balance", AdjustEditor::Sliders,
                               kParameters,     nullptr,         &apply};

} // namespace core
