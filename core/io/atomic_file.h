#pragma once

/// Files replaced in one step: readers see the old content or the new one, never a mixture, and a
/// full disk, a crash or a power cut in the middle leaves the old file. Any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace core {

/// Writes to a temporary file in the same folder; commit() makes it durable and renames it over
/// the target. Destroyed without commit, it removes the temporary file and changes nothing.
class AtomicFile {
public:
    /// Creates the temporary file. Errors: WriteFailed (no such folder, no permission).
    [[nodiscard]] static Result<AtomicFile> create(const std::string& target);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    /// Appends. Errors: WriteFailed ("... disk full").
    [[nodiscard]] Status write(std::span<const std::uint8_t> bytes);

    /// fsync, rename over the target (keeping its permissions), fsync of the folder.
    [[nodiscard]] Status commit();

    /// Path of the temporary file, for a writer that insists on opening it by name.
    [[nodiscard]] const std::string& temporaryPath() const { return m_temporary; }

private:
    AtomicFile(std::string target, std::string temporary, int descriptor);
    void discard() noexcept;

    std::string m_target; ///< symbolic links followed
    std::string m_temporary;
    int m_descriptor = -1;
};

/// All of `bytes` as the new content of `target`.
[[nodiscard]] Status writeFileAtomically(const std::string& target,
                                         std::span<const std::uint8_t> bytes);

/// The whole file. Errors: NotFound, Unreadable, OutOfMemory above `maxBytes`.
[[nodiscard]] Result<std::vector<std::uint8_t>> readWholeFile(const std::string& path,
                                                              std::int64_t maxBytes);

} // namespace core
