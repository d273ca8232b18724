#pragma once

/// Nearest neighbour fields: for each patch that touches the hole, the known patch most like it.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/exemplar/level.h"
#include "core/exemplar/parallel.h"
#include "core/exemplar/patch_distance.h"

namespace core::exemplar {

/// Added to the patch distance: a weak belief about where the continuation of a picture lies. In
/// photographs layers lie flat (sky, far shore, water, beach), so what belongs into the hole is
/// found at its sides rather than far above or below it. Costs are given as the colour difference
/// per pixel that they outweigh and saturate; distances count in the hole's greatest depths.
struct PlacePrior {
    float lift = 0.0F;   ///< cost of a shift up or down by `reach`; half of the most
    float remote = 0.0F; ///< cost of a source `reach` above or below all of the hole; the same
    float reach = 1.0F;
    /// Shifts up or down by more than this part of the hole's height are made only from rows that
    /// have next to nothing to copy from nearer by; 0 = all are free.
    float band = 0.0F;
    float strange = 0.0F; ///< cost of a source that differs from all at the outline by 0.06
};

/// Sets level.copyCosts and level.rowBands for the prior. `coarser`, if given, has its costs set:
/// on large levels the outline's kinds are taken over from there.
void setPlaceCosts(Level& level, const Level* coarser, const FeatureWeights& weights,
                   const PlacePrior& prior);

struct SearchOptions {
    int iterations = 2;
    PlacePrior prior;
    std::uint64_t seed = 0;
};

/// The prior's cost of copying, in units of patch distance.
class PlaceCost {
public:
    PlaceCost(const Level& level, const PlacePrior& prior);
    [[nodiscard]] std::int32_t operator()(int targetRow, int sx, int sy) const
    {
        const int rows = std::abs(sy - targetRow);
        const bool outside = rows > m_level.rowBands[static_cast<std::size_t>(targetRow)];
        return m_lift[static_cast<std::size_t>(rows)] + m_level.copyCosts[m_level.index(sx, sy)] +
               (outside ? kOutside : 0);
    }

private:
    /// More than any two patches of a picture differ by in practice.
    static constexpr std::int32_t kOutside = 100'000'000;

    const Level& m_level;
    std::vector<std::int32_t> m_lift; ///< by |dy|
};

/// Gives every target without a match a random source. The level must have sources.
void fillMissingMatches(Level& level, std::uint64_t seed);

/// Improves level.matches and sets level.costs for the present features. PatchMatch.
/// Returns false when stopped.
bool searchMatches(Level& level, const SearchOptions& options, Workers& workers);

/// The same by looking at every source for every target: for small levels.
bool searchAllMatches(Level& level, const PlacePrior& prior, Workers& workers);

} // namespace core::exemplar
