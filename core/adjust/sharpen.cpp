/// Unsharp mask: what a blur would take away is added, where it is more than the threshold.

#include <algorithm>
#include <cmath>

#include "core/adjust/gaussian.h"
#include "core/adjust/registry.h"

namespace core {

namespace {

enum Parameter { Amount, Radius, Threshold };

constexpr AdjustParameter kParameters[] = {
    {"Amount", 0, 400, 100, 1, 0, 120, " %"},
    {"Radius", 0.1F, 50, 1.2F, 0.1F, 1, 4, " px"},
    {"Threshold", 0, 100, 0, 1, 0, 15, ""},
};

int reach(const AdjustValues& values)
{
    return gaussianReach(values.numbers[Radius]);
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float scale)
{
    const float amount = values.numbers[Amount] / 100;
    const float threshold = values.numbers[Threshold] / 255;
    PixelBuffer soft = pixels;
    gaussianBlur(soft, values.numbers[Radius] * scale);
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        const float* s = soft.data() + i;
        for (int c = 0; c < 3; ++c) {
            const float difference = p[c] - s[c];
            // Fades in over a threshold's width, so that no edge of the effect shows.
            const float counts =
                threshold > 0 ? std::clamp(std::abs(difference) / threshold - 1, 0.0F, 1.0F) : 1.0F;
            p[c] = std::clamp(p[c] + amount * counts * difference, 0.0F, std::max(1.0F, p[c]));
        }
    }
}

} // namespace

const Adjustment kSharpen{"sharpen", "Sharpen", AdjustEditor::Sliders, kParameters, &reach, &apply};

} // namespace core
