#pragma once

/// Looks into encoded bytes without decoding: what size a header claims, and whether a JPEG is
/// whole. Needed because some decoders allocate for the whole picture before they say how large it
/// is, and fill what is missing with grey without a word. Any thread.

#include <cstdint>
#include <optional>
#include <span>

#include "core/base/geometry.h"

namespace core {

/// Width and height that a PNG, JPEG, WebP, GIF, BMP or PSD header claims; sizes over 2^31 - 1 come
/// as that. Empty for other formats and damaged headers.
[[nodiscard]] std::optional<Size> claimedSize(std::span<const std::uint8_t> head);

/// Whether the end marker follows the last scan.
[[nodiscard]] bool jpegIsComplete(std::span<const std::uint8_t> bytes);

} // namespace core
