#include "app/train/scenes/noise2d.h"

#include <cmath>

namespace train::scenes {

namespace {

/// One row of the lattice, hashed as far as the column does not matter.
std::uint32_t rowHash(int y, std::uint32_t seed)
{
    return seed * 0x9E3779B1U + static_cast<std::uint32_t>(y) * 0xC2B2AE3DU;
}

std::uint32_t finished(std::uint32_t h)
{
    h ^= h >> 15;
    h *= 0x2C1B3C6DU;
    h ^= h >> 12;
    h *= 0x297A2D39U;
    h ^= h >> 15;
    return h;
}

float unit(std::uint32_t hash)
{
    return static_cast<float>(static_cast<std::int32_t>(hash >> 8)) * (1.0F / 16777216.0F);
}

int floorOf(float v)
{
    const int t = static_cast<int>(v); // towards zero; std::floor is a call before SSE 4.1
    return t - (v < static_cast<float>(t) ? 1 : 0);
}

float smoothed(float t)
{
    return t * t * (3.0F - 2.0F * t);
}

} // namespace

std::uint32_t hash2d(int x, int y, std::uint32_t seed)
{
    return finished(rowHash(y, seed) + static_cast<std::uint32_t>(x) * 0x85EBCA77U);
}

float uniform2d(int x, int y, std::uint32_t seed)
{
    return unit(hash2d(x, y, seed));
}

float valueNoise(float x, float y, std::uint32_t seed)
{
    const int ix = floorOf(x);
    const int iy = floorOf(y);
    const float u = smoothed(x - static_cast<float>(ix));
    const float v = smoothed(y - static_cast<float>(iy));
    const std::uint32_t left = static_cast<std::uint32_t>(ix) * 0x85EBCA77U;
    const std::uint32_t right = left + 0x85EBCA77U;
    const std::uint32_t upper = rowHash(iy, seed);
    const std::uint32_t lower = upper + 0xC2B2AE3DU;
    const float a = unit(finished(upper + left));
    const float b = unit(finished(upper + right));
    const float c = unit(finished(lower + left));
    const float d = unit(finished(lower + right));
    const float top = a + (b - a) * u;
    const float low = c + (d - c) * u;
    return top + (low - top) * v;
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
