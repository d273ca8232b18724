#include "diffusion/models/tokenizers/unicode_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#include <utf8proc.h>

namespace diffusion {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kCapitalSigma = 0x03A3;
constexpr char32_t kSmallSigma = 0x03C3;
constexpr char32_t kFinalSigma = 0x03C2;
constexpr char32_t kDottedCapitalI = 0x0130;
constexpr char32_t kCombiningDotAbove = 0x0307;

utf8proc_category_t categoryOf(char32_t c)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool isCased(char32_t c)
{
    const auto category = categoryOf(c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
           category == UTF8PROC_CATEGORY_LT;
}

/// What may stand between a sigma and its word's other letters (Unicode 15, section 3.13, D136).
bool isCaseIgnorable(char32_t c)
{
    static constexpr std::array<char32_t, 17> kMidWord{
        0x0027, 0x002E, 0x003A, 0x00B7, 0x0387, 0x055F, 0x05F4, 0x2018, 0x2019,
        0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
    switch (categoryOf(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        return std::find(kMidWord.begin(), kMidWord.end(), c) != kMidWord.end();
    }
}

bool isFinalSigma(std::u32string_view text, std::size_t position)
{
    std::size_t before = position;
    while (before > 0 && isCaseIgnorable(text[before - 1])) {
        --before;
    }
    if (before == 0 || !isCased(text[before - 1])) {
        return false;
    }
    std::size_t after = position + 1;
    while (after < text.size() && isCaseIgnorable(text[after])) {
        ++after;
    }
    return after == text.size() || !isCased(text[after]);
}

} // namespace

std::u32string decodeUtf8(std::string_view text)
{
    std::u32string result;
    result.reserve(text.size());
    const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    std::size_t position = 0;
    while (position < text.size()) {
        utf8proc_int32_t codepoint = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(
            data + position, static_cast<utf8proc_ssize_t>(text.size() - position), &codepoint);
        result.push_back(used > 0 ? static_cast<char32_t>(codepoint) : kReplacement);
        position += used > 0 ? static_cast<std::size_t>(used) : 1;
    }
    return result;
}

std::string encodeUtf8(std::u32string_view text)
{
    std::string result;
    for (const char32_t c : text) {
        std::array<utf8proc_uint8_t, 4> bytes{};
        const utf8proc_ssize_t used =
            utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
        result.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(used));
    }
    return result;
}

std::u32string normalizeNfc(std::u32string_view text)
{
    const std::string utf8 = encodeUtf8(text);
    utf8proc_uint8_t* composed = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()),
                     static_cast<utf8proc_ssize_t>(utf8.size()), &composed,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0) {
        return std::u32string(text); // only memory can fail on valid UTF-8
    }
    std::u32string result =
        decodeUtf8({reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size)});
    std::free(composed);
    return result;
}

std::u32string toLower(std::u32string_view text)
{
    std::u32string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == kDottedCapitalI) {
            result += U'i';
            result += kCombiningDotAbove;
        } else if (text[i] == kCapitalSigma) {
            result += isFinalSigma(text, i) ? kFinalSigma : kSmallSigma;
        } else {
            result +=
                static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(text[i])));
        }
    }
    return result;
}

bool isLetter(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool isNumber(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool isOther(char32_t c)
{
    const auto category = categoryOf(c);
    return category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CC ||
           category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS ||
           category == UTF8PROC_CATEGORY_CO;
}

bool isWhitespace(char32_t c)
{
    const auto category = categoryOf(c);
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F) || c == 0x85 ||
           category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool isCjkIdeograph(char32_t c)
{
    static constexpr std::array<std::pair<char32_t, char32_t>, 8> kBlocks{{
        {0x4E00, 0x9FFF},
        {0x3400, 0x4DBF},
        {0x20000, 0x2A6DF},
        {0x2A700, 0x2B73F},
        {0x2B740, 0x2B81F},
        {0x2B820, 0x2CEAF},
        {0xF900, 0xFAFF},
        {0x2F800, 0x2FA1F},
    }};
    return std::any_of(kBlocks.begin(), kBlocks.end(),
                       [c](const auto& block) { return c >= block.first && c <= block.second; });
}

} // namespace diffusion
