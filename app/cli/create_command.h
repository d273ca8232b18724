#pragma once

/// stillwater-cli generate: a picture from words. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Returns an ExitCode.
[[nodiscard]] int runCreateCommand(const CreateArguments& arguments);

} // namespace app
