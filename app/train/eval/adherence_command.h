#pragma once

/// `stillwater-train adherence`: do pictures show what their prompts say?

namespace train {

class CommandLine;

/// [--model DIR] [--work W] [--out DIR] [--prompts 40] [--seeds 4] [--side 128] [--steps N] [--threads N]
/// [--guidance G] [--renders 4000] [--judge-steps 1500] [--fresh] [--stamps FILE]
/// Prints a table; writes adherence.json and adherence.png (the first seed of each prompt, with the
/// prompts below) into DIR. Returns an exit code of command_line.h.
int runAdherence(CommandLine& line);

} // namespace train
