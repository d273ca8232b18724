#pragma once

/// Where every random number of a generation comes from. Worker thread only.

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "diffusion/fill_request.h"
#include "diffusion/models/tensor.h"

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

/// Another source's draws moved towards a seed's: the spherical interpolation of the two (Shoemake
/// 1985, "Animating rotation with quaternion curves"), which has about unit variance again.
class NearbyNoiseSource final : public NoiseSource {
public:
    /// amount: [0, 1]
    NearbyNoiseSource(std::unique_ptr<NoiseSource> from, std::uint64_t seed, double amount)
        : m_from(std::move(from)), m_towards(seed), m_amount(amount)
    {
    }

    [[nodiscard]] at::Tensor normal(at::IntArrayRef shape) override;

private:
    std::unique_ptr<NoiseSource> m_from;
    SeededNoise m_towards;
    double m_amount;
};

/// The noise of `seed`, moved towards each of `nearby` in turn.
[[nodiscard]] std::unique_ptr<NoiseSource> makeNoise(std::uint64_t seed,
                                                     const std::vector<NearbyNoise>& nearby);

} // namespace diffusion
