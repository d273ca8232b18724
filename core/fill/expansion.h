#pragma once

/// A larger canvas whose new border is to be painted: how large, which part is new, in how many
/// passes. Pure functions; any thread. A new canvas is a rectangle in the pixels of the old one:
/// its corner is negative where something is added on the left or at the top.

#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/document/document.h"
#include "core/fill/fill_job.h"

namespace core {

/// The widest side that a canvas can be expanded to, pixels.
inline constexpr int kMaxExpandedSide = 16384;

/// Pixels added on each side, >= 0.
struct Margins {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    friend bool operator==(const Margins&, const Margins&) = default;
};

/// Where the old picture lies in the new canvas: 0 = left or top, 0.5 = middle, 1 = right or
/// bottom.
struct Anchor {
    double x = 0.5;
    double y = 0.5;

    friend bool operator==(const Anchor&, const Anchor&) = default;
};

[[nodiscard]] Rect expandedBy(Size picture, const Margins& margins);

/// The smallest canvas of this shape (`ratio`, both sides > 0) that holds the picture.
[[nodiscard]] Rect expandedToRatio(Size picture, Size ratio, const Anchor& anchor = {});

/// Errors: InvalidArgument where nothing is added or a side would be over kMaxExpandedSide.
[[nodiscard]] Status checkExpansion(Size picture, const Rect& canvas);

/// The document on its new canvas: layers moved, nothing selected.
[[nodiscard]] DocumentSnapshot expandedSnapshot(const DocumentSnapshot& snapshot,
                                                const Rect& canvas);

/// How far the border is painted into the picture (at least 32 pixels, less only where the picture
/// itself is hardly larger) and how much of that fades.
[[nodiscard]] FillOptions expansionOptions(Size picture);

/// How much one pass may add on a side, for a model trained at `nativeSide`: as much as it can
/// paint from what it sees of the picture.
[[nodiscard]] int expansionStep(Size picture, int nativeSide);

/// The boxes that a large border is painted in, one after the other, each seeing the one before:
/// from the picture outwards, no pass adding more than `step` on any side. In pixels of the new
/// canvas; the last one is the whole canvas. Empty where nothing is added.
[[nodiscard]] std::vector<Rect> expansionPasses(Size picture, const Rect& canvas, int step);

/// The border of pass number `pass` as a selection of the new canvas.
[[nodiscard]] Mask passSelection(Size picture, const Rect& canvas, const std::vector<Rect>& passes,
                                 std::size_t pass);

} // namespace core
