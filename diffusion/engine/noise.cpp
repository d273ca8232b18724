#include "diffusion/engine/noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace diffusion {
namespace {

using Block = std::array<std::uint32_t, 4>;

constexpr std::uint32_t kMultiplier0 = 0xD2511F53U; // the constants of Salmon et al., table 2
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57U;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9U;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85U;
constexpr int kRounds = 10;

Block philox(Block counter, std::uint64_t seed)
{
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32U);
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kMultiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{kMultiplier1} * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key0,
                   static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key1,
                   static_cast<std::uint32_t>(product0)};
        key0 += kWeyl0;
        key1 += kWeyl1;
    }
    return counter;
}

/// In (0, 1): never 0, so that its logarithm is finite.
double uniform(std::uint32_t bits)
{
    return (static_cast<double>(bits) + 0.5) * 0x1.0p-32;
}

} // namespace

at::Tensor SeededNoise::normal(at::IntArrayRef shape)
{
    at::Tensor out = at::empty(shape, at::kFloat);
    float* values = out.data_ptr<float>();
    const std::int64_t count = out.numel();
    for (std::int64_t i = 0; i < count; i += 4) {
        const auto block = static_cast<std::uint64_t>(i / 4);
        const Block bits = philox({static_cast<std::uint32_t>(block),
                                   static_cast<std::uint32_t>(block >> 32U),
                                   static_cast<std::uint32_t>(m_draw),
                                   static_cast<std::uint32_t>(m_draw >> 32U)},
                                  m_seed);
        std::array<float, 4> normals{};
        for (std::size_t pair = 0; pair < 4; pair += 2) {
            const double radius = std::sqrt(-2.0 * std::log(uniform(bits[pair])));
            const double angle = 2.0 * std::numbers::pi * uniform(bits[pair + 1]);
            normals[pair] = static_cast<float>(radius * std::cos(angle));
            normals[pair + 1] = static_cast<float>(radius * std::sin(angle));
        }
        for (std::int64_t k = 0; k < 4 && i + k < count; ++k) {
            values[i + k] = normals[static_cast<std::size_t>(k)];
        }
    }
    ++m_draw;
    return out;
}

at::Tensor NearbyNoiseSource::normal(at::IntArrayRef shape)
{
    const at::Tensor from = m_from->normal(shape);
    const at::Tensor towards = m_towards.normal(shape);
    const double lengths =
        std::sqrt(from.square().sum().item<double>() * towards.square().sum().item<double>());
    const double cosine = (from * towards).sum().item<double>() / std::max(lengths, 1e-12);
    const double angle = std::acos(std::clamp(cosine, -1.0, 1.0));
    if (std::sin(angle) < 1e-4) { // the same direction: nothing to turn
        return from;
    }
    return (from * std::sin((1.0 - m_amount) * angle) + towards * std::sin(m_amount * angle)) /
           std::sin(angle);
}

std::unique_ptr<NoiseSource> makeNoise(std::uint64_t seed, const std::vector<NearbyNoise>& nearby)
{
    std::unique_ptr<NoiseSource> out = std::make_unique<SeededNoise>(seed);
    for (const NearbyNoise& one : nearby) {
        out = std::make_unique<NearbyNoiseSource>(std::move(out), one.seed,
                                                  static_cast<double>(one.amount));
    }
    return out;
}

} // namespace diffusion
