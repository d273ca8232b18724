// Y. Wexler, E. Shechtman, M. Irani: "Space-Time Completion of Video", PAMI 2007, section 3.2:
// the colour of a pixel is the weighted mean of what the patches around it copy there, weights
// exp(-d / 2 sigma^2) times gamma^-(distance from the hole's outline).
// Differs from the paper: sigma is local, exp is a rational function (no libm differences), and
// voteShifts() takes the mode over shifts (after Newson et al. 2014, section 3.5).

#include "core/exemplar/voting.h"

#include <algorithm>
#include <cmath>

namespace core::exemplar {

namespace {

constexpr int kMostVotes = 49;
constexpr int kBandRows = 8;

struct Vote {
    int sourceX = 0;
    int sourceY = 0;
    float weight = 0.0F;
};

struct Ballot {
    Vote votes[kMostVotes];
    int count = 0;
    float total = 0.0F;
};

/// Collects the votes for one pixel with their weights.
class Teller {
public:
    Teller(const Level& level, const VoteOptions& options) : m_level(level), m_options(options)
    {
        for (int i = 0; i <= 2 * kSteps; ++i) {
            m_confidence[i] = std::pow(options.confidence, -static_cast<float>(i - kSteps) / 4.0F);
        }
    }

    void collect(int x, int y, Ballot& ballot) const
    {
        const int r = m_level.radius;
        const int left = std::max(x - r, m_level.targetBounds.x);
        const int right = std::min(x + r, m_level.targetBounds.right() - 1);
        const int top = std::max(y - r, m_level.targetBounds.y);
        const int bottom = std::min(y + r, m_level.targetBounds.bottom() - 1);
        float costs[kMostVotes];
        float lowest = 1e30F;
        float sum = 0.0F;
        const float depth = m_level.depth[m_level.index(x, y)];
        ballot.count = 0;
        for (int cy = top; cy <= bottom; ++cy) {
            for (int cx = left; cx <= right; ++cx) {
                const std::size_t c = m_level.index(cx, cy);
                if (!m_level.target[c] || ballot.count == kMostVotes) {
                    continue;
                }
                const float cost = static_cast<float>(m_level.costs[c]);
                const Match m = m_level.matches[c];
                costs[ballot.count] = cost;
                ballot.votes[ballot.count++] = {m.x + x - cx, m.y + y - cy,
                                                confidence(m_level.depth[c] - depth)};
                lowest = std::min(lowest, cost);
                sum += cost;
            }
        }
        const float unit =
            m_options.spread * sum / static_cast<float>(std::max(1, ballot.count)) + 1.0F;
        ballot.total = 0.0F;
        for (int i = 0; i < ballot.count; ++i) {
            const float t = (costs[i] - lowest) / unit;
            const float weight =
                m_options.plain ? 1.0F : 1.0F / (1.0F + t * (1.0F + t * (0.5F + t / 6.0F)));
            ballot.votes[i].weight = m_options.plain ? 1.0F : ballot.votes[i].weight * weight;
            ballot.total += ballot.votes[i].weight;
        }
    }

private:
    static constexpr int kSteps = 24;

    float confidence(float deeper) const
    {
        const int i = static_cast<int>(deeper * 4.0F) + kSteps;
        return m_confidence[std::clamp(i, 0, 2 * kSteps)];
    }

    const Level& m_level;
    const VoteOptions& m_options;
    float m_confidence[2 * kSteps + 1];
};

} // namespace

bool voteMeans(Level& level, const VoteOptions& options, Workers& workers, double& change)
{
    const Teller teller(level, options);
    const Rect b = level.holeBounds;
    std::vector<double> rowChange(static_cast<std::size_t>(b.height), 0.0);
    std::vector<int> rowCount(static_cast<std::size_t>(b.height), 0);
    const bool finished = workers.runBands(b.y, b.bottom(), kBandRows, [&](int top, int bottom) {
        Ballot ballot;
        for (int y = top; y < bottom; ++y) {
            for (int x = b.x; x < b.right(); ++x) {
                const std::size_t i = level.index(x, y);
                if (!level.hole[i]) {
                    continue;
                }
                teller.collect(x, y, ballot);
                if (ballot.count == 0) {
                    continue;
                }
                Texel sum;
                for (int k = 0; k < ballot.count; ++k) {
                    const Vote& v = ballot.votes[k];
                    const Texel& s = level.texels[level.index(v.sourceX, v.sourceY)];
                    for (int c = 0; c < 8; ++c) {
                        sum.v[c] += v.weight * s.v[c];
                    }
                }
                Texel& t = level.texels[i];
                const float scale = 1.0F / ballot.total;
                float moved = 0.0F;
                for (int c = 0; c < 8; ++c) {
                    const float value = sum.v[c] * scale;
                    moved += c < 3 ? std::abs(value - t.v[c]) : 0.0F;
                    t.v[c] = value;
                }
                rowChange[static_cast<std::size_t>(y - b.y)] += moved;
                ++rowCount[static_cast<std::size_t>(y - b.y)];
            }
        }
    });
    double total = 0.0;
    double count = 0.0;
    for (std::size_t y = 0; y < rowChange.size(); ++y) {
        total += rowChange[y];
        count += rowCount[y];
    }
    change = count > 0 ? total / (3.0 * count) : 0.0;
    return finished;
}

bool voteShifts(Level& level, const VoteOptions& options, Workers& workers,
                std::vector<Match>& shifts)
{
    const Teller teller(level, options);
    shifts.assign(level.hole.size(), Match{});
    const Rect b = level.holeBounds;
    return workers.runBands(b.y, b.bottom(), kBandRows, [&](int top, int bottom) {
        Ballot ballot;
        for (int y = top; y < bottom; ++y) {
            for (int x = b.x; x < b.right(); ++x) {
                const std::size_t i = level.index(x, y);
                if (!level.hole[i]) {
                    continue;
                }
                teller.collect(x, y, ballot);
                Vote merged[kMostVotes];
                int distinct = 0;
                for (int k = 0; k < ballot.count; ++k) {
                    const Vote& v = ballot.votes[k];
                    int at = 0;
                    while (at < distinct &&
                           (merged[at].sourceX != v.sourceX || merged[at].sourceY != v.sourceY)) {
                        ++at;
                    }
                    if (at == distinct) {
                        merged[distinct++] = {v.sourceX, v.sourceY, 0.0F};
                    }
                    merged[at].weight += v.weight;
                }
                if (distinct == 0) {
                    continue;
                }
                const Vote* best =
                    std::max_element(merged, merged + distinct, [](const Vote& a, const Vote& c) {
                        return a.weight < c.weight;
                    });
                shifts[i] = {static_cast<std::int16_t>(best->sourceX),
                             static_cast<std::int16_t>(best->sourceY)};
                level.texels[i] = level.texels[level.index(best->sourceX, best->sourceY)];
            }
        }
    });
}

} // namespace core::exemplar
