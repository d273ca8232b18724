#pragma once

/// The options that all commands with a model share. Main thread only.

#include "app/cli/arguments.h"

namespace CLI {
class App;
}

namespace app {

void addGenerationOptions(CLI::App& command, GenerationArguments& to);

} // namespace app
