#include "diffusion/engine/size_bins.h"

#include <algorithm>
#include <cmath>

namespace diffusion {

core::Size nearestSize(const std::vector<SizeBin>& bins, core::Size asked)
{
    const double ratio = static_cast<double>(asked.height) / asked.width;
    const auto nearest =
        std::min_element(bins.begin(), bins.end(), [ratio](const SizeBin& a, const SizeBin& b) {
            return std::abs(a.ratio - ratio) < std::abs(b.ratio - ratio);
        });
    return nearest->size;
}

} // namespace diffusion
