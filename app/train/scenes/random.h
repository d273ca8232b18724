#pragma once

/// A small seeded generator (SplitMix64, Steele et al. 2014) with the draws the scenes need. Its
/// values are the same on every machine, unlike those of std:: distributions.

#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace train::scenes {

class SceneRandom {
public:
    explicit SceneRandom(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    float uniform() { return static_cast<float>(next() >> 40) * (1.0F / 16777216.0F); }
    /// In [low, high).
    float uniform(float low, float high) { return low + (high - low) * uniform(); }
    /// In [0, count).
    int index(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    bool chance(float probability) { return uniform() < probability; }
    template <class T> T pick(std::initializer_list<T> values)
    {
        return *std::next(values.begin(), index(static_cast<int>(values.size())));
    }

private:
    std::uint64_t m_state;
};

} // namespace train::scenes
