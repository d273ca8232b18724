#pragma once

/// Texts inside PNG files (PNG specification, third edition, section 11.3.3), put in and read
/// without touching the pixels. Pure functions but for the one that reads a file; any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// `png` with a text under `key` (1 to 79 letters of ASCII) right behind its header: tEXt where the
/// text is Latin-1, else iTXt. `text` is UTF-8. What is no PNG comes back as it was.
[[nodiscard]] std::vector<std::uint8_t> withPngText(std::vector<std::uint8_t> png,
                                                    std::string_view key, std::string_view text);

/// The first text under `key`, as UTF-8; nothing where there is none, or only a compressed one.
[[nodiscard]] std::optional<std::string> pngText(std::span<const std::uint8_t> png,
                                                 std::string_view key);

/// The same of a file, of which only chunks before the pixels and small ones are read.
[[nodiscard]] std::optional<std::string> pngTextOfFile(const std::string& path,
                                                       std::string_view key);

} // namespace core
