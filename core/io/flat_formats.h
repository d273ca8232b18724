#pragma once

/// The flat picture formats the program reads and writes: one table, known without opening the
/// codec module. Any thread.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

struct FlatFormat {
    std::string_view name;       ///< as OpenImageIO calls it
    std::string_view title;      ///< for file dialogs
    std::string_view extensions; ///< lower case, separated by spaces, the usual one first
    bool writable = false;
    bool hasAlpha = false;    ///< when written
    int maxBitsPerSample = 8; ///< when written
    bool hasQuality = false;  ///< ExportOptions::quality matters
};

/// In the order of file dialogs.
[[nodiscard]] std::span<const FlatFormat> flatFormats();

/// By extension without the dot, any case; null if unknown.
[[nodiscard]] const FlatFormat* flatFormatForExtension(std::string_view extension);

/// By the first bytes of a file; null if they say nothing.
[[nodiscard]] const FlatFormat* flatFormatForContent(std::span<const std::uint8_t> head);

/// "JPG" of "a/b.JPG" becomes "jpg"; empty if there is none.
[[nodiscard]] std::string extensionOf(std::string_view path);

[[nodiscard]] std::vector<std::string> readableFlatExtensions();
[[nodiscard]] std::vector<std::string> writableFlatExtensions();

} // namespace core
