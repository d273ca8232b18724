#pragma once

/// Conversion of single samples between storage and [0, 1]. Internal to core/; any thread.

#include <cstdint>
#include <limits>

namespace core::sample {

/// Rounds to nearest, clamps; not-a-number becomes 0.
template <class T> [[nodiscard]] inline T fromUnit(float value)
{
    constexpr float kMax = static_cast<float>(std::numeric_limits<T>::max());
    if (!(value > 0.0F)) {
        return 0;
    }
    return value >= 1.0F ? std::numeric_limits<T>::max() : static_cast<T>(value * kMax + 0.5F);
}
template <> [[nodiscard]] inline float fromUnit<float>(float value)
{
    return value;
}

template <class T> [[nodiscard]] inline float toUnit(T value)
{
    return static_cast<float>(value) / static_cast<float>(std::numeric_limits<T>::max());
}
template <> [[nodiscard]] inline float toUnit<float>(float value)
{
    return value;
}

/// a * b / 255, rounded to nearest.
[[nodiscard]] inline std::uint32_t multiply8(std::uint32_t a, std::uint32_t b)
{
    const std::uint32_t t = a * b + 128U;
    return (t + (t >> 8U)) >> 8U;
}

/// RGBA in one word (red lowest) with the colours multiplied by the alpha.
[[nodiscard]] inline std::uint32_t premultiplied(std::uint32_t rgba)
{
    const std::uint32_t alpha = rgba >> 24U;
    std::uint32_t rb = (rgba & 0xFF00FFU) * alpha + 0x800080U;
    rb = ((rb + ((rb >> 8U) & 0xFF00FFU)) >> 8U) & 0xFF00FFU;
    return rb | (multiply8((rgba >> 8U) & 0xFFU, alpha) << 8U) | (alpha << 24U);
}

} // namespace core::sample
