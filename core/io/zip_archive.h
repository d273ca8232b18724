#pragma once

/// Zip containers in memory, over libzip. One object, one thread.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace core {

/// Reads a container; entry sizes are checked before anything is allocated for them.
class ZipReader {
public:
    /// Errors: NotFound, Unreadable.
    [[nodiscard]] static Result<ZipReader> open(const std::string& path);
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;
    ~ZipReader();

    [[nodiscard]] bool has(const std::string& entry) const;
    /// Errors: NotFound (no such entry), Unreadable (damaged), OutOfMemory (over `maxBytes`).
    [[nodiscard]] Result<std::vector<std::uint8_t>> read(const std::string& entry,
                                                         std::int64_t maxBytes) const;

private:
    struct Impl;
    explicit ZipReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

enum class ZipMethod { Store, Deflate };

/// Collects entries in order; finish() gives the container's bytes.
class ZipWriter {
public:
    ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;
    ~ZipWriter();

    /// A failure is kept and reported by finish().
    void add(const std::string& entry, std::vector<std::uint8_t> bytes, ZipMethod method);
    void add(const std::string& entry, std::string_view text, ZipMethod method);
    [[nodiscard]] Result<std::vector<std::uint8_t>> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace core
