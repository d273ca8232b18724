#pragma once

/// What an adjustment is: parameters with ranges, and a function over a block of pixels. Any
/// thread.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/adjust/curve.h"
#include "core/base/pixel_buffer.h"

namespace core {

struct AdjustParameter {
    const char* title; ///< English
    float minimum;
    float maximum;
    float initial; ///< changes nothing, or what people mostly want
    float step;
    int decimals;
    float middle;       ///< value at the middle of a slider; 0 = halfway
    const char* suffix; ///< " px", "" ...
};

/// What a dialog shows above the sliders.
enum class AdjustEditor : std::uint8_t { Sliders, Histogram, Curves };

/// Which samples a curve works on.
enum class CurveChannel : std::uint8_t { All, Red, Green, Blue };

struct AdjustValues {
    std::vector<float> numbers;  ///< one for each parameter
    std::array<Curve, 4> curves; ///< by CurveChannel; each channel's own comes before that of all
    friend bool operator==(const AdjustValues&, const AdjustValues&) = default;
};

struct Adjustment {
    const char* id;    ///< "levels"
    const char* title; ///< English: "Levels"
    AdjustEditor editor;
    std::span<const AdjustParameter> parameters;
    /// Pixels round a pixel that it depends on, at full size; null = none.
    int (*reach)(const AdjustValues& values);
    /// pixels: (h, w, 4), straight alpha, encoded like the document; changed in place. `scale` =
    /// how much the block is reduced, for lengths in pixels. Alpha 1 stays 1.
    void (*apply)(PixelBuffer& pixels, const AdjustValues& values, float scale);
};

/// The values a dialog starts with.
[[nodiscard]] AdjustValues initialValues(const Adjustment& adjustment);

} // namespace core
