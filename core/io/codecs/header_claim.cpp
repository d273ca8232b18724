#include "core/io/codecs/header_claim.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace core {

namespace {

using Bytes = std::span<const std::uint8_t>;

std::uint32_t big(Bytes b, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        value = value << 8 | b[at + static_cast<std::size_t>(i)];
    }
    return value;
}

std::uint32_t little(Bytes b, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i) {
        value = value << 8 | b[at + static_cast<std::size_t>(i)];
    }
    return value;
}

bool has(Bytes b, std::size_t at, const char* magic)
{
    const std::size_t length = std::strlen(magic);
    return b.size() >= at + length && std::memcmp(b.data() + at, magic, length) == 0;
}

Size sized(std::uint32_t width, std::uint32_t height)
{
    constexpr std::uint32_t most = std::numeric_limits<int>::max();
    return {static_cast<int>(std::min(width, most)), static_cast<int>(std::min(height, most))};
}

/// Frame headers are C0..CF without DHT (C4), JPG (C8) and DAC (CC).
bool isFrameHeader(std::uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

bool standsAlone(std::uint8_t marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

std::optional<Size> jpegSize(Bytes b)
{
    std::size_t at = 2;
    while (at + 9 < b.size()) {
        if (b[at] != 0xff) {
            return std::nullopt;
        }
        const std::uint8_t marker = b[at + 1];
        if (marker == 0xff) {
            ++at; // fill byte
        } else if (standsAlone(marker)) {
            at += 2;
        } else if (isFrameHeader(marker)) {
            return sized(big(b, at + 7, 2), big(b, at + 5, 2));
        } else {
            at += 2 + std::max<std::uint32_t>(2, big(b, at + 2, 2));
        }
    }
    return std::nullopt;
}

std::optional<Size> webpSize(Bytes b)
{
    if (b.size() < 30) {
        return std::nullopt;
    }
    if (has(b, 12, "VP8X")) {
        return sized(little(b, 24, 3) + 1, little(b, 27, 3) + 1);
    }
    if (has(b, 12, "VP8L")) {
        const std::uint32_t bits = little(b, 21, 4);
        return sized((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
    return sized(little(b, 26, 2) & 0x3fff, little(b, 28, 2) & 0x3fff);
}

} // namespace

std::optional<Size> claimedSize(Bytes b)
{
    if (b.size() < 26) {
        return std::nullopt;
    }
    if (b[0] == 0x89 && has(b, 1, "PNG\r\n\x1a\n") && has(b, 12, "IHDR")) {
        return sized(big(b, 16, 4), big(b, 20, 4));
    }
    if (b[0] == 0xff && b[1] == 0xd8) {
        return jpegSize(b);
    }
    if (has(b, 0, "RIFF") && has(b, 8, "WEBP")) {
        return webpSize(b);
    }
    if (has(b, 0, "GIF8")) {
        return sized(little(b, 6, 2), little(b, 8, 2));
    }
    if (has(b, 0, "8BPS")) {
        return sized(big(b, 18, 4), big(b, 14, 4));
    }
    if (has(b, 0, "BM") && little(b, 14, 4) >= 40) {
        const auto height = static_cast<std::int32_t>(little(b, 22, 4));
        return sized(little(b, 18, 4), height < 0 ? 0U - static_cast<std::uint32_t>(height)
                                                  : static_cast<std::uint32_t>(height));
    }
    return std::nullopt;
}

bool jpegIsComplete(Bytes b)
{
    std::size_t at = 2;
    while (at + 1 < b.size()) {
        if (b[at] != 0xff) {
            ++at; // entropy-coded data, or rubbish that decoders skip too
            continue;
        }
        const std::uint8_t marker = b[at + 1];
        if (marker == 0xd9) {
            return true;
        }
        if (marker == 0xff) {
            ++at;
        } else if (marker == 0x00 || standsAlone(marker) || at + 3 >= b.size()) {
            at += 2;
        } else {
            at += 2 + std::max<std::uint32_t>(2, big(b, at + 2, 2));
        }
    }
    return false;
}

} // namespace core
