#pragma once

/// Nearest neighbour fields: for each patch that touches the hole, the known patch most like it.

#include <cstdint>

#include "core/exemplar/level.h"
#include "core/exemplar/parallel.h"
#include "core/exemplar/patch_distance.h"

namespace core::exemplar {

/// Added to the patch distance for copying from far away: a weak belief that what lies beside the
/// hole, and above all at the same height, is what should continue in it. In landscapes the
/// layers lie flat: sky, far shore, water, beach.
struct PlacePrior {
    float perColumn = 0.0F; ///< cost of a shift by the whole level's long side, sideways
    float perRow = 0.0F;    ///< the same, up or down
    float remote = 0.0F;    ///< cost of copying from `reach` away from the hole; half of it nearer
    float reach = 2.0F;     ///< in units of the hole's greatest depth
};

/// Sets level.sourceCosts from the prior's last two numbers.
void setSourceCosts(Level& level, const PlacePrior& prior);

struct SearchOptions {
    int iterations = 2;
    int reach = 1 << 15; ///< longest random jump from the best match so far, pixels
    PlacePrior prior;
    std::uint64_t seed = 0;
};

/// Cost of a shift by the prior, in units of patch distance.
class PlaceCost {
public:
    PlaceCost(const Level& level, const PlacePrior& prior);
    [[nodiscard]] std::int32_t operator()(int dx, int dy) const
    {
        return static_cast<std::int32_t>(m_column * static_cast<float>(dx * dx) +
                                         m_row * static_cast<float>(dy * dy));
    }

private:
    float m_column;
    float m_row;
};

/// Gives every target without a match a random source. The level must have sources.
void fillMissingMatches(Level& level, std::uint64_t seed);

/// Improves level.matches and sets level.costs for the present features. PatchMatch.
/// Returns false when stopped.
bool searchMatches(Level& level, const SearchOptions& options, Workers& workers);

/// The same by looking at every source for every target: for small levels.
bool searchAllMatches(Level& level, const PlacePrior& prior, Workers& workers);

/// Mean of level.costs over the targets.
[[nodiscard]] double meanCost(const Level& level);

} // namespace core::exemplar
