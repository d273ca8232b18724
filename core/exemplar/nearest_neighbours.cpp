// C. Barnes, E. Shechtman, A. Finkelstein, D. B. Goldman: "PatchMatch: A Randomized Correspondence
// Algorithm for Structural Image Editing", SIGGRAPH 2009, section 3.2 (propagation, random search).
// Differs from the paper: the field is swept in bands of rows that see each other's state from
// before the sweep, so that bands run in parallel and the result does not depend on how many
// threads there are; the bands' borders move from sweep to sweep.

#include "core/exemplar/nearest_neighbours.h"

#include <algorithm>
#include <limits>

#include "core/exemplar/random.h"
#include "core/exemplar/strangeness.h"

namespace core::exemplar {

namespace {

constexpr int kBandRows = 24;

/// One sweep over one band. Reads rows outside the band from `before`.
class BandSweep {
public:
    BandSweep(Level& level, const std::vector<Match>& before, const SearchOptions& options,
              int sweep, const PlaceCost& place, PatchDistance distance)
        : m_level(level), m_before(before), m_place(place), m_distance(distance),
          m_stride(static_cast<std::ptrdiff_t>(level.width) * kFeatures),
          m_step(sweep % 2 == 0 ? 1 : -1),
          m_seed(mixSeed(options.seed, static_cast<std::uint64_t>(sweep)))
    {
    }

    void run(int top, int bottom)
    {
        const Rect area = m_level.targetBounds;
        const int firstY = m_step > 0 ? top : bottom - 1;
        for (int y = firstY; y >= top && y < bottom; y += m_step) {
            const bool rowIsMine = y - m_step >= top && y - m_step < bottom;
            const Match* side = m_level.matches.data();
            const Match* previous = rowIsMine ? side : m_before.data();
            const int firstX = m_step > 0 ? area.x : area.right() - 1;
            for (int x = firstX; x >= area.x && x < area.right(); x += m_step) {
                if (m_level.target[m_level.index(x, y)]) {
                    improve(x, y, side, previous);
                }
            }
        }
    }

private:
    const std::int16_t* patch(int x, int y) const
    {
        const int r = m_level.radius;
        return m_level.features.data() + m_level.index(x - r, y - r) * kFeatures;
    }

    void consider(int sx, int sy)
    {
        if ((sx == m_best.x && sy == m_best.y) || !m_level.isSource(sx, sy)) {
            return;
        }
        const std::int32_t place = m_place(m_y, sx, sy);
        if (place >= m_cost) {
            return;
        }
        const std::int32_t cost =
            place + m_distance(m_patch, patch(sx, sy), m_stride, m_level.side(), m_cost - place);
        if (cost < m_cost) {
            m_cost = cost;
            m_best = {static_cast<std::int16_t>(sx), static_cast<std::int16_t>(sy)};
        }
    }

    void considerNeighbour(const Match* field, int nx, int ny)
    {
        if (nx < 0 || ny < 0 || nx >= m_level.width || ny >= m_level.height) {
            return;
        }
        const std::size_t n = m_level.index(nx, ny);
        if (m_level.target[n] && field[n].isSet()) {
            consider(field[n].x + m_x - nx, field[n].y + m_y - ny);
        }
    }

    void improve(int x, int y, const Match* side, const Match* previous)
    {
        const std::size_t i = m_level.index(x, y);
        m_x = x;
        m_y = y;
        m_patch = patch(x, y);
        m_best = m_level.matches[i];
        m_cost = m_place(y, m_best.x, m_best.y) +
                 m_distance(m_patch, patch(m_best.x, m_best.y), m_stride, m_level.side(),
                            std::numeric_limits<std::int32_t>::max());

        considerNeighbour(side, x - m_step, y);
        considerNeighbour(previous, x, y - m_step);
        searchRandomly(mixSeed(m_seed, i));

        m_level.matches[i] = m_best;
        m_level.costs[i] = m_cost;
    }

    void searchRandomly(std::uint64_t seed)
    {
        Random random(seed);
        const Match centre = m_best;
        for (int reach = std::max(m_level.width, m_level.height); reach >= 1; reach /= 2) {
            const int left = std::max(0, centre.x - reach);
            const int top = std::max(0, centre.y - reach);
            const int right = std::min(m_level.width, centre.x + reach + 1);
            const int bottom = std::min(m_level.height, centre.y + reach + 1);
            const int sx =
                left + static_cast<int>(random.below(static_cast<std::uint32_t>(right - left)));
            const int sy =
                top + static_cast<int>(random.below(static_cast<std::uint32_t>(bottom - top)));
            consider(sx, sy);
        }
    }

    Level& m_level;
    const std::vector<Match>& m_before;
    const PlaceCost& m_place;
    PatchDistance m_distance;
    std::ptrdiff_t m_stride;
    int m_step;
    std::uint64_t m_seed;
    // The target being improved.
    int m_x = 0;
    int m_y = 0;
    const std::int16_t* m_patch = nullptr;
    Match m_best;
    std::int32_t m_cost = 0;
};

} // namespace

namespace {

/// Rises with the square of `t`, reaches `cost` at 1 and twice that far out; patch distance.
std::int32_t saturating(const Level& level, float cost, float t)
{
    const float unit = cost * cost * kFeatureScale * kFeatureScale *
                       static_cast<float>(level.side() * level.side());
    return static_cast<std::int32_t>(2.0F * unit * t * t / (1.0F + t * t));
}

float reachInPixels(const Level& level, const PlacePrior& prior)
{
    return std::max(1.0F, prior.reach * level.deepest);
}

/// Each pixel's strangeness from the level half the size.
std::vector<float> inherited(const Level& coarse, const Level& fine)
{
    std::vector<float> out(fine.hole.size());
    for (int y = 0; y < fine.height; ++y) {
        for (int x = 0; x < fine.width; ++x) {
            out[fine.index(x, y)] = coarse.strangeness[coarse.index(x / 2, y / 2)];
        }
    }
    return out;
}

/// For each row the number of sources in it and all rows above.
std::vector<std::int64_t> sourcesAbove(const Level& level)
{
    std::vector<std::int64_t> sums(static_cast<std::size_t>(level.height) + 1, 0);
    for (const std::uint32_t s : level.sources) {
        ++sums[s / static_cast<std::uint32_t>(level.width) + 1];
    }
    for (std::size_t y = 1; y < sums.size(); ++y) {
        sums[y] += sums[y - 1];
    }
    return sums;
}

/// Rows whose band holds few sources get a wider one: a hole along the picture's border, say.
void setRowBands(Level& level, float band)
{
    constexpr int kLeastBand = 3;
    constexpr double kEnough = 0.1; // sources in a band, as a part of the hole's bounds
    const Rect hole = level.holeBounds;
    if (band <= 0.0F) {
        level.rowBands.assign(static_cast<std::size_t>(level.height), level.height);
        return;
    }
    const std::vector<std::int64_t> above = sourcesAbove(level);
    const int least =
        std::max(kLeastBand, static_cast<int>(band * static_cast<float>(hole.height)));
    const auto enough = static_cast<std::int64_t>(kEnough * static_cast<double>(hole.area()));
    for (int y = 0; y < level.height; ++y) {
        int rows = least;
        const auto within = [&](int reach) {
            return above[static_cast<std::size_t>(std::min(level.height, y + reach + 1))] -
                   above[static_cast<std::size_t>(std::max(0, y - reach))];
        };
        while (rows < level.height && within(rows) < enough) {
            ++rows;
        }
        level.rowBands[static_cast<std::size_t>(y)] = rows;
    }
}

} // namespace

PlaceCost::PlaceCost(const Level& level, const PlacePrior& prior)
    : m_level(level), m_lift(static_cast<std::size_t>(level.height))
{
    const float reach = reachInPixels(level, prior);
    for (std::size_t dy = 0; dy < m_lift.size(); ++dy) {
        m_lift[dy] = saturating(level, prior.lift, static_cast<float>(dy) / reach);
    }
}

void setPlaceCosts(Level& level, const Level* coarser, const FeatureWeights& weights,
                   const PlacePrior& prior)
{
    constexpr float kStrange = 0.06F;
    constexpr float kDeepEnough = 24.0F; // patches there are small beside the hole
    const float reach = reachInPixels(level, prior);
    const Rect hole = level.holeBounds;
    if (!coarser || level.deepest <= kDeepEnough) {
        level.strangeness = strangeness(level, weights);
    } else {
        level.strangeness = inherited(*coarser, level);
    }
    for (int y = 0; y < level.height; ++y) {
        const int outside = std::max({0, hole.y - y, y - hole.bottom() + 1});
        const std::int32_t row =
            saturating(level, prior.remote, static_cast<float>(outside) / reach);
        for (int x = 0; x < level.width; ++x) {
            const std::size_t i = level.index(x, y);
            level.copyCosts[i] =
                row + saturating(level, prior.strange, level.strangeness[i] / kStrange);
        }
    }
    setRowBands(level, prior.band);
}

void fillMissingMatches(Level& level, std::uint64_t seed)
{
    const Rect area = level.targetBounds;
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            const std::size_t i = level.index(x, y);
            if (level.target[i] && !level.matches[i].isSet()) {
                const std::uint32_t pick =
                    Random(mixSeed(seed, i))
                        .below(static_cast<std::uint32_t>(level.sources.size()));
                const std::uint32_t s = level.sources[pick];
                const auto width = static_cast<std::uint32_t>(level.width);
                level.matches[i] = {static_cast<std::int16_t>(s % width),
                                    static_cast<std::int16_t>(s / width)};
            }
        }
    }
}

bool searchMatches(Level& level, const SearchOptions& options, Workers& workers)
{
    const PatchDistance distance = patchDistance();
    const PlaceCost place(level, options.prior);
    const Rect area = level.targetBounds;
    std::vector<Match> before;
    for (int sweep = 0; sweep < options.iterations; ++sweep) {
        before = level.matches;
        const int shift = sweep % 2 == 0 ? 0 : kBandRows / 2;
        const bool finished =
            workers.runBands(area.y - shift, area.bottom(), kBandRows, [&](int top, int bottom) {
                BandSweep(level, before, options, sweep, place, distance)
                    .run(std::max(top, area.y), bottom);
            });
        if (!finished) {
            return false;
        }
    }
    return true;
}

bool searchAllMatches(Level& level, const PlacePrior& prior, Workers& workers)
{
    const PatchDistance distance = patchDistance();
    const PlaceCost place(level, prior);
    const Rect area = level.targetBounds;
    const std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(level.width) * kFeatures;
    const auto offset = static_cast<std::ptrdiff_t>(level.radius) * (stride + kFeatures);
    return workers.runBands(area.y, area.bottom(), 1, [&](int y, int) {
        for (int x = area.x; x < area.right() && !workers.stopped(); ++x) {
            const std::size_t i = level.index(x, y);
            if (!level.target[i]) {
                continue;
            }
            const std::int16_t* patch =
                level.features.data() + static_cast<std::ptrdiff_t>(i) * kFeatures - offset;
            std::int32_t best = std::numeric_limits<std::int32_t>::max();
            for (const std::uint32_t s : level.sources) {
                const int sx = static_cast<int>(s % static_cast<std::uint32_t>(level.width));
                const int sy = static_cast<int>(s / static_cast<std::uint32_t>(level.width));
                const std::int32_t extra = place(y, sx, sy);
                if (extra >= best) {
                    continue;
                }
                const std::int16_t* candidate =
                    level.features.data() + static_cast<std::ptrdiff_t>(s) * kFeatures - offset;
                const std::int32_t cost =
                    extra + distance(patch, candidate, stride, level.side(), best - extra);
                if (cost < best) {
                    best = cost;
                    level.matches[i] = {static_cast<std::int16_t>(sx),
                                        static_cast<std::int16_t>(sy)};
                }
            }
            level.costs[i] = best;
        }
    });
}

} // namespace core::exemplar
