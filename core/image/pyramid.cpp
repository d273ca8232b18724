#include "core/image/pyramid.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace core {

namespace {

int half(int length)
{
    return (length + 1) / 2;
}

int tilesAcross(int length)
{
    return (length + kTileSide - 1) / kTileSide;
}

std::ptrdiff_t tileStride(PixelFormat format)
{
    return std::ptrdiff_t{bytesPerPixel(format)} * kTileSide;
}

void halve(PixelFormat format, const std::uint8_t* in, std::ptrdiff_t inStride, Size inSize,
           std::uint8_t* out, std::ptrdiff_t outStride)
{
    (format == PixelFormat::Gray8 ? halveGray8 : halveRgba8)(in, inStride, inSize, out, outStride);
}

bool allZero(const Tile& tile, PixelFormat format)
{
    const std::byte* bytes = tile.bytes.get();
    const auto count = static_cast<std::size_t>(tileStride(format)) * kTileSide;
    // Equal to itself moved by one byte, and the first is 0.
    return bytes[0] == std::byte{0} && std::memcmp(bytes, bytes + 1, count - 1) == 0;
}

/// Where a tile of a level lies, clipped to the level.
Rect tileArea(Size level, int column, int row)
{
    return Rect{column * kTileSide, row * kTileSide, kTileSide, kTileSide}.intersected(
        Rect::fromSize(level));
}

} // namespace

void halveRgba8(const std::uint8_t* in, std::ptrdiff_t inStride, Size inSize, std::uint8_t* out,
                std::ptrdiff_t outStride)
{
    const int width = half(inSize.width);
    const int whole = inSize.width / 2;
    for (int y = 0; y < half(inSize.height); ++y) {
        const std::uint8_t* upper = in + inStride * (2 * y);
        const std::uint8_t* lower = 2 * y + 1 < inSize.height ? upper + inStride : upper;
        std::uint8_t* to = out + outStride * y;
        // Two channels at a time in the halves of a word: four sums of bytes fit in 16 bits.
        for (int x = 0; x < whole; ++x) {
            std::uint32_t a[2];
            std::uint32_t b[2];
            std::memcpy(a, upper + std::ptrdiff_t{8} * x, 8);
            std::memcpy(b, lower + std::ptrdiff_t{8} * x, 8);
            constexpr std::uint32_t kLow = 0x00FF00FFU;
            const std::uint32_t even =
                (a[0] & kLow) + (a[1] & kLow) + (b[0] & kLow) + (b[1] & kLow) + 0x00020002U;
            const std::uint32_t odd = ((a[0] >> 8U) & kLow) + ((a[1] >> 8U) & kLow) +
                                      ((b[0] >> 8U) & kLow) + ((b[1] >> 8U) & kLow) + 0x00020002U;
            const std::uint32_t mean = ((even >> 2U) & kLow) | (((odd >> 2U) & kLow) << 8U);
            std::memcpy(to + std::ptrdiff_t{4} * x, &mean, 4);
        }
        if (whole < width) {
            for (int c = 0; c < 4; ++c) {
                const std::ptrdiff_t at = std::ptrdiff_t{8} * whole + c;
                to[std::ptrdiff_t{4} * whole + c] =
                    static_cast<std::uint8_t>((upper[at] + lower[at] + 1) / 2);
            }
        }
    }
}

void halveGray8(const std::uint8_t* in, std::ptrdiff_t inStride, Size inSize, std::uint8_t* out,
                std::ptrdiff_t outStride)
{
    const int width = half(inSize.width);
    const int whole = inSize.width / 2;
    for (int y = 0; y < half(inSize.height); ++y) {
        const std::uint8_t* upper = in + inStride * (2 * y);
        const std::uint8_t* lower = 2 * y + 1 < inSize.height ? upper + inStride : upper;
        std::uint8_t* to = out + outStride * y;
        for (int x = 0; x < whole; ++x) {
            const std::ptrdiff_t at = std::ptrdiff_t{2} * x;
            to[x] = static_cast<std::uint8_t>(
                (upper[at] + upper[at + 1] + lower[at] + lower[at + 1] + 2) / 4);
        }
        if (whole < width) {
            const std::ptrdiff_t at = std::ptrdiff_t{2} * whole;
            to[whole] = static_cast<std::uint8_t>((upper[at] + lower[at] + 1) / 2);
        }
    }
}

Pyramid::Pyramid(Size base, PixelFormat format) : m_base(base), m_format(format)
{
    if (base.isEmpty()) {
        m_base = {};
        return;
    }
    m_levels.push_back({base, {}});
    while (base.width > kTileSide || base.height > kTileSide) {
        base = {half(base.width), half(base.height)};
        const auto tiles = static_cast<std::size_t>(tilesAcross(base.width)) *
                           static_cast<std::size_t>(tilesAcross(base.height));
        m_levels.push_back({base, std::vector<Entry>(tiles)});
    }
}

Size Pyramid::levelSize(int level) const
{
    return m_levels[static_cast<std::size_t>(level)].size;
}

int Pyramid::columns(int level) const
{
    return tilesAcross(levelSize(level).width);
}

int Pyramid::rows(int level) const
{
    return tilesAcross(levelSize(level).height);
}

int Pyramid::levelForScale(double scale) const
{
    int level = 0;
    while (level + 1 < levels() && scale * (2 << level) <= 1.0 + 1e-6) {
        ++level;
    }
    return level;
}

void Pyramid::invalidate(const Rect& base, bool keepStale)
{
    Rect area = base.intersected(Rect::fromSize(m_base));
    for (int level = 1; level < levels() && !area.isEmpty(); ++level) {
        area = Rect::fromEdges(area.x / 2, area.y / 2, half(area.right()), half(area.bottom()));
        std::vector<Entry>& entries = m_levels[static_cast<std::size_t>(level)].entries;
        for (const int index : tilesTouching(area, columns(level))) {
            Entry& entry = entries[static_cast<std::size_t>(index)];
            ++entry.wanted;
            if (!keepStale) {
                entry.tile.reset();
                entry.made = 0;
            }
        }
    }
}

void Pyramid::setZero()
{
    for (Level& level : m_levels) {
        for (Entry& entry : level.entries) {
            entry.tile.reset();
            entry.made = ++entry.wanted;
        }
    }
}

TileRef Pyramid::tile(int level, int column, int row) const
{
    if (level <= 0 || level >= levels()) {
        return nullptr;
    }
    const auto index = static_cast<std::size_t>(row * columns(level) + column);
    return m_levels[static_cast<std::size_t>(level)].entries[index].tile;
}

bool Pyramid::isFresh(int level, int column, int row) const
{
    if (level <= 0 || level >= levels()) {
        return false;
    }
    const auto index = static_cast<std::size_t>(row * columns(level) + column);
    return m_levels[static_cast<std::size_t>(level)].entries[index].isFresh();
}

bool Pyramid::isMade(int level, int column, int row) const
{
    if (level <= 0 || level >= levels()) {
        return false;
    }
    const auto index = static_cast<std::size_t>(row * columns(level) + column);
    return m_levels[static_cast<std::size_t>(level)].entries[index].made != 0;
}

TileRef Pyramid::ensure(const RegionReader& source, int level, int column, int row)
{
    assert(level >= 0 && level < levels());
    if (level == 0) {
        auto made = std::make_shared<Tile>(m_format);
        source(tileArea(m_base, column, row), reinterpret_cast<std::uint8_t*>(made->bytes.get()),
               tileStride(m_format));
        return made;
    }
    const auto index = static_cast<std::size_t>(row * columns(level) + column);
    if (!isFresh(level, column, row)) {
        TileRef made = reduced(source, level, column, row);
        Entry& entry = m_levels[static_cast<std::size_t>(level)].entries[index];
        entry.tile = std::move(made);
        entry.made = entry.wanted;
    }
    return m_levels[static_cast<std::size_t>(level)].entries[index].tile;
}

TileRef Pyramid::reduced(const RegionReader& source, int level, int column, int row)
{
    const Size below = levelSize(level - 1);
    const std::ptrdiff_t stride = tileStride(m_format);
    auto made = std::make_shared<Tile>(m_format);
    auto* out = reinterpret_cast<std::uint8_t*>(made->bytes.get());
    std::vector<std::uint8_t> scratch;
    for (int quarter = 0; quarter < 4; ++quarter) {
        const int dx = quarter % 2;
        const int dy = quarter / 2;
        const Rect area = tileArea(below, 2 * column + dx, 2 * row + dy);
        if (area.isEmpty()) {
            continue;
        }
        std::uint8_t* to = out + stride * (kTileSide / 2) * dy + stride / 2 * dx;
        if (level == 1) {
            scratch.resize(static_cast<std::size_t>(stride) * kTileSide);
            source(area, scratch.data(), stride);
            halve(m_format, scratch.data(), stride, area.size(), to, stride);
        } else if (const TileRef part = ensure(source, level - 1, 2 * column + dx, 2 * row + dy)) {
            halve(m_format, reinterpret_cast<const std::uint8_t*>(part->bytes.get()), stride,
                  area.size(), to, stride);
        }
    }
    return allZero(*made, m_format) ? nullptr : made;
}

bool Pyramid::isFreshBelow(int level, const Rect& above) const
{
    if (level == 0) {
        return true;
    }
    const Rect area = Rect{above.x * 2, above.y * 2, above.width * 2, above.height * 2}.intersected(
        Rect::fromSize(levelSize(level)));
    const auto indices = tilesTouching(area, columns(level));
    return std::all_of(indices.begin(), indices.end(), [&](int index) {
        return m_levels[static_cast<std::size_t>(level)]
            .entries[static_cast<std::size_t>(index)]
            .isFresh();
    });
}

void Pyramid::reduceInto(const RegionReader& source, int level, const Rect& part, Entry& entry)
{
    const std::ptrdiff_t stride = tileStride(m_format);
    const int bytes = bytesPerPixel(m_format);
    const Rect below = Rect{part.x * 2, part.y * 2, part.width * 2, part.height * 2}.intersected(
        Rect::fromSize(levelSize(level - 1)));
    auto own = std::make_shared<Tile>(m_format);
    if (entry.tile) {
        std::memcpy(own->bytes.get(), entry.tile->bytes.get(),
                    static_cast<std::size_t>(stride) * kTileSide);
    }
    std::vector<std::uint8_t> scratch(static_cast<std::size_t>(below.area() * bytes));
    const std::ptrdiff_t scratchStride = std::ptrdiff_t{below.width} * bytes;
    if (level == 1) {
        source(below, scratch.data(), scratchStride);
    } else {
        for (const int index : tilesTouching(below, columns(level - 1))) {
            const Level& from = m_levels[static_cast<std::size_t>(level - 1)];
            const TileRef& tile = from.entries[static_cast<std::size_t>(index)].tile;
            const Rect area =
                tileArea(from.size, index % columns(level - 1), index / columns(level - 1));
            const Rect piece = area.intersected(below);
            for (int y = piece.y; y < piece.bottom() && tile; ++y) {
                std::memcpy(scratch.data() + scratchStride * (y - below.y) +
                                std::ptrdiff_t{bytes} * (piece.x - below.x),
                            tile->bytes.get() + stride * (y - area.y) +
                                std::ptrdiff_t{bytes} * (piece.x - area.x),
                            static_cast<std::size_t>(piece.width * bytes));
            }
        }
    }
    auto* out = reinterpret_cast<std::uint8_t*>(own->bytes.get()) + stride * (part.y % kTileSide) +
                std::ptrdiff_t{bytes} * (part.x % kTileSide);
    halve(m_format, scratch.data(), scratchStride, below.size(), out, stride);
    entry.tile = std::move(own);
}

void Pyramid::refresh(const RegionReader& source, const Rect& base)
{
    Rect area = base.intersected(Rect::fromSize(m_base));
    for (int level = 1; level < levels() && !area.isEmpty(); ++level) {
        area = Rect::fromEdges(area.x / 2, area.y / 2, half(area.right()), half(area.bottom()));
        std::vector<Entry>& entries = m_levels[static_cast<std::size_t>(level)].entries;
        for (const int index : tilesTouching(area, columns(level))) {
            Entry& entry = entries[static_cast<std::size_t>(index)];
            const Rect part =
                tileArea(levelSize(level), index % columns(level), index / columns(level))
                    .intersected(area);
            const bool fresh = entry.isFresh() && isFreshBelow(level - 1, part);
            ++entry.wanted;
            if (fresh) {
                reduceInto(source, level, part, entry);
                entry.made = entry.wanted;
            }
        }
    }
}

void Pyramid::merge(const Pyramid& done)
{
    if (done.m_base != m_base || done.m_format != m_format) {
        return;
    }
    for (std::size_t level = 1; level < m_levels.size(); ++level) {
        std::vector<Entry>& mine = m_levels[level].entries;
        const std::vector<Entry>& theirs = done.m_levels[level].entries;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            if (!mine[i].isFresh() && theirs[i].made == mine[i].wanted) {
                mine[i].tile = theirs[i].tile;
                mine[i].made = theirs[i].made;
            }
        }
    }
}

std::int64_t Pyramid::byteSize() const
{
    std::int64_t tiles = 0;
    for (const Level& level : m_levels) {
        tiles += std::count_if(level.entries.begin(), level.entries.end(),
                               [](const Entry& entry) { return entry.tile != nullptr; });
    }
    return tiles * tileStride(m_format) * kTileSide;
}

} // namespace core
