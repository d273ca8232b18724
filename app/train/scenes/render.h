#pragma once

/// Paints a scene. Any thread.

#include <cstdint>
#include <string>

#include "app/train/scenes/scene_spec.h"
#include "core/base/pixel_buffer.h"

namespace train::scenes {

/// (side, side, 3), sRGB-encoded in [0, 1]; painted at twice the size and averaged down.
[[nodiscard]] core::PixelBuffer render(const SceneSpec& spec, int side);

/// Only the spec's things with their shadows, onto `picture` (S, S, 3) as it is, under plain
/// daylight, as bright as the picture is. Paint at twice the size that is wanted and average down,
/// as render() does.
void renderThings(const SceneSpec& spec, core::PixelBuffer& picture);

} // namespace train::scenes
