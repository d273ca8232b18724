#pragma once

/// Random numbers that depend on where and when they are drawn, not on who draws them.

#include <cstdint>

namespace core::exemplar {

/// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t state) : m_state(state) {}

    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    /// Uniform in [0, count), from the 32 upper bits.
    std::uint32_t below(std::uint32_t count)
    {
        return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
    }

private:
    std::uint64_t m_state;
};

/// One number from several, for seeding.
inline std::uint64_t mixSeed(std::uint64_t a, std::uint64_t b)
{
    return Random(a ^ Random(b + 0x632BE59BD9B4E019ULL).next()).next();
}

} // namespace core::exemplar
