#pragma once

/// First guess at the coarsest level.

#include "core/exemplar/nearest_neighbours.h"

namespace core::exemplar {

/// Fills the hole's texels from the outside in, one ring at a time: each ring is voted from the
/// known patches most like what is known around it so far. Sets level.matches where it searched.
/// `noise` (relative, 0 = none) disturbs the distances, so that other seeds give other guesses.
/// Returns false when stopped. The level must have sources.
bool fillFromOutsideIn(Level& level, const FeatureWeights& weights, const PlacePrior& prior,
                       float noise, std::uint64_t seed, Workers& workers);

} // namespace core::exemplar
