#pragma once

/// What tells one model's weights from another's: the first ten hexadecimal digits of a SHA-256, as
/// other programs print it. Reads every byte, some seconds a gigabyte, so the result is kept in a
/// small file. Blocking; any thread.

#include <stop_token>
#include <string>

#include "core/base/result.h"

namespace core {

/// `path`: a weight file (the digits are those of the file), or a folder (those of the list of its
/// weight files' names and digests). `cacheFile`: where results are kept, by path, size and time of
/// the files; empty = nowhere. Errors: NotFound (no weights there), Unreadable, Cancelled.
[[nodiscard]] Result<std::string> modelHash(const std::string& path, const std::string& cacheFile,
                                            const std::stop_token& stop = {});

/// $XDG_CACHE_HOME/stillwater/model-hashes; empty where there is no such place.
[[nodiscard]] std::string modelHashCache();

} // namespace core
