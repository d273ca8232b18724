#pragma once

/// What the engine is given for a plan: the picture around the mask and the mask itself, grown.
/// Pure functions over snapshots: any thread.

#include "core/base/pixel_buffer.h"
#include "core/document/document.h"
#include "core/fill/fill_plan.h"

namespace core {

/// How far a fill reaches beyond what the user painted, in canvas pixels.
struct FillReach {
    int grow = 12;    ///< the network paints this much further than the mask
    int feather = 10; ///< of which this much fades back into the photo; <= grow
};

/// The default for a mask of this size: grow = 4 + 1.5 % of the box's diagonal, at most 20, and a
/// feather of all of it but two pixels.
[[nodiscard]] FillReach defaultReach(const Rect& maskBounds);

struct FillInput {
    PixelBuffer image;     ///< (H, W, 3) of plan.imageSize, [0, 1]; transparent canvas is mid grey
    PixelBuffer mask;      ///< (H, W, 1) of plan.imageSize, 0 or 1: what is to be generated
    PixelBuffer composite; ///< (h, w, 1) of the context's size: how much of the result is to show
};

/// The shape to fill = coverage from fillThreshold() on. `mask` is that shape grown by reach.grow,
/// and transparent canvas. `composite` is 1 on the shape, falls smoothly to exactly 0 over
/// reach.feather pixels, and is 0 wherever `mask` is 0 or what is to be shown belongs to another
/// plan.
[[nodiscard]] FillInput makeFillInput(const DocumentSnapshot& snapshot, const FillPlan& plan,
                                      const FillReach& reach);

} // namespace core
