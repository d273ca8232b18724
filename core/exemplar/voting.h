#pragma once

/// From a nearest neighbour field to pixels.

#include "core/exemplar/level.h"
#include "core/exemplar/parallel.h"

namespace core::exemplar {

struct VoteOptions {
    /// Spread of the weights over distances, in units of the local mean distance; small = the best
    /// patch decides nearly alone.
    float spread = 0.8F;
    /// How much more a patch counts per pixel that it lies nearer to the hole's outline.
    float confidence = 3.0F;
    /// All votes count the same.
    bool plain = false;
};

/// Sets the hole's texels to the weighted mean of what the patches over them say. `change` receives
/// the mean absolute change of a colour value. Returns false when stopped.
bool voteMeans(Level& level, const VoteOptions& options, Workers& workers, double& change);

/// Chooses for every hole pixel the one shift that the patches over it agree on most, and copies
/// along it: sharp. Shifts receive, for hole pixels, the source pixel (not centre) copied from.
bool voteShifts(Level& level, const VoteOptions& options, Workers& workers,
                std::vector<Match>& shifts);

} // namespace core::exemplar
