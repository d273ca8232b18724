#include "core/exemplar/strangeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace core::exemplar {

namespace {

/// Mean red, green, blue and the two texture features of a patch, weighted to be compared.
using Kind = std::array<float, 5>;

float squaredDistance(const Kind& a, const Kind& b)
{
    float sum = 0.0F;
    for (std::size_t c = 0; c < a.size(); ++c) {
        sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
}

/// Sums of the five planes over all pixels above and left of each.
class KindSums {
public:
    KindSums(const Level& level, const FeatureWeights& weights)
        : m_radius(level.radius), m_stride(static_cast<std::size_t>(level.width) + 1),
          m_sums(m_stride * (static_cast<std::size_t>(level.height) + 1))
    {
        for (int y = 0; y < level.height; ++y) {
            std::array<double, 5> row{};
            for (int x = 0; x < level.width; ++x) {
                const Texel& t = level.texels[level.index(x, y)];
                const std::size_t i =
                    (static_cast<std::size_t>(y) + 1) * m_stride + static_cast<std::size_t>(x) + 1;
                for (std::size_t c = 0; c < row.size(); ++c) {
                    row[c] += t.v[c] * (c < 3 ? 1.0F : weights.texture);
                    m_sums[i][c] = m_sums[i - m_stride][c] + row[c];
                }
            }
        }
    }

    [[nodiscard]] Kind around(int x, int y) const
    {
        const auto left = static_cast<std::size_t>(x - m_radius);
        const auto right = static_cast<std::size_t>(x + m_radius + 1);
        const std::size_t top = static_cast<std::size_t>(y - m_radius) * m_stride;
        const std::size_t bottom = static_cast<std::size_t>(y + m_radius + 1) * m_stride;
        const double count = (2.0 * m_radius + 1) * (2.0 * m_radius + 1);
        Kind kind{};
        for (std::size_t c = 0; c < kind.size(); ++c) {
            kind[c] = static_cast<float>((m_sums[bottom + right][c] - m_sums[bottom + left][c] -
                                          m_sums[top + right][c] + m_sums[top + left][c]) /
                                         count);
        }
        return kind;
    }

private:
    int m_radius;
    std::size_t m_stride;
    std::vector<std::array<double, 5>> m_sums;
};

/// Whether a patch of the hole's lies within two pixels.
bool isAtOutline(const Level& level, int x, int y)
{
    constexpr int kNear = 2;
    for (int ny = std::max(0, y - kNear); ny <= std::min(level.height - 1, y + kNear); ++ny) {
        for (int nx = std::max(0, x - kNear); nx <= std::min(level.width - 1, x + kNear); ++nx) {
            if (level.target[level.index(nx, ny)]) {
                return true;
            }
        }
    }
    return false;
}

float distanceToNearest(const std::vector<Kind>& kinds, const Kind& kind)
{
    float best = std::numeric_limits<float>::max();
    for (const Kind& k : kinds) {
        best = std::min(best, squaredDistance(k, kind));
    }
    return std::sqrt(best);
}

/// The kinds at the outline, each told from the others by a visible difference. Leaving out those
/// that make up a small part of the outline only was tried: worse wherever a hole cuts small
/// things.
std::vector<Kind> kindsAtOutline(const Level& level, const KindSums& sums)
{
    constexpr float kVisible = 0.02F;
    std::vector<Kind> kinds;
    for (const std::uint32_t s : level.sources) {
        const int x = static_cast<int>(s % static_cast<std::uint32_t>(level.width));
        const int y = static_cast<int>(s / static_cast<std::uint32_t>(level.width));
        if (isAtOutline(level, x, y)) {
            const Kind kind = sums.around(x, y);
            if (kinds.empty() || distanceToNearest(kinds, kind) > kVisible) {
                kinds.push_back(kind);
            }
        }
    }
    return kinds;
}

} // namespace

std::vector<float> strangeness(const Level& level, const FeatureWeights& weights)
{
    std::vector<float> out(level.hole.size(), 0.0F);
    const KindSums sums(level, weights);
    const std::vector<Kind> kinds = kindsAtOutline(level, sums);
    if (kinds.empty()) {
        return out;
    }
    for (const std::uint32_t s : level.sources) {
        const int x = static_cast<int>(s % static_cast<std::uint32_t>(level.width));
        const int y = static_cast<int>(s / static_cast<std::uint32_t>(level.width));
        out[s] = distanceToNearest(kinds, sums.around(x, y));
    }
    return out;
}

} // namespace core::exemplar
