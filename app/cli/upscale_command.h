#pragma once

/// stillwater-cli upscale: a picture enlarged by an upscaling model. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Returns an ExitCode.
[[nodiscard]] int runUpscaleCommand(const UpscaleArguments& arguments);

} // namespace app
