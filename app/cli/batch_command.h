#pragma once

/// stillwater-cli batch: many jobs out of one file, with one engine that stays warm; goes on where
/// it stopped. Main thread only.

#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "core/base/result.h"

namespace app {

/// Returns an ExitCode: kExitFailed when any job failed; the others ran all the same.
[[nodiscard]] int runBatchCommand(const BatchArguments& arguments);

/// One line of the file as the words of a command line: {"command": "fill", "input": "a.jpg",
/// "mask": "m.png", "output": "b.png", "prompt": "...", "steps": 20, "json": true} and so on, each
/// key the name of an option without its dashes. Arrays give the option once for each. Errors:
/// InvalidArgument.
[[nodiscard]] core::Result<std::vector<std::string>> wordsOfJob(const std::string& line);

} // namespace app
