/// Curves: any tone to any other, for all channels together and for each.

#include <array>
#include <vector>

#include "core/adjust/registry.h"

namespace core {

namespace {

constexpr int kTableSize = 4096;

void apply(PixelBuffer& pixels, const AdjustValues& values, float)
{
    std::array<std::vector<float>, 3> tables;
    for (std::size_t c = 0; c < 3; ++c) {
        tables[c] = values.curves[c + 1].table(kTableSize);
        for (float& value : tables[c]) {
            value = values.curves[0].at(value);
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

const Adjustment kCurves{"curves", "Curves", AdjustEditor::Curves, {}, nullptr, &apply};

} // namespace core
