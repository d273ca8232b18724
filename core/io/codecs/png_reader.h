#pragma once

/// PNG (ISO/IEC 15948) through libpng itself: OpenImageIO's reader prints every damage to stderr
/// and gives no part of an interlaced picture. Any thread.

#include <cstdint>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/io/image_codec.h"

namespace core {

/// The pixels, colour profile and resolution of a PNG file in memory. `name` is for messages.
/// Errors: Unreadable (not one row), OutOfMemory (over `budget` bytes), Cancelled.
[[nodiscard]] Result<LoadedImage> readPng(std::span<const std::uint8_t> bytes,
                                          const std::string& name, std::int64_t budget,
                                          const std::stop_token& stop);

} // namespace core
