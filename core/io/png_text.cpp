#include "core/io/png_text.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "core/io/checksum.h"

namespace core {

namespace {

constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
constexpr std::size_t kAround = 12; ///< bytes of a chunk besides its data
constexpr std::size_t kHeaderEnd = 8 + 13 + kAround;
constexpr std::uint32_t kLargestText = 1U << 24U;

void appendNumber(std::vector<std::uint8_t>& to, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
    }
}

std::uint32_t numberAt(const std::uint8_t* at)
{
    return std::uint32_t{at[0]} << 24U | std::uint32_t{at[1]} << 16U | std::uint32_t{at[2]} << 8U |
           std::uint32_t{at[3]};
}

/// Nothing where a letter is beyond Latin-1 or the text is no UTF-8.
std::optional<std::string> toLatin1(std::string_view utf8)
{
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        if (first < 0x80) {
            out += utf8[i];
        } else if ((first == 0xc2 || first == 0xc3) && i + 1 < utf8.size() &&
                   (static_cast<unsigned char>(utf8[i + 1]) & 0xc0U) == 0x80) {
            out += static_cast<char>((first & 3U) << 6U |
                                     (static_cast<unsigned char>(utf8[++i]) & 0x3fU));
        } else {
            return std::nullopt;
        }
    }
    return out;
}

std::string fromLatin1(std::string_view latin)
{
    std::string out;
    for (const char c : latin) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xc0U | byte >> 6U);
            out += static_cast<char>(0x80U | (byte & 0x3fU));
        }
    }
    return out;
}

std::vector<std::uint8_t> textChunk(std::string_view key, std::string_view text)
{
    const std::optional<std::string> latin = toLatin1(text);
    std::string body = latin ? "tEXt" : "iTXt";
    body += key;
    body += '\0';
    if (!latin) {
        body.append(4, '\0'); // not compressed; no language, no translated key
    }
    body += latin ? std::string_view(*latin) : text;
    std::vector<std::uint8_t> out; // length in front, checksum behind
    out.reserve(body.size() + 8);
    appendNumber(out, static_cast<std::uint32_t>(body.size() - 4));
    out.insert(out.end(), body.begin(), body.end());
    appendNumber(out, checksum({out.data() + 4, body.size()}));
    return out;
}

/// The text of one chunk's data, if it is under `key`.
std::optional<std::string> textOf(std::string_view type, std::string_view data,
                                  std::string_view key)
{
    if (!data.starts_with(key) || data.size() <= key.size() || data[key.size()] != '\0') {
        return std::nullopt;
    }
    data.remove_prefix(key.size() + 1);
    if (type == "tEXt") {
        return fromLatin1(data);
    }
    if (data.size() < 2 || data[0] != '\0') {
        return std::nullopt; // compressed
    }
    data.remove_prefix(2);
    for (int field = 0; field < 2; ++field) { // language and translated key
        const std::size_t end = data.find('\0');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        data.remove_prefix(end + 1);
    }
    return std::string(data);
}

bool isPng(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= kHeaderEnd &&
           std::equal(kSignature.begin(), kSignature.end(), bytes.begin());
}

} // namespace

std::vector<std::uint8_t> withPngText(std::vector<std::uint8_t> png, std::string_view key,
                                      std::string_view text)
{
    if (isPng(png)) {
        const std::vector<std::uint8_t> chunk = textChunk(key, text);
        png.insert(png.begin() + kHeaderEnd, chunk.begin(), chunk.end());
    }
    return png;
}

std::optional<std::string> pngText(std::span<const std::uint8_t> png, std::string_view key)
{
    if (!isPng(png)) {
        return std::nullopt;
    }
    for (std::size_t at = kSignature.size(); at + kAround <= png.size();) {
        const std::size_t length = numberAt(png.data() + at);
        if (length > png.size() - at - kAround) {
            break;
        }
        const auto* chars = reinterpret_cast<const char*>(png.data());
        const std::string_view type(chars + at + 4, 4);
        if (type == "tEXt" || type == "iTXt") {
            if (auto text = textOf(type, {chars + at + 8, length}, key)) {
                return text;
            }
        }
        at += kAround + length;
    }
    return std::nullopt;
}

std::optional<std::string> pngTextOfFile(const std::string& path, std::string_view key)
{
    std::ifstream file(path, std::ios::binary);
    std::array<std::uint8_t, 8> head{};
    if (!file.read(reinterpret_cast<char*>(head.data()), head.size()) || head != kSignature) {
        return std::nullopt;
    }
    while (file.read(reinterpret_cast<char*>(head.data()), head.size())) {
        const std::uint32_t length = numberAt(head.data());
        const std::string type(reinterpret_cast<const char*>(head.data()) + 4, 4);
        if ((type == "tEXt" || type == "iTXt") && length <= kLargestText) {
            std::string data(length, '\0');
            if (!file.read(data.data(), length)) {
                break;
            }
            if (auto text = textOf(type, data, key)) {
                return text;
            }
            file.seekg(4, std::ios::cur);
        } else {
            file.seekg(std::streamoff{length} + 4, std::ios::cur);
        }
    }
    return std::nullopt;
}

} // namespace core
