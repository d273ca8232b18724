#pragma once

/// Generations without a mask: a whole picture changed, or made from nothing. Pure functions; any
/// thread.

#include <string>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "core/document/document.h"
#include "core/fill/fill_plan.h"

namespace core {

/// The size the network works at for a picture of `size`: its shape, multiples of what the model
/// wants, at most maxSide, and no smaller than the native side.
[[nodiscard]] Size wholeModelSize(Size size, const FillConstraints& constraints);

/// Width and height of this shape (`ratio`, both > 0) with about the area of side x side pixels,
/// multiples of `multiple`.
[[nodiscard]] Size sizeOfRatio(Size ratio, int side, int multiple);

/// What shows of the document, (h, w, 3) in [0, 1]; transparent parts are mid grey.
[[nodiscard]] PixelBuffer visiblePicture(const DocumentSnapshot& snapshot);

/// (h, w, 3) as an opaque layer with its corner at `at`.
[[nodiscard]] Layer pictureLayer(const PixelBuffer& rgb, Point at, PixelFormat format,
                                 std::string name);

/// The selection inside the context as it was painted, with all its shades, for models that change
/// a pixel as much as its mask says; (H, W, 1) of the plan's image. Empty where there are no shades
/// or the plan is padded: then the grown mask of the PreparedFill is what to use.
[[nodiscard]] PixelBuffer selectionShades(const Mask& selection, const FillPlan& plan);

} // namespace core
