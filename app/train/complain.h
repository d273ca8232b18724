#pragma once

/// How every subcommand reports failure.

#include <cstdio>

#include "app/train/command_line.h"
#include "core/base/result.h"

namespace train {

/// Prints the message as one line and gives the exit code.
inline int complain(const core::Error& error)
{
    std::fprintf(stderr, "stillwater-train: %s\n", error.message.c_str());
    return kFailed;
}

/// Prints what is wrong with the options and gives the exit code.
inline int complainAboutUsage(const std::string& complaints)
{
    std::fputs(complaints.c_str(), stderr);
    return kUsage;
}

} // namespace train
