#pragma once

/// Logging without a framework: libraries write, the program decides where it goes.
/// Any thread. Never log prompts or file paths above Debug.

#include <atomic>
#include <string_view>

namespace core {

enum class LogLevel { Debug, Info, Warning, Error };

/// Receives every message; must be callable from any thread.
using LogSink = void (*)(LogLevel level, std::string_view category, std::string_view message);

namespace detail {
inline std::atomic<LogSink> logSink{nullptr};
} // namespace detail

/// Installs the process-wide receiver (null silences). A shared module has its own copy and is
/// handed the sink when it is loaded.
inline void setLogSink(LogSink sink) { detail::logSink.store(sink); }

/// `category` is "library.topic", for instance "diffusion.load".
inline void log(LogLevel level, std::string_view category, std::string_view message)
{
    if (const LogSink sink = detail::logSink.load()) {
        sink(level, category, message);
    }
}

} // namespace core
