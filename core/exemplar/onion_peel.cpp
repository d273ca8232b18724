// Newson et al. 2014 (arXiv 1503.05528), section 3.4 "Initialisation": the hole is inpainted one
// layer of pixels at a time, comparing patches over known and already filled pixels only.
// Exhaustive search: this runs at a scale where the hole is a few pixels wide.

#include "core/exemplar/onion_peel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/exemplar/random.h"

namespace core::exemplar {

namespace {

/// Filled pixels so far, and the plane of bits that the masked distance wants.
struct Known {
    std::vector<std::uint8_t> pixels;
    std::vector<std::int16_t> keep;

    void add(std::size_t i)
    {
        pixels[i] = 1;
        std::fill_n(keep.begin() + static_cast<std::ptrdiff_t>(i) * kFeatures, kFeatures,
                    static_cast<std::int16_t>(-1));
    }
};

/// Hole pixels beside known ones.
std::vector<Point> nextRing(const Level& level, const Known& known)
{
    std::vector<Point> ring;
    const Rect b = level.holeBounds;
    for (int y = b.y; y < b.bottom(); ++y) {
        for (int x = b.x; x < b.right(); ++x) {
            if (known.pixels[level.index(x, y)]) {
                continue;
            }
            const bool beside = (x > 0 && known.pixels[level.index(x - 1, y)]) ||
                                (y > 0 && known.pixels[level.index(x, y - 1)]) ||
                                (x + 1 < level.width && known.pixels[level.index(x + 1, y)]) ||
                                (y + 1 < level.height && known.pixels[level.index(x, y + 1)]);
            if (beside) {
                ring.push_back({x, y});
            }
        }
    }
    return ring;
}

/// The patch that covers (x, y) as centrally as the borders allow.
Point patchCentre(const Level& level, Point p)
{
    const int r = level.radius;
    return {std::clamp(p.x, r, level.width - 1 - r), std::clamp(p.y, r, level.height - 1 - r)};
}

struct Guess {
    Match match;
    float cost = 0.0F; ///< per known pixel of the patch
};

Guess findBest(const Level& level, const Known& known, Point centre, const PlaceCost& place,
               float noise, std::uint64_t seed, MaskedPatchDistance distance)
{
    const std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(level.width) * kFeatures;
    const auto offset = static_cast<std::ptrdiff_t>(level.radius) * (stride + kFeatures);
    const auto at = static_cast<std::ptrdiff_t>(level.index(centre.x, centre.y)) * kFeatures;
    const std::int16_t* patch = level.features.data() + at - offset;
    const std::int16_t* keep = known.keep.data() + at - offset;
    int count = 0;
    for (int y = 0; y < level.side(); ++y) {
        for (int x = 0; x < level.side(); ++x) {
            count += keep[y * stride + x * kFeatures] != 0 ? 1 : 0;
        }
    }
    const float share = static_cast<float>(count) / static_cast<float>(level.side() * level.side());
    Random random(seed);
    float best = std::numeric_limits<float>::max();
    Guess guess;
    for (const std::uint32_t s : level.sources) {
        const int sx = static_cast<int>(s % static_cast<std::uint32_t>(level.width));
        const int sy = static_cast<int>(s / static_cast<std::uint32_t>(level.width));
        const float extra = static_cast<float>(place(sy - centre.y, sy)) * share;
        const float factor =
            noise > 0 ? 1.0F + noise * static_cast<float>(random.below(1024)) / 1024.0F : 1.0F;
        const float room = (best - extra) / factor + 1.0F;
        if (room <= 1.0F) {
            continue;
        }
        const std::int16_t* candidate =
            level.features.data() + static_cast<std::ptrdiff_t>(s) * kFeatures - offset;
        const auto limit = static_cast<std::int32_t>(std::min(room, 2.0e9F));
        const float cost =
            extra + factor * static_cast<float>(
                                 distance(patch, candidate, keep, stride, level.side(), limit));
        if (cost < best) {
            best = cost;
            guess.match = {static_cast<std::int16_t>(sx), static_cast<std::int16_t>(sy)};
        }
    }
    guess.cost = best / static_cast<float>(std::max(1, count));
    return guess;
}

} // namespace

bool fillFromOutsideIn(Level& level, const FeatureWeights& weights, const PlacePrior& prior,
                       float noise, std::uint64_t seed, Workers& workers)
{
    const MaskedPatchDistance distance = maskedPatchDistance();
    const PlaceCost place(level, prior);
    Known known;
    known.pixels.assign(level.hole.size(), 0);
    known.keep.assign(level.hole.size() * kFeatures, 0);
    for (std::size_t i = 0; i < level.hole.size(); ++i) {
        if (!level.hole[i]) {
            known.add(i);
        }
    }
    std::vector<Guess> guesses(level.hole.size());
    for (std::vector<Point> ring = nextRing(level, known); !ring.empty();
         ring = nextRing(level, known)) {
        const bool finished = workers.run(static_cast<int>(ring.size()), [&](int k) {
            const Point p = ring[static_cast<std::size_t>(k)];
            const std::size_t i = level.index(p.x, p.y);
            guesses[i] = findBest(level, known, patchCentre(level, p), place, noise,
                                  mixSeed(seed, i), distance);
        });
        if (!finished) {
            return false;
        }
        for (const Point p : ring) {
            const std::size_t i = level.index(p.x, p.y);
            Texel sum;
            float total = 0.0F;
            for (const Point q : ring) {
                const Point c = patchCentre(level, q);
                if (std::abs(c.x - p.x) > level.radius || std::abs(c.y - p.y) > level.radius) {
                    continue;
                }
                const Guess& g = guesses[level.index(q.x, q.y)];
                const float ratio = g.cost / (guesses[i].cost + 1.0F);
                const float weight = 1.0F / (0.02F + ratio * ratio) * (q == p ? 2.0F : 1.0F);
                const Texel& s =
                    level.texels[level.index(g.match.x + p.x - c.x, g.match.y + p.y - c.y)];
                total += weight;
                for (int n = 0; n < 8; ++n) {
                    sum.v[n] += weight * s.v[n];
                }
            }
            for (float& v : sum.v) {
                v /= total;
            }
            level.texels[i] = sum;
            const Point c = patchCentre(level, p);
            level.matches[level.index(c.x, c.y)] = guesses[i].match;
        }
        for (const Point p : ring) {
            known.add(level.index(p.x, p.y));
        }
        updateFeatures(level, level.holeBounds.expanded(1), weights);
    }
    return true;
}

} // namespace core::exemplar
