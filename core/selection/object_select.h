#pragma once

/// Smart selection: from a rough box or a scribble to the thing that was meant. Pure functions that
/// may take seconds; any thread.
///
/// The picture is parted at a reduced size (GrabCut: Rother, Kolmogorov, Blake, "GrabCut:
/// Interactive Foreground Extraction using Iterated Graph Cuts", 2004), and the edge is then found
/// again in the full picture by refinedEdges().

#include <stop_token>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/image/mask.h"
#include "core/image/pyramid.h"
#include "core/selection/foreground_cut.h"
#include "core/selection/shapes.h"

namespace core {

struct ObjectHint {
    /// Round the thing, in canvas pixels. With a stroke it is ignored.
    Rect box;
    /// Drawn across the thing, canvas pixels; empty = the box counts.
    std::vector<PointF> stroke;
    double strokeRadius = 4; ///< pixels to each side of the stroke that belong to the thing
};

/// `picture` reads a picture of `size`. Errors: InvalidArgument (the hint lies outside, or is too
/// small), NotFound (nothing stands out there), Cancelled, and those of the cut.
[[nodiscard]] Result<Mask> selectObject(const RegionReader& picture, Size size,
                                        const ObjectHint& hint, const ForegroundCut& cut,
                                        const std::stop_token& stop = {});

} // namespace core
