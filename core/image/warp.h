#pragma once

/// Pictures moved, scaled, turned and skewed at once. Pure functions; any thread.

#include <optional>
#include <stop_token>

#include "core/base/geometry.h"
#include "core/image/tiled_image.h"

namespace core {

/// (x, y) -> (xx x + xy y + dx, yx x + yy y + dy), in pixels with (0, 0) the corner of the first.
struct Affine {
    double xx = 1;
    double xy = 0;
    double yx = 0;
    double yy = 1;
    double dx = 0;
    double dy = 0;

    [[nodiscard]] static Affine translation(double dx, double dy) { return {1, 0, 0, 1, dx, dy}; }
    [[nodiscard]] static Affine scaling(double x, double y) { return {x, 0, 0, y, 0, 0}; }
    /// Clockwise on screen.
    [[nodiscard]] static Affine rotation(double degrees);
    /// First this, then `next`.
    [[nodiscard]] Affine then(const Affine& next) const;
    /// Empty when it flattens the plane.
    [[nodiscard]] std::optional<Affine> inverted() const;
    /// Pixels that `area` can come to touch.
    [[nodiscard]] Rect boundsOf(const Rect& area) const;
    /// Only moves, and by whole pixels.
    [[nodiscard]] bool isWholeShift() const;
    friend bool operator==(const Affine&, const Affine&) = default;
};

/// The part of `image` transformed by `transform` that lies in `area`; transparent (or 0) where the
/// picture does not reach, its outline anti-aliased. Cubic where it grows, averaged where it
/// shrinks.
[[nodiscard]] TiledImage warped(const TiledImage& image, const Affine& transform, const Rect& area,
                                const std::stop_token& stop = {});

} // namespace core
