#pragma once

/// `models download`: fetches a model into the user's folder. Main thread only.

#include "app/cli/arguments.h"

namespace app {

/// Returns the exit code. Ctrl+C leaves parts that the next call goes on with.
[[nodiscard]] int runDownloadCommand(const ModelsArguments& arguments);

} // namespace app
