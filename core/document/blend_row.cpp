#include "core/document/blend_row.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/image/sample.h"

namespace core::blend {

namespace {

float unit(float v)
{
    return std::clamp(v, 0.0F, 1.0F);
}

/// The layer's colour after mixing with the backdrop as far as that is opaque (W3C, section 5.8).
std::array<float, 3> mixed(BlendMode mode, const float* backdrop, const float* pixel)
{
    const std::array<float, 3> below{unit(backdrop[0]), unit(backdrop[1]), unit(backdrop[2])};
    const std::array<float, 3> above{unit(pixel[0]), unit(pixel[1]), unit(pixel[2])};
    const std::array<float, 3> both = blendColours(mode, below, above);
    const float solid = unit(backdrop[3]);
    return {above[0] + (both[0] - above[0]) * solid, above[1] + (both[1] - above[1]) * solid,
            above[2] + (both[2] - above[2]) * solid};
}

/// Source over, straight alpha.
void over(float* backdrop, const float* colour, float alpha)
{
    const float below = backdrop[3] * (1.0F - alpha);
    const float total = alpha + below;
    if (backdrop[3] == 1.0F) {
        for (int c = 0; c < 3; ++c) {
            backdrop[c] += (colour[c] - backdrop[c]) * alpha;
        }
        return;
    }
    for (int c = 0; c < 3; ++c) {
        backdrop[c] = (colour[c] * alpha + backdrop[c] * below) / total;
    }
    backdrop[3] = total;
}

void normal8(std::uint8_t* backdrop, const std::uint8_t* pixel, float alpha)
{
    if (backdrop[3] == 255) {
        for (int c = 0; c < 3; ++c) {
            const auto b = static_cast<float>(backdrop[c]);
            backdrop[c] =
                static_cast<std::uint8_t>(b + (static_cast<float>(pixel[c]) - b) * alpha + 0.5F);
        }
        return;
    }
    const float below = static_cast<float>(backdrop[3]) / 255.0F * (1.0F - alpha);
    const float total = alpha + below;
    for (int c = 0; c < 3; ++c) {
        const float sum =
            static_cast<float>(pixel[c]) * alpha + static_cast<float>(backdrop[c]) * below;
        backdrop[c] = static_cast<std::uint8_t>(std::min(255.0F, sum / total + 0.5F));
    }
    backdrop[3] = static_cast<std::uint8_t>(std::min(255.0F, total * 255.0F + 0.5F));
}

float coverage(const Source& source, int i)
{
    const float mask = source.mask != nullptr ? static_cast<float>(source.mask[i]) / 255.0F : 1.0F;
    return source.opacity * mask;
}

} // namespace

void rowFloat(float* backdrop, const float* pixels, int count, const Source& source)
{
    for (int i = 0; i < count; ++i, backdrop += 4, pixels += 4) {
        const float alpha = pixels[3] * coverage(source, i);
        if (!(alpha > 0.0F)) {
            continue;
        }
        if (source.mode != BlendMode::Normal) {
            over(backdrop, mixed(source.mode, backdrop, pixels).data(), std::min(alpha, 1.0F));
        } else if (alpha >= 1.0F) {
            std::memcpy(backdrop, pixels, sizeof(float) * 3);
            backdrop[3] = 1.0F;
        } else {
            over(backdrop, pixels, alpha);
        }
    }
}

void row8(std::uint8_t* backdrop, const std::uint8_t* pixels, int count, const Source& source)
{
    const bool plain = source.mask == nullptr && source.opacity >= 1.0F;
    for (int i = 0; i < count; ++i, backdrop += 4, pixels += 4) {
        if (pixels[3] == 0 || (source.mask != nullptr && source.mask[i] == 0)) {
            continue;
        }
        const bool solid = pixels[3] == 255 && (plain || coverage(source, i) >= 1.0F);
        if (source.mode == BlendMode::Normal && solid) {
            std::memcpy(backdrop, pixels, 4);
            continue;
        }
        const float alpha = static_cast<float>(pixels[3]) / 255.0F * coverage(source, i);
        if (source.mode == BlendMode::Normal) {
            if (backdrop[3] == 0 && plain) {
                std::memcpy(backdrop, pixels, 4);
            } else if (alpha > 0.0F) {
                normal8(backdrop, pixels, alpha);
            }
            continue;
        }
        std::array<float, 4> below{};
        std::array<float, 4> above{};
        for (std::size_t c = 0; c < 4; ++c) {
            below[c] = sample::toUnit(backdrop[c]);
            above[c] = sample::toUnit(pixels[c]);
        }
        if (alpha > 0.0F) {
            over(below.data(), mixed(source.mode, below.data(), above.data()).data(), alpha);
        }
        for (std::size_t c = 0; c < 4; ++c) {
            backdrop[c] = sample::fromUnit<std::uint8_t>(below[c]);
        }
    }
}

void mixRowFloat(float* backdrop, const float* pixels, int count, float amount)
{
    for (int i = 0; i < count; ++i, backdrop += 4, pixels += 4) {
        if (std::equal(backdrop, backdrop + 4, pixels)) {
            continue;
        }
        const float below = backdrop[3] * (1.0F - amount);
        const float above = pixels[3] * amount;
        const float total = below + above;
        for (int c = 0; c < 3 && total > 0.0F; ++c) {
            backdrop[c] = (backdrop[c] * below + pixels[c] * above) / total;
        }
        backdrop[3] = total;
    }
}

void mixRow8(std::uint8_t* backdrop, const std::uint8_t* pixels, int count, float amount)
{
    for (int i = 0; i < count; ++i, backdrop += 4, pixels += 4) {
        if (std::memcmp(backdrop, pixels, 4) == 0) {
            continue;
        }
        const float below = static_cast<float>(backdrop[3]) * (1.0F - amount);
        const float above = static_cast<float>(pixels[3]) * amount;
        const float total = below + above;
        for (int c = 0; c < 3 && total > 0.0F; ++c) {
            const float sum =
                static_cast<float>(backdrop[c]) * below + static_cast<float>(pixels[c]) * above;
            backdrop[c] = static_cast<std::uint8_t>(std::min(255.0F, sum / total + 0.5F));
        }
        backdrop[3] = static_cast<std::uint8_t>(std::min(255.0F, total + 0.5F));
    }
}

} // namespace core::blend
