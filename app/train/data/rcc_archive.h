#pragma once

/// Reads Qt's binary resource files (.rcc), in which some packages keep their pictures. The file is
/// checked as it is walked; a damaged one gives an error, never a wild read. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace train {

struct ArchivedFile {
    std::string path; ///< inside the archive, "/a/b.webp"
    std::vector<std::uint8_t> bytes;
};

/// All files stored plain or deflated (zstd ones are left out), format versions 1 to 3.
/// Errors: Unreadable.
[[nodiscard]] core::Result<std::vector<ArchivedFile>>
readRccArchive(const std::vector<std::uint8_t>& bytes);

} // namespace train
