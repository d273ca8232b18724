#pragma once

/// Shapes of the things in a scene, drawn with QPainter in a unit square: x to the right in [0, 1],
/// y down, the foot of the thing at y = 1. Any thread, one painter each.

#include <QPainter>

#include "app/train/scenes/palette.h"
#include "app/train/scenes/scene_spec.h"

namespace train::scenes {

/// Width of the thing's box as a multiple of its height.
[[nodiscard]] float aspect(ObjectKind kind);

/// `light` is multiplied in; `seed` varies details.
void drawSprite(QPainter& painter, ObjectKind kind, Colour colour, Rgb light, std::uint32_t seed);

} // namespace train::scenes
