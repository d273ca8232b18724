#pragma once

/// `stillwater-cli remove` and `fill`. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Gives an ExitCode; everything is reported already.
[[nodiscard]] int runFillCommand(const FillArguments& arguments);

} // namespace app
