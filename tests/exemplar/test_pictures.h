#pragma once

/// Small pictures with known content for the tests of the exemplar fill.

#include <cmath>
#include <cstdint>

#include "core/base/pixel_buffer.h"
#include "core/exemplar/random.h"

namespace exemplar_tests {

inline core::PixelBuffer emptyMask(int width, int height)
{
    return core::PixelBuffer(width, height, 1, 0.0F);
}

inline void punch(core::PixelBuffer& mask, core::Rect hole)
{
    for (int y = hole.y; y < hole.bottom(); ++y) {
        for (int x = hole.x; x < hole.right(); ++x) {
            *mask.at(x, y) = 1.0F;
        }
    }
}

/// Diagonal waves with a whole-pixel period in both directions: copies can be exact.
inline core::PixelBuffer waves(int width, int height, int period)
{
    core::PixelBuffer image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double a = 2.0 * M_PI * ((x + 2 * y) % period) / period;
            const double b = 2.0 * M_PI * ((2 * x + y) % period) / period;
            float* p = image.at(x, y);
            p[0] = static_cast<float>(0.5 + 0.3 * std::sin(a));
            p[1] = static_cast<float>(0.5 + 0.2 * std::sin(b));
            p[2] = static_cast<float>(0.4 + 0.2 * std::cos(a));
        }
    }
    return image;
}

/// Brightness rises evenly from the upper left to the lower right.
inline core::PixelBuffer gradient(int width, int height)
{
    core::PixelBuffer image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            float* p = image.at(x, y);
            p[0] = 0.2F + 0.3F * static_cast<float>(x) / static_cast<float>(width);
            p[1] = 0.3F + 0.4F * static_cast<float>(y) / static_cast<float>(height);
            p[2] = 0.6F;
        }
    }
    return image;
}

/// Independent grain around two greys: dark above the middle row, light below it.
inline core::PixelBuffer grainyHorizon(int width, int height)
{
    core::exemplar::Random random(11);
    core::PixelBuffer image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const float base = y < height / 2 ? 0.25F : 0.7F;
            const float grain = 0.1F * static_cast<float>(random.below(1000)) / 1000.0F;
            for (int c = 0; c < 3; ++c) {
                image.at(x, y)[c] = base + grain;
            }
        }
    }
    return image;
}

} // namespace exemplar_tests
