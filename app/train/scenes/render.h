#pragma once

/// Paints a scene. Any thread.

#include <cstdint>
#include <string>

#include "app/train/scenes/scene_spec.h"
#include "core/base/pixel_buffer.h"

namespace train::scenes {

/// (side, side, 3), sRGB-encoded in [0, 1]; painted at twice the size and averaged down.
[[nodiscard]] core::PixelBuffer render(const SceneSpec& spec, int side);

} // namespace train::scenes
