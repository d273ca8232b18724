#pragma once

/// Which parts of the surroundings are made of something that the hole's outline has nothing of.

#include <vector>

#include "core/exemplar/level.h"

namespace core::exemplar {

/// For each source the distance of its patch's mean colour and texture from those of the nearest
/// kind of patch that lies at the hole's outline, in sRGB units; 0 elsewhere. What continues behind
/// a removed thing comes out on some side of it: water and beach, and not the pier farther off.
/// All zero when nothing at the outline may be copied. (height, width).
[[nodiscard]] std::vector<float> strangeness(const Level& level, const FeatureWeights& weights);

} // namespace core::exemplar
