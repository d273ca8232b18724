#pragma once

/// stillwater-cli expand: a larger canvas, its new border painted. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Returns an ExitCode.
[[nodiscard]] int runExpandCommand(const ExpandArguments& arguments);

} // namespace app
