#pragma once

/// The trainer's own random numbers: the same sequence from the same seed on every machine and
/// standard library, which the distributions of <random> do not promise.
/// SplitMix64 (Steele, Lea, Flood 2014). Not shared between threads.

#include <cstdint>

namespace train {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    /// The generator for item `index` of a run: independent of how many items came before it.
    [[nodiscard]] static Random forItem(std::uint64_t seed, std::uint64_t index)
    {
        Random mixed(seed ^ (index * 0xD1342543DE82EF95ULL + 0x2545F4914F6CDD1DULL));
        return Random(mixed.bits());
    }

    std::uint64_t bits()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    /// In [0, 1).
    double unit() { return static_cast<double>(bits() >> 11U) * 0x1.0p-53; }

    /// In [low, high).
    double uniform(double low, double high) { return low + (high - low) * unit(); }

    /// In [low, high); `low` when the interval is empty.
    int integer(int low, int high)
    {
        return high <= low ? low : low + static_cast<int>(unit() * (high - low));
    }

    /// True with the given probability.
    bool chance(double probability) { return unit() < probability; }

private:
    std::uint64_t m_state;
};

} // namespace train
