#pragma once

/// Seeded, stateless noise in the plane, for textures. Any thread.

#include <cstdint>

namespace train::scenes {

/// A well mixed 32-bit hash of a lattice point.
[[nodiscard]] std::uint32_t hash2d(int x, int y, std::uint32_t seed);

/// Uniform in [0, 1) from a lattice point.
[[nodiscard]] float uniform2d(int x, int y, std::uint32_t seed);

/// Smooth value noise in [0, 1], lattice spacing 1.
[[nodiscard]] float valueNoise(float x, float y, std::uint32_t seed);

/// Fractal sum of `octaves` value noises, each twice as fine and half as strong; in [0, 1].
[[nodiscard]] float fbm(float x, float y, int octaves, std::uint32_t seed);

/// Fractal sum of folded noise: sharp crests, as of mountains and waves; in [0, 1].
[[nodiscard]] float ridged(float x, float y, int octaves, std::uint32_t seed);

} // namespace train::scenes
