#include "core/image/pyramid.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace core {

namespace {

constexpr std::ptrdiff_t kTileStride = std::ptrdiff_t{4} * kTileSide;

int half(int length)
{
    return (length + 1) / 2;
}

int tilesAcross(int length)
{
    return (length + kTileSide - 1) / kTileSide;
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

Pyramid::Pyramid(Size base) : m_base(base)
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
            }
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
    const Entry& entry = m_levels[static_cast<std::size_t>(level)].entries[index];
    return entry.tile && entry.made == entry.wanted;
}

TileRef Pyramid::ensure(const RegionReader& source, int level, int column, int row)
{
    assert(level >= 0 && level < levels());
    if (level == 0) {
        auto made = std::make_shared<Tile>(PixelFormat::Rgba8);
        source(tileArea(m_base, column, row), reinterpret_cast<std::uint8_t*>(made->bytes.get()),
               kTileStride);
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
    auto made = std::make_shared<Tile>(PixelFormat::Rgba8);
    auto* out = reinterpret_cast<std::uint8_t*>(made->bytes.get());
    std::vector<std::uint8_t> scratch;
    for (int quarter = 0; quarter < 4; ++quarter) {
        const int dx = quarter % 2;
        const int dy = quarter / 2;
        const Rect area = tileArea(below, 2 * column + dx, 2 * row + dy);
        if (area.isEmpty()) {
            continue;
        }
        std::uint8_t* to =
            out + kTileStride * (kTileSide / 2) * dy + std::ptrdiff_t{4} * (kTileSide / 2) * dx;
        if (level == 1) {
            scratch.resize(static_cast<std::size_t>(kTileStride) * kTileSide);
            source(area, scratch.data(), kTileStride);
            halveRgba8(scratch.data(), kTileStride, area.size(), to, kTileStride);
        } else {
            const TileRef part = ensure(source, level - 1, 2 * column + dx, 2 * row + dy);
            halveRgba8(reinterpret_cast<const std::uint8_t*>(part->bytes.get()), kTileStride,
                       area.size(), to, kTileStride);
        }
    }
    return made;
}

void Pyramid::merge(const Pyramid& done)
{
    if (done.m_base != m_base) {
        return;
    }
    for (std::size_t level = 1; level < m_levels.size(); ++level) {
        std::vector<Entry>& mine = m_levels[level].entries;
        const std::vector<Entry>& theirs = done.m_levels[level].entries;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const bool fresh = mine[i].tile && mine[i].made == mine[i].wanted;
            if (!fresh && theirs[i].tile && theirs[i].made == mine[i].wanted) {
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
    return tiles * kTileStride * kTileSide;
}

} // namespace core
