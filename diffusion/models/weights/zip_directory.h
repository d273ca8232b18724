#pragma once

/// Where the entries of a zip archive lie in it, for archives whose entries are stored as they are, such as
/// those of torch.save: a tensor can then be used in place. Zip64 too. Any thread.
///
/// libzip, which documents are read with, does not say where an entry begins in the file.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace diffusion {

struct ZipEntry {
    std::int64_t begin = 0; ///< of the data, bytes from the start of the archive
    std::int64_t size = 0;
};

/// Every entry by name, its data inside of `archive`. `file` begins the messages. Throws LoadError:
/// Unreadable (damaged, cut off), Unsupported (a compressed or encrypted entry).
[[nodiscard]] std::map<std::string, ZipEntry> readZipDirectory(std::string_view archive,
                                                               const std::string& file);

} // namespace diffusion
