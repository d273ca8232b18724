#pragma once

/// `stillwater-train eval`: measures removals on photographs never trained on.

namespace train {

class CommandLine;

/// --photos DIR --out DIR [--silhouettes DIR] [--side 512] [--limit N] [--seed 1]
/// [--strengths 0.2,0.4] [--model PATH] [--steps N] [--sheets all|none]
/// Prints a table; writes results.json and one contact sheet per case: photo, masked, each method
/// in the table's order, photo again. Returns an exit code of command_line.h.
int runEval(CommandLine& line);

} // namespace train
