#pragma once

/// Edits of the canvas as a whole and the shape of layers. Pure functions; any thread. What a
/// function gives holds the layers with their ids, the selection in its new shape, and the same
/// info. After a stop request the result is unfinished and must be dropped.

#include <cstdint>
#include <stop_token>

#include "core/document/document.h"
#include "core/image/resample.h"
#include "core/image/warp.h"

namespace core {

/// What becomes of pixels that come to lie outside the canvas.
enum class Outside : std::uint8_t { Keep, Delete };

/// The canvas becomes `area` of the old one, which may reach outside; not empty.
[[nodiscard]] DocumentSnapshot withCanvas(const DocumentSnapshot& snapshot, const Rect& area,
                                          Outside outside);

/// Everything turned about the middle of `area` (degrees clockwise), then cut to `area`.
[[nodiscard]] DocumentSnapshot straightened(const DocumentSnapshot& snapshot, double degrees,
                                            const Rect& area, Outside outside,
                                            const std::stop_token& stop = {});

[[nodiscard]] DocumentSnapshot oriented(const DocumentSnapshot& snapshot, Orientation orientation);

/// Layers, masks and selection scaled with the canvas; `size` is not empty.
[[nodiscard]] DocumentSnapshot withImageSize(const DocumentSnapshot& snapshot, Size size,
                                             ResampleFilter filter,
                                             const std::stop_token& stop = {});

/// The layer with pixels and mask transformed on the canvas. Its pixels keep all of it, also what
/// lies outside the canvas; empty borders are cut off.
[[nodiscard]] Layer transformed(const Layer& layer, const Affine& onCanvas,
                                const std::stop_token& stop = {});

} // namespace core
