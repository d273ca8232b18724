#pragma once

/// The little of Unicode that tokenizers need. Text is UTF-8 outside and code points inside.

#include <cstdint>
#include <string>
#include <string_view>

namespace diffusion {

/// Broken sequences become U+FFFD.
[[nodiscard]] std::u32string decodeUtf8(std::string_view text);
[[nodiscard]] std::string encodeUtf8(std::u32string_view text);

/// Canonical composition (Unicode Standard Annex 15).
[[nodiscard]] std::u32string normalizeNfc(std::u32string_view text);

/// Full lower-casing without a language: a capital sigma at the end of a word becomes a final
/// sigma, a dotted capital I keeps its dot as a combining mark.
[[nodiscard]] std::u32string toLower(std::u32string_view text);

[[nodiscard]] bool isLetter(char32_t c);     ///< general category L*
[[nodiscard]] bool isNumber(char32_t c);     ///< general category N*
[[nodiscard]] bool isOther(char32_t c);      ///< general category C*: controls, formats, unassigned
[[nodiscard]] bool isWhitespace(char32_t c); ///< separators and the white space controls
[[nodiscard]] bool isCjkIdeograph(char32_t c); ///< the blocks of Han ideographs

} // namespace diffusion
