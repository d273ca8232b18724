#pragma once

// Included by bodies of kernels only: see README.md. Floats of 16 bits made wide; both ways are exact.

#include <cstddef>
#include <cstdint>

namespace diffusion::kernels {
namespace {

inline float wideHalf(std::uint16_t bits)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16;
    const std::uint32_t rest = static_cast<std::uint32_t>(bits & 0x7FFFU) << 13;
    std::uint32_t out = rest + (112U << 23); // the exponents count from 15 and from 127
    if (rest >= 0x1FU << 23) {               // infinite, or no number
        out = rest + (224U << 23);
    } else if (rest < 1U << 23) { // below the smallest normal one
        const float value = static_cast<float>(bits & 0x3FFU) * (1.0F / (1 << 24));
        __builtin_memcpy(&out, &value, sizeof out);
    }
    out |= sign;
    float value;
    __builtin_memcpy(&value, &out, sizeof value);
    return value;
}

inline void widenHalf(const std::uint16_t* from, std::ptrdiff_t count, float* to)
{
    std::ptrdiff_t i = 0;
#if defined(__F16C__)
    typedef short Halves __attribute__((vector_size(16)));
    for (; i + 8 <= count; i += 8) {
        Halves halves;
        __builtin_memcpy(&halves, from + i, sizeof halves);
        const auto wide = __builtin_ia32_vcvtph2ps256(halves);
        __builtin_memcpy(to + i, &wide, sizeof wide);
    }
#endif
    for (; i < count; ++i) {
        to[i] = wideHalf(from[i]);
    }
}

inline void widenBfloat16(const std::uint16_t* from, std::ptrdiff_t count, float* to)
{
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const std::uint32_t bits = static_cast<std::uint32_t>(from[i]) << 16;
        __builtin_memcpy(to + i, &bits, sizeof bits);
    }
}

} // namespace
} // namespace diffusion::kernels
