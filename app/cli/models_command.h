#pragma once

/// `stillwater-cli models info`. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Gives an ExitCode; everything is reported already.
[[nodiscard]] int runModelInfoCommand(const ModelInfoArguments& arguments);

} // namespace app
