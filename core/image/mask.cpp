#include "core/image/mask.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <map>

namespace core {

namespace {

constexpr std::size_t kTileArea = static_cast<std::size_t>(kTileSide) * kTileSide;

const std::uint8_t* samples(const TileRef& tile)
{
    return reinterpret_cast<const std::uint8_t*>(tile->bytes.get());
}

/// A tile of op(a[i], b[i]); null when it is zero everywhere.
template <class Op> TileRef combined(const TileRef& a, const TileRef& b, Op op)
{
    auto out = std::make_shared<Tile>(PixelFormat::Gray8);
    auto* to = reinterpret_cast<std::uint8_t*>(out->bytes.get());
    std::uint8_t any = 0;
    for (std::size_t i = 0; i < kTileArea; ++i) {
        to[i] = op(samples(a)[i], samples(b)[i]);
        any = static_cast<std::uint8_t>(any | to[i]);
    }
    return any != 0 ? TileRef(std::move(out)) : nullptr;
}

} // namespace

Mask Mask::fromBuffer(const PixelBuffer& coverage)
{
    assert(coverage.isEmpty() || coverage.channels() == 1);
    Mask out(coverage.size());
    out.m_coverage.write({0, 0}, coverage);
    return out;
}

Mask Mask::fromGray8(Size size, const std::uint8_t* in, std::ptrdiff_t stride)
{
    Mask out(size);
    for (int y = 0; y < size.height; ++y) {
        out.m_coverage.writeRow(0, y, size.width, in + stride * y);
    }
    return out;
}

Mask Mask::fromImage(TiledImage coverage)
{
    assert(coverage.format() == PixelFormat::Gray8);
    Mask out;
    out.m_coverage = std::move(coverage);
    return out;
}

std::uint8_t Mask::at(int x, int y) const
{
    if (!m_coverage.rect().contains(Point{x, y})) {
        return 0;
    }
    const std::byte* sample = m_coverage.pixel(x, y);
    return sample != nullptr ? static_cast<std::uint8_t>(*sample) : std::uint8_t{0};
}

void Mask::readGray8(const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) const
{
    for (int y = 0; y < area.height; ++y) {
        m_coverage.readRow(area.x, area.y + y, area.width, out + stride * y);
    }
}

Rect Mask::bounds(std::uint8_t threshold) const
{
    if (threshold == 0) {
        return m_coverage.rect();
    }
    const auto covered = [threshold](std::uint8_t v) { return v >= threshold; };
    Rect out;
    for (int i = 0; i < m_coverage.tileCount(); ++i) {
        const Rect area = m_coverage.tileRect(i);
        if (!m_coverage.tile(i) || out.contains(area)) {
            continue;
        }
        for (int y = area.y; y < area.bottom(); ++y) {
            const auto* row = reinterpret_cast<const std::uint8_t*>(m_coverage.pixel(area.x, y));
            const std::uint8_t* end = row + area.width;
            const std::uint8_t* first = std::find_if(row, end, covered);
            if (first == end) {
                continue;
            }
            const std::uint8_t* last = end - 1;
            while (!covered(*last)) {
                --last;
            }
            out = out.united(Rect::fromEdges(area.x + static_cast<int>(first - row), y,
                                             area.x + static_cast<int>(last - row) + 1, y + 1));
        }
    }
    return out;
}

std::uint8_t Mask::peak() const
{
    std::uint8_t out = 0;
    for (int i = 0; i < m_coverage.tileCount() && out < 255; ++i) {
        if (!m_coverage.tile(i)) {
            continue;
        }
        const Rect area = m_coverage.tileRect(i);
        for (int y = area.y; y < area.bottom(); ++y) {
            const auto* row = reinterpret_cast<const std::uint8_t*>(m_coverage.pixel(area.x, y));
            out = std::max(out, *std::max_element(row, row + area.width));
        }
    }
    return out;
}

void Mask::fill(const Rect& area, std::uint8_t coverage)
{
    const float value = static_cast<float>(coverage) / 255.0F;
    m_coverage.fill(area, {&value, 1});
}

void Mask::invert()
{
    // Tiles that are shared (uniform ones) stay shared: each distinct tile is inverted once.
    std::map<const Tile*, TileRef> done;
    for (int i = 0; i < m_coverage.tileCount(); ++i) {
        const TileRef old = m_coverage.tile(i);
        const auto [entry, isNew] = done.try_emplace(old.get());
        if (isNew) {
            auto made = std::make_shared<Tile>(PixelFormat::Gray8);
            auto* to = reinterpret_cast<std::uint8_t*>(made->bytes.get());
            std::uint8_t any = 0;
            for (std::size_t s = 0; s < kTileArea; ++s) {
                to[s] = static_cast<std::uint8_t>(old ? 255 - samples(old)[s] : 255);
                any = static_cast<std::uint8_t>(any | to[s]);
            }
            entry->second = any != 0 ? TileRef(std::move(made)) : nullptr;
        }
        m_coverage.setTile(i, entry->second);
    }
}

void Mask::add(const Mask& other)
{
    for (const int i : m_coverage.changedTiles(other.m_coverage)) {
        const TileRef& theirs = other.m_coverage.tile(i);
        const TileRef& mine = m_coverage.tile(i);
        if (!mine) {
            m_coverage.setTile(i, theirs);
        } else if (theirs) {
            m_coverage.setTile(i, combined(mine, theirs, [](std::uint8_t a, std::uint8_t b) {
                                   return std::max(a, b);
                               }));
        }
    }
}

void Mask::subtract(const Mask& other)
{
    for (int i = 0; i < m_coverage.tileCount(); ++i) {
        const TileRef& theirs = other.m_coverage.tile(i);
        const TileRef& mine = m_coverage.tile(i);
        if (mine && theirs) {
            m_coverage.setTile(i, combined(mine, theirs, [](std::uint8_t a, std::uint8_t b) {
                                   return std::min(a, static_cast<std::uint8_t>(255 - b));
                               }));
        }
    }
}

void Mask::intersect(const Mask& other)
{
    for (const int i : m_coverage.changedTiles(other.m_coverage)) {
        const TileRef& theirs = other.m_coverage.tile(i);
        const TileRef& mine = m_coverage.tile(i);
        if (!theirs) {
            m_coverage.setTile(i, nullptr);
        } else if (mine) {
            m_coverage.setTile(i, combined(mine, theirs, [](std::uint8_t a, std::uint8_t b) {
                                   return std::min(a, b);
                               }));
        }
    }
}

} // namespace core
