#include "app/train/scenes/noise2d.h"

#include <cmath>

namespace train::scenes {

std::uint32_t hash2d(int x, int y, std::uint32_t seed)
{
    std::uint32_t h = seed * 0x9E3779B1U + static_cast<std::uint32_t>(x) * 0x85EBCA77U +
                      static_cast<std::uint32_t>(y) * 0xC2B2AE3DU;
    h ^= h >> 15;
    h *= 0x2C1B3C6DU;
    h ^= h >> 12;
    h *= 0x297A2D39U;
    h ^= h >> 15;
    return h;
}

float uniform2d(int x, int y, std::uint32_t seed)
{
    return static_cast<float>(hash2d(x, y, seed) >> 8) * (1.0F / 16777216.0F);
}

float valueNoise(float x, float y, std::uint32_t seed)
{
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    const int ix = static_cast<int>(fx);
    const int iy = static_cast<int>(fy);
    float u = x - fx;
    float v = y - fy;
    u = u * u * (3.0F - 2.0F * u);
    v = v * v * (3.0F - 2.0F * v);
    const float top = std::lerp(uniform2d(ix, iy, seed), uniform2d(ix + 1, iy, seed), u);
    const float low = std::lerp(uniform2d(ix, iy + 1, seed), uniform2d(ix + 1, iy + 1, seed), u);
    return std::lerp(top, low, v);
}

float fbm(float x, float y, int octaves, std::uint32_t seed)
{
    float sum = 0.0F;
    float weight = 0.5F;
    float total = 0.0F;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * valueNoise(x, y, seed + static_cast<std::uint32_t>(i) * 101U);
        total += weight;
        weight *= 0.5F;
        x = x * 2.0F + 17.3F;
        y = y * 2.0F + 5.7F;
    }
    return sum / total;
}

float ridged(float x, float y, int octaves, std::uint32_t seed)
{
    float sum = 0.0F;
    float weight = 0.5F;
    float total = 0.0F;
    for (int i = 0; i < octaves; ++i) {
        const float n = valueNoise(x, y, seed + static_cast<std::uint32_t>(i) * 131U);
        const float crest = 1.0F - std::abs(2.0F * n - 1.0F);
        sum += weight * crest * crest;
        total += weight;
        weight *= 0.5F;
        x = x * 2.0F + 11.1F;
        y = y * 2.0F + 3.9F;
    }
    return sum / total;
}

} // namespace train::scenes
