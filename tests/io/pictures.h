#pragma once

/// Pictures and files for the tests of core/io; everything is made, nothing is read from elsewhere.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <QByteArray>

#include "core/base/result.h"
#include "core/image/tiled_image.h"

namespace io_test {

using Bytes = std::vector<std::uint8_t>;

/// A smooth picture with some detail, different in every channel; alpha is 1 unless asked for.
inline core::TiledImage picture(core::Size size, core::PixelFormat format, bool withAlpha = false)
{
    const int channels = core::channelCount(format);
    core::PixelBuffer pixels(size.width, size.height, channels);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            float* p = pixels.at(x, y);
            p[0] = 0.5F + 0.45F * std::sin(0.11F * static_cast<float>(x));
            if (channels == 4) {
                p[1] = 0.5F + 0.45F * std::sin(0.07F * static_cast<float>(y) + 1.0F);
                p[2] = static_cast<float>(x + y) / static_cast<float>(size.width + size.height);
                p[3] = withAlpha ? 0.2F + 0.8F * static_cast<float>((x / 3 + y) % 5) / 4.0F : 1.0F;
            }
        }
    }
    core::TiledImage image(size, format);
    image.write({0, 0}, pixels);
    return image;
}

/// Largest difference of any sample, on the scale 0..1.
inline float largestDifference(const core::TiledImage& a, const core::TiledImage& b)
{
    if (a.size() != b.size()) {
        return 1e9F;
    }
    const core::PixelBuffer left = a.read(a.rect());
    const core::PixelBuffer right = b.read(b.rect());
    if (left.count() != right.count()) {
        return 1e9F;
    }
    float largest = 0;
    for (std::size_t i = 0; i < left.count(); ++i) {
        largest = std::max(largest, std::fabs(left.data()[i] - right.data()[i]));
    }
    return largest;
}

inline Bytes fileBytes(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

inline void writeBytes(const std::string& path, const Bytes& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

inline bool contains(const Bytes& bytes, const std::string& text)
{
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

inline void putLittle(Bytes& to, std::uint32_t value, int count)
{
    for (int i = 0; i < count; ++i) {
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

inline void putBig(Bytes& to, std::uint32_t value, int count)
{
    for (int i = count - 1; i >= 0; --i) {
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

/// A TIFF-structured EXIF block: the orientation and an artist.
inline Bytes exifBlock(int orientation, const std::string& artist)
{
    Bytes out = {'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0};
    putLittle(out, 0x0112, 2); // Orientation, SHORT
    putLittle(out, 3, 2);
    putLittle(out, 1, 4);
    putLittle(out, static_cast<std::uint32_t>(orientation), 4);
    putLittle(out, 0x013b, 2); // Artist, ASCII
    putLittle(out, 2, 2);
    putLittle(out, static_cast<std::uint32_t>(artist.size() + 1), 4);
    putLittle(out, 8 + 2 + 2 * 12 + 4, 4);
    putLittle(out, 0, 4);
    out.insert(out.end(), artist.begin(), artist.end());
    out.push_back(0);
    return out;
}

/// `jpeg` with an EXIF segment put right after its start marker.
inline Bytes jpegWithExif(const Bytes& jpeg, const Bytes& block)
{
    Bytes out = {0xff, 0xd8, 0xff, 0xe1};
    putBig(out, static_cast<std::uint32_t>(block.size() + 8), 2);
    for (const char c : {'E', 'x', 'i', 'f', '\0', '\0'}) {
        out.push_back(static_cast<std::uint8_t>(c));
    }
    out.insert(out.end(), block.begin(), block.end());
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

/// Whether a message is what a person can use: one line that begins with the file's name.
inline bool isClearLine(const core::Error& error, const std::string& name)
{
    return error.message.starts_with(name) && error.message.size() > name.size() + 5 &&
           error.message.find('\n') == std::string::npos;
}

} // namespace io_test
