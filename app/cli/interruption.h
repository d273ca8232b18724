#pragma once

/// Ctrl+C as a question one can ask. Main thread installs; asking is allowed anywhere.

namespace app {

/// SIGINT and SIGTERM are remembered; a second one ends the process at once. A file that grows over
/// a limit gives an error instead of a signal.
void watchForInterruption();

[[nodiscard]] bool isInterrupted();

} // namespace app
