#pragma once

/// The command line, shared by `stillwater-cli` and `stillwater --cli`.

#include <memory>

#include "app/cli/arguments.h"

namespace app {

/// What the process returns to its caller.
enum ExitCode : int {
    kExitDone = 0,
    kExitFailed = 1,       ///< after one clear line on stderr
    kExitUsage = 2,        ///< wrong options
    kExitInterrupted = 130 ///< Ctrl+C or SIGTERM; no output file was written
};

/// What parseArguments() understood, with modules that are open already (null: the command opens
/// its own). Gives an ExitCode. Main thread only.
[[nodiscard]] int runArguments(Arguments& arguments, const std::shared_ptr<Modules>& modules);

/// Runs to the end and gives an ExitCode. Installs handlers for SIGINT and SIGTERM. Main thread
/// only.
[[nodiscard]] int runCli(int argc, char** argv);

} // namespace app
