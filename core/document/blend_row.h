#pragma once

/// The compositor's inner loops. Internal to core/document; any thread.

#include <cstdint>

#include "core/document/blend_mode.h"

namespace core::blend {

/// How one run of a layer's pixels goes over a backdrop.
struct Source {
    BlendMode mode = BlendMode::Normal;
    float opacity = 1.0F;
    const std::uint8_t* mask = nullptr; ///< coverage per pixel; null = 1 everywhere
};

/// Both RGBA float, straight alpha; `backdrop` becomes the result. Pixels where nothing is added
/// keep their bits, and so do the bits of what covers wholly.
void rowFloat(float* backdrop, const float* pixels, int count, const Source& source);

/// The same on 8-bit samples, normal mode in place, others by way of float.
void row8(std::uint8_t* backdrop, const std::uint8_t* pixels, int count, const Source& source);

/// `backdrop` goes to `pixels` as far as `amount` in [0, 1], colours weighed by their alpha: what a
/// group that passes through changes, faded. Equal pixels keep their bits.
void mixRowFloat(float* backdrop, const float* pixels, int count, float amount);
void mixRow8(std::uint8_t* backdrop, const std::uint8_t* pixels, int count, float amount);

} // namespace core::blend
