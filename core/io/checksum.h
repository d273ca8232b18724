#pragma once

/// CRC-32 as PNG, zip and zlib have it (ITU-T V.42), by zlib. Internal to core/io; any thread.

#include <cstdint>
#include <span>

#include <zlib.h>

namespace core {

/// Of `bytes` behind what `before` is the checksum of.
[[nodiscard]] inline std::uint32_t checksum(std::span<const std::uint8_t> bytes,
                                            std::uint32_t before = 0)
{
    return static_cast<std::uint32_t>(crc32_z(before, bytes.data(), bytes.size()));
}

} // namespace core
