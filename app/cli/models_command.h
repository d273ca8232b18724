#pragma once

/// `stillwater-cli models list|info|verify`. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Gives an ExitCode; everything is reported already. `verify` fails where anything is wrong.
[[nodiscard]] int runModelsCommand(const ModelsArguments& arguments);

} // namespace app
