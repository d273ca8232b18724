#include "app/train/data/object_masks.h"

#include <algorithm>
#include <cmath>

namespace train {

using core::PixelBuffer;

core::Rect differing(const PixelBuffer& a, const PixelBuffer& b)
{
    constexpr float kVisible = 0.06F;
    int left = a.width();
    int top = a.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const float* p = a.at(x, y);
            const float* q = b.at(x, y);
            if (std::abs(p[0] - q[0]) + std::abs(p[1] - q[1]) + std::abs(p[2] - q[2]) > kVisible) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    return right > left ? core::Rect::fromEdges(left, top, right, bottom) : core::Rect{};
}

RandomMask maskAround(core::Rect around, int side, Random& random)
{
    RandomMask mask{PixelBuffer(side, side, 1), MaskKind::Box};
    const double w = around.width * random.uniform(1.05, 1.6) + 2;
    const double h = around.height * random.uniform(1.05, 1.6) + 2;
    const double cx = around.x + around.width / 2.0;
    const double cy = around.y + around.height / 2.0;
    const bool ellipse = random.chance(0.5);
    const double reach = ellipse ? std::sqrt(2.0) : 1.0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double u = std::abs(x + 0.5 - cx) / (w / 2 * reach);
            const double v = std::abs(y + 0.5 - cy) / (h / 2 * reach);
            if (ellipse ? u * u + v * v <= 1.0 : std::max(u, v) <= 1.0) {
                *mask.coverage.at(x, y) = 1.0F;
            }
        }
    }
    return mask;
}

} // namespace train
