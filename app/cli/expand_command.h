#pragma once

/// stillwater-cli expand: a larger canvas, its new border painted. Main thread only.

#include "app/cli/arguments.h"
#include "core/base/geometry.h"

namespace app {

/// Returns an ExitCode.
[[nodiscard]] int runExpandCommand(const ExpandArguments& arguments);

/// Where a picture of `size` lies on the canvas that the arguments ask for: the corner is how far
/// it moves, the size that of the new canvas.
[[nodiscard]] core::Rect expandedCanvas(core::Size size, const ExpandArguments& arguments);

} // namespace app
