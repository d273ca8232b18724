#pragma once

/// The command line, shared by `stillwater-cli` and `stillwater --cli`.

namespace app {

/// What the process returns to its caller.
enum ExitCode : int {
    kExitDone = 0,
    kExitFailed = 1,       ///< after one clear line on stderr
    kExitUsage = 2,        ///< wrong options
    kExitInterrupted = 130 ///< Ctrl+C or SIGTERM; no output file was written
};

/// Runs to the end and gives an ExitCode. Installs handlers for SIGINT and SIGTERM. Main thread
/// only.
[[nodiscard]] int runCli(int argc, char** argv);

} // namespace app
