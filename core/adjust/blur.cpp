/// Gaussian blur, colours weighed by their alpha.

#include "core/adjust/gaussian.h"
#include "core/adjust/registry.h"

namespace core {

namespace {

constexpr AdjustParameter kParameters[] = {
    {"Radius", 0, 200, 4, 0.1F, 1, 12, " px"},
};

int reach(const AdjustValues& values)
{
    return gaussianReach(values.numbers[0]);
}

void apply(PixelBuffer& pixels, const AdjustValues& values, float scale)
{
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        for (int c = 0; c < 3; ++c) {
            p[c] *= p[3];
        }
    }
    gaussianBlur(pixels, values.numbers[0] * scale);
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        float* p = pixels.data() + i;
        p[3] = p[3] > 0.99999F ? 1.0F : p[3];
        const float factor = p[3] > 1e-5F ? 1 / p[3] : 0.0F;
        for (int c = 0; c < 3; ++c) {
            p[c] *= factor;
        }
    }
}

} // namespace

const Adjustment kBlur{"blur", "Blur", AdjustEditor::Sliders, kParameters, &reach, &apply};

} // namespace core
