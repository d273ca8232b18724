#pragma once

/// The libraries' messages on standard error, through Qt's categories: QT_LOGGING_RULES chooses,
/// for instance "diffusion.run.debug=true". Any thread.

#include "core/base/log.h"

namespace app {

void logMessage(core::LogLevel level, std::string_view category, std::string_view message);

/// Debug messages are off unless QT_LOGGING_RULES asks for them.
void installLogging();

} // namespace app
