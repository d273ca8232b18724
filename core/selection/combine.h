#pragma once

/// How a new selection meets the one that is there. Pure functions; any thread.

#include <cstdint>

#include "core/document/layer.h"
#include "core/image/mask.h"

namespace core {

enum class SelectionMode : std::uint8_t { Replace, Add, Subtract, Intersect };

/// Both of the canvas's size.
[[nodiscard]] Mask combined(const Mask& before, const Mask& shape, SelectionMode mode);

/// Rounds corners off and drops specks smaller than about `px`; edges stay as crisp as they were.
[[nodiscard]] Mask smoothed(const Mask& mask, float px);

/// What the layer covers on a canvas of this size: its alpha times its mask, without its opacity.
[[nodiscard]] Mask coverageOf(const Layer& layer, Size canvas);

} // namespace core
