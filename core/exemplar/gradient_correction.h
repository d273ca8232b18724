#pragma once

/// Takes the steps out of a montage of copies.

#include "core/exemplar/level.h"
#include "core/exemplar/parallel.h"

namespace core::exemplar {

struct CorrectionOptions {
    int iterations = 100;
    float screening =
        0.002F; ///< pull towards the copied colours; 1 / sqrt of it is the reach, pixels
    float tolerance = 0.12F; ///< steps much larger than this are taken for true edges, not seams
};

/// Moves the hole's colours smoothly so that gradients inside are those of the copied pieces and
/// no step is left between pieces or at the outline. `shifts`: for hole pixels the source pixel
/// copied from. Returns false when stopped.
bool correctGradients(Level& level, const std::vector<Match>& shifts,
                      const CorrectionOptions& options, Workers& workers);

} // namespace core::exemplar
