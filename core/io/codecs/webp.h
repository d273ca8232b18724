#pragma once

/// WebP (RFC 9649) through libwebp itself: OpenImageIO 2.4 multiplies colours by alpha on the way
/// and has no lossless mode that keeps them. Still pictures only. Any thread.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/image_codec.h"

namespace core {

/// Pixels only; a file cut short gives what was decoded and a warning.
/// Errors: Unreadable, Unsupported (animations), OutOfMemory.
[[nodiscard]] Result<LoadedImage> readWebp(std::span<const std::uint8_t> bytes,
                                           const std::string& name, std::int64_t budget);

/// `pixels` in any format; 8 bits are written. Errors: Unsupported (a side over 16383),
/// OutOfMemory.
[[nodiscard]] Result<std::vector<std::uint8_t>>
writeWebp(const TiledImage& pixels, const std::string& name, const ExportOptions& options);

/// The colour profile a file carries; empty if none or the container is damaged.
[[nodiscard]] std::vector<std::uint8_t> webpProfile(std::span<const std::uint8_t> bytes);

/// `encoded` with the profile put in, as it was if that is empty.
[[nodiscard]] std::vector<std::uint8_t> webpWithProfile(std::vector<std::uint8_t> encoded,
                                                        std::span<const std::uint8_t> icc);

} // namespace core
