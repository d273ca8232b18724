#pragma once

/// Moving the edge of a selection to the edges of the picture. Pure functions that may take long;
/// any thread.

#include <stop_token>

#include "core/image/mask.h"
#include "core/image/pyramid.h"

namespace core {

struct EdgeRefinement {
    float radius = 8;      ///< pixels to each side of the edge that are looked at, >= 1
    float contrast = 1.5F; ///< 1 = as soft as the picture asks for; more makes the edge crisper
    float smoothness =
        1e-3F; ///< variance of colour in [0, 1] below which nothing counts as an edge
};

/// The selection with an edge that follows the picture: He, Sun, Tang, "Guided Image Filtering"
/// (2013), with colour as the guide, subsampled for wide radii as in "Fast Guided Filter" (2015).
/// `picture` reads premultiplied pixels of the mask's size. Farther than `radius` from an edge
/// nothing changes, and memory does not grow with the picture.
[[nodiscard]] Mask refinedEdges(const RegionReader& picture, const Mask& mask,
                                const EdgeRefinement& wanted, const std::stop_token& stop = {});

} // namespace core
