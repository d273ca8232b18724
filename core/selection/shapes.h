#pragma once

/// Selections by outline. Positions in canvas pixels, (0, 0) is the corner of the first; edges are
/// covered by the share of each pixel that lies inside. Pure functions; any thread.

#include <span>

#include "core/base/geometry.h"
#include "core/image/mask.h"

namespace core {

struct PointF {
    double x = 0;
    double y = 0;
    friend bool operator==(const PointF&, const PointF&) = default;
};

/// Any two opposite corners of a box.
struct BoxF {
    PointF from;
    PointF to;
};

[[nodiscard]] Mask rectangleSelection(Size canvas, const BoxF& box);
/// The ellipse that touches the box's sides.
[[nodiscard]] Mask ellipseSelection(Size canvas, const BoxF& box);
/// Closed by a line from the last point to the first; where it crosses itself, what is enclosed an
/// even number of times is outside. Fewer than three points: nothing.
[[nodiscard]] Mask polygonSelection(Size canvas, std::span<const PointF> points);

/// The box a drag from `from` to `to` means: `square` = with equal sides, `centred` = around
/// `from`.
struct BoxGesture {
    bool square = false;
    bool centred = false;
};
[[nodiscard]] BoxF boxOf(PointF from, PointF to, const BoxGesture& gesture);

} // namespace core
