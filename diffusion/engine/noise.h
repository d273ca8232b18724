#pragma once

/// Where every random number of a generation comes from. Worker thread only.

#include <cstdint>

#include <ATen/ATen.h>

namespace diffusion {

/// Hands out standard normal tensors in draw order.
class NoiseSource {
public:
    virtual ~NoiseSource() = default;

    /// The next draw: `shape`, float32 on the CPU, mean 0, variance 1.
    [[nodiscard]] virtual at::Tensor normal(at::IntArrayRef shape) = 0;
};

/// Seeded noise: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3")
/// with the seed as key and (block, draw number) as counter, turned into normals by Box and Muller
/// (1958) in float64 and rounded to float32. The values depend on the seed, the draw number and
/// the position alone: not on threads, device or what was drawn before in other shapes.
class SeededNoise final : public NoiseSource {
public:
    explicit SeededNoise(std::uint64_t seed) : m_seed(seed) {}

    [[nodiscard]] at::Tensor normal(at::IntArrayRef shape) override;

private:
    std::uint64_t m_seed;
    std::uint64_t m_draw = 0;
};

} // namespace diffusion
