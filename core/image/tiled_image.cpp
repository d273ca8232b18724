#include "core/image/tiled_image.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstring>

#include "core/image/sample.h"

namespace core {

namespace {

std::size_t tileBytes(PixelFormat format)
{
    return static_cast<std::size_t>(kTileSide) * kTileSide *
           static_cast<std::size_t>(bytesPerPixel(format));
}

/// Calls visit(x, y, count) for the pieces of the rows of `area` that lie in one tile each.
template <class Visit> void forEachRun(const Rect& area, Visit visit)
{
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right();) {
            const int end = std::min(area.right(), (x / kTileSide + 1) * kTileSide);
            visit(x, y, end - x);
            x = end;
        }
    }
}

template <class T> void toFloats(const std::byte* in, float* out, std::size_t count)
{
    const T* samples = reinterpret_cast<const T*>(in);
    std::transform(samples, samples + count, out, [](T v) { return sample::toUnit<T>(v); });
}

template <class T> void fromFloats(const float* in, std::byte* out, std::size_t count)
{
    T* samples = reinterpret_cast<T*>(out);
    std::transform(in, in + count, samples, [](float v) { return sample::fromUnit<T>(v); });
}

void unpack(PixelFormat format, const std::byte* in, float* out, std::size_t count)
{
    switch (format) {
    case PixelFormat::Rgba8:
    case PixelFormat::Gray8:
        return toFloats<std::uint8_t>(in, out, count);
    case PixelFormat::Rgba16:
        return toFloats<std::uint16_t>(in, out, count);
    case PixelFormat::RgbaF32:
        return toFloats<float>(in, out, count);
    }
}

void pack(PixelFormat format, const float* in, std::byte* out, std::size_t count)
{
    switch (format) {
    case PixelFormat::Rgba8:
    case PixelFormat::Gray8:
        return fromFloats<std::uint8_t>(in, out, count);
    case PixelFormat::Rgba16:
        return fromFloats<std::uint16_t>(in, out, count);
    case PixelFormat::RgbaF32:
        return fromFloats<float>(in, out, count);
    }
}

/// `count` pixels of any format as RGBA8 with straight alpha.
void toRgba8(PixelFormat format, const std::byte* in, std::uint8_t* out, std::size_t count)
{
    if (format == PixelFormat::Rgba8) {
        std::memcpy(out, in, count * 4);
    } else if (format == PixelFormat::Gray8) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto v = static_cast<std::uint8_t>(in[i]);
            const std::array<std::uint8_t, 4> rgba{v, v, v, 255};
            std::memcpy(out + i * 4, rgba.data(), 4);
        }
    } else if (format == PixelFormat::Rgba16) {
        const auto* samples = reinterpret_cast<const std::uint16_t*>(in);
        for (std::size_t i = 0; i < count * 4; ++i) {
            out[i] = static_cast<std::uint8_t>((samples[i] * 255U + 32767U) / 65535U);
        }
    } else {
        const auto* samples = reinterpret_cast<const float*>(in);
        for (std::size_t i = 0; i < count * 4; ++i) {
            out[i] = sample::fromUnit<std::uint8_t>(samples[i]);
        }
    }
}

void premultiplyRow(std::uint8_t* rgba, int count)
{
    for (int i = 0; i < count; ++i) {
        std::uint32_t word = 0;
        std::memcpy(&word, rgba + std::ptrdiff_t{4} * i, 4);
        if (word < 0xFF000000U) {
            word = sample::premultiplied(word);
            std::memcpy(rgba + std::ptrdiff_t{4} * i, &word, 4);
        }
    }
}

bool allZero(const std::byte* bytes, std::size_t count)
{
    return std::all_of(bytes, bytes + count, [](std::byte b) { return b == std::byte{0}; });
}

} // namespace

TiledImage::TiledImage(Size size, PixelFormat format) : m_size(size), m_format(format)
{
    if (m_size.isEmpty()) {
        m_size = {};
    }
    m_tiles.resize(static_cast<std::size_t>(columns()) * static_cast<std::size_t>(rows()));
}

Rect TiledImage::tileRect(int index) const
{
    const int column = index % columns();
    const int row = index / columns();
    return Rect{column * kTileSide, row * kTileSide, kTileSide, kTileSide}.intersected(rect());
}

const std::byte* TiledImage::pixel(int x, int y) const
{
    assert(rect().contains(Point{x, y}));
    const TileRef& ref = tile(tileIndex(x, y));
    const int inTile = (y % kTileSide) * kTileSide + x % kTileSide;
    return ref ? ref->bytes.get() + std::ptrdiff_t{bytesPerPixel(m_format)} * inTile : nullptr;
}

std::byte* TiledImage::pixelForWrite(int x, int y)
{
    assert(rect().contains(Point{x, y}));
    TileRef& ref = m_tiles[static_cast<std::size_t>(tileIndex(x, y))];
    if (!ref) {
        ref = std::make_shared<Tile>(m_format);
    } else if (ref.use_count() != 1) {
        auto own = std::make_shared<Tile>(m_format);
        std::memcpy(own->bytes.get(), ref->bytes.get(), tileBytes(m_format));
        ref = std::move(own);
    } else {
        // A reader on another thread may just have let go of it: its reads come before our writes.
        std::atomic_thread_fence(std::memory_order_acquire);
    }
    const int inTile = (y % kTileSide) * kTileSide + x % kTileSide;
    return ref->bytes.get() + std::ptrdiff_t{bytesPerPixel(m_format)} * inTile;
}

PixelBuffer TiledImage::read(const Rect& area) const
{
    const int channels = channelCount(m_format);
    PixelBuffer out(std::max(0, area.width), std::max(0, area.height), channels);
    forEachRun(area.intersected(rect()), [&](int x, int y, int count) {
        if (const std::byte* in = pixel(x, y)) {
            unpack(m_format, in, out.at(x - area.x, y - area.y),
                   static_cast<std::size_t>(count) * static_cast<std::size_t>(channels));
        }
    });
    return out;
}

void TiledImage::write(Point at, const PixelBuffer& pixels)
{
    const int channels = channelCount(m_format);
    assert(pixels.isEmpty() || pixels.channels() == channels);
    const Rect area = Rect{at.x, at.y, pixels.width(), pixels.height()}.intersected(rect());
    forEachRun(area, [&](int x, int y, int count) {
        pack(m_format, pixels.at(x - at.x, y - at.y), pixelForWrite(x, y),
             static_cast<std::size_t>(count) * static_cast<std::size_t>(channels));
    });
}

void TiledImage::readRow(int x, int y, int count, void* out) const
{
    const auto pixelBytes = static_cast<std::size_t>(bytesPerPixel(m_format));
    auto* bytes = static_cast<std::byte*>(out);
    const Rect row = Rect{x, y, count, 1}.intersected(rect());
    if (row.width < count) {
        std::memset(bytes, 0, static_cast<std::size_t>(std::max(0, count)) * pixelBytes);
    }
    forEachRun(row, [&](int runX, int runY, int run) {
        std::byte* to = bytes + static_cast<std::size_t>(runX - x) * pixelBytes;
        const std::size_t length = static_cast<std::size_t>(run) * pixelBytes;
        if (const std::byte* in = pixel(runX, runY)) {
            std::memcpy(to, in, length);
        } else {
            std::memset(to, 0, length);
        }
    });
}

void TiledImage::writeRow(int x, int y, int count, const void* in)
{
    const auto pixelBytes = static_cast<std::size_t>(bytesPerPixel(m_format));
    const auto* bytes = static_cast<const std::byte*>(in);
    forEachRun(Rect{x, y, count, 1}.intersected(rect()), [&](int runX, int runY, int run) {
        const std::byte* from = bytes + static_cast<std::size_t>(runX - x) * pixelBytes;
        const std::size_t length = static_cast<std::size_t>(run) * pixelBytes;
        if (!tile(tileIndex(runX, runY)) && allZero(from, length)) {
            return;
        }
        std::memcpy(pixelForWrite(runX, runY), from, length);
    });
}

void TiledImage::readRgba8(const Rect& area, std::uint8_t* out, std::ptrdiff_t stride,
                           AlphaMode mode) const
{
    const Rect inside = area.intersected(rect());
    if (inside != area) {
        for (int y = 0; y < area.height; ++y) {
            std::memset(out + stride * y, 0, static_cast<std::size_t>(area.width) * 4);
        }
    }
    forEachRun(inside, [&](int x, int y, int count) {
        std::uint8_t* to = out + stride * (y - area.y) + std::ptrdiff_t{4} * (x - area.x);
        const std::byte* in = pixel(x, y);
        if (in != nullptr) {
            toRgba8(m_format, in, to, static_cast<std::size_t>(count));
            if (mode == AlphaMode::Premultiplied && m_format != PixelFormat::Gray8) {
                premultiplyRow(to, count);
            }
        } else if (m_format == PixelFormat::Gray8) {
            constexpr std::array<std::uint8_t, 4> kBlack{0, 0, 0, 255};
            for (int i = 0; i < count; ++i) {
                std::memcpy(to + std::ptrdiff_t{4} * i, kBlack.data(), 4);
            }
        } else {
            std::memset(to, 0, static_cast<std::size_t>(count) * 4);
        }
    });
}

void TiledImage::fill(const Rect& area, std::span<const float> value)
{
    assert(value.empty() || static_cast<int>(value.size()) == channelCount(m_format));
    const auto pixelBytes = static_cast<std::size_t>(bytesPerPixel(m_format));
    std::vector<std::byte> row(kTileSide * pixelBytes);
    for (std::size_t i = 0; i < kTileSide && !value.empty(); ++i) {
        pack(m_format, value.data(), row.data() + i * pixelBytes, value.size());
    }

    const bool zero = allZero(row.data(), row.size());
    TileRef uniform; // made once, shared by every tile that is covered whole
    const Rect inside = area.intersected(rect());
    for (const int index : tilesTouching(inside, columns())) {
        const Rect whole = tileRect(index);
        const Rect part = whole.intersected(inside);
        if (part == whole) {
            if (!zero && !uniform) {
                auto made = std::make_shared<Tile>(m_format);
                for (std::size_t y = 0; y < kTileSide; ++y) {
                    std::memcpy(made->bytes.get() + y * row.size(), row.data(), row.size());
                }
                uniform = std::move(made);
            }
            setTile(index, uniform);
        } else if (!zero || tile(index)) {
            for (int y = part.y; y < part.bottom(); ++y) {
                std::memcpy(pixelForWrite(part.x, y), row.data(),
                            static_cast<std::size_t>(part.width) * pixelBytes);
            }
        }
    }
}

TiledImage TiledImage::converted(PixelFormat format) const
{
    if (format == m_format) {
        return *this;
    }
    assert(channelCount(format) == channelCount(m_format));
    TiledImage out(m_size, format);
    for (int i = 0; i < tileCount(); ++i) {
        if (tile(i)) {
            const Rect area = tileRect(i);
            out.write({area.x, area.y}, read(area));
        }
    }
    return out;
}

TiledImage TiledImage::cropped(const Rect& area) const
{
    TiledImage out(area.size(), m_format);
    const bool aligned = area.x % kTileSide == 0 && area.y % kTileSide == 0;
    std::vector<std::byte> row(kTileSide * static_cast<std::size_t>(bytesPerPixel(m_format)));
    for (int i = 0; i < out.tileCount(); ++i) {
        const Rect target = out.tileRect(i);
        const Rect from = target.translated(area.x, area.y);
        const Rect seen = from.intersected(rect());
        if (seen.isEmpty()) {
            continue;
        }
        if (aligned && seen == from) {
            out.setTile(i, tile(tileIndex(from.x, from.y)));
            continue;
        }
        for (int y = seen.y; y < seen.bottom(); ++y) {
            readRow(seen.x, y, seen.width, row.data());
            out.writeRow(seen.x - area.x, y - area.y, seen.width, row.data());
        }
    }
    return out;
}

std::int64_t TiledImage::byteSize() const
{
    const auto present = std::count_if(m_tiles.begin(), m_tiles.end(),
                                       [](const TileRef& ref) { return ref != nullptr; });
    return static_cast<std::int64_t>(present) * static_cast<std::int64_t>(tileBytes(m_format));
}

Rect TiledImage::occupiedTiles() const
{
    Rect out;
    for (int i = 0; i < tileCount(); ++i) {
        if (tile(i)) {
            out = out.united(tileRect(i));
        }
    }
    return out;
}

bool TiledImage::samePixels(const TiledImage& other) const
{
    if (m_size != other.m_size || m_format != other.m_format) {
        return false;
    }
    const auto pixelBytes = static_cast<std::size_t>(bytesPerPixel(m_format));
    for (const int index : changedTiles(other)) {
        const Rect area = tileRect(index);
        const std::size_t length = static_cast<std::size_t>(area.width) * pixelBytes;
        for (int y = area.y; y < area.bottom(); ++y) {
            const std::byte* a = pixel(area.x, y);
            const std::byte* b = other.pixel(area.x, y);
            const bool same = a != nullptr && b != nullptr ? std::memcmp(a, b, length) == 0
                                                           : allZero(a != nullptr ? a : b, length);
            if (!same) {
                return false;
            }
        }
    }
    return true;
}

std::vector<int> TiledImage::changedTiles(const TiledImage& other) const
{
    assert(m_size == other.m_size && m_format == other.m_format);
    std::vector<int> out;
    for (int i = 0; i < tileCount(); ++i) {
        if (tile(i) != other.tile(i)) {
            out.push_back(i);
        }
    }
    return out;
}

std::vector<int> tilesTouching(const Rect& area, int columns)
{
    std::vector<int> out;
    if (area.isEmpty()) {
        return out;
    }
    for (int row = area.y / kTileSide; row <= (area.bottom() - 1) / kTileSide; ++row) {
        for (int column = area.x / kTileSide; column <= (area.right() - 1) / kTileSide; ++column) {
            out.push_back(row * columns + column);
        }
    }
    return out;
}

} // namespace core
