#include "core/commands/tile_changes.h"

namespace core {

TileChanges::TileChanges(const TiledImage& before, const TiledImage& after)
{
    const std::int64_t tileBytes =
        std::int64_t{kTileSide} * kTileSide * bytesPerPixel(before.format());
    for (const int index : before.changedTiles(after)) {
        m_changes.push_back({index, before.tile(index), after.tile(index)});
        m_area = m_area.united(before.tileRect(index));
        m_bytes += tileBytes * ((before.tile(index) ? 1 : 0) + (after.tile(index) ? 1 : 0));
    }
}

Rect TileChanges::putBefore(TiledImage& image) const
{
    return put(image, &Change::before);
}

Rect TileChanges::putAfter(TiledImage& image) const
{
    return put(image, &Change::after);
}

Rect TileChanges::put(TiledImage& image, TileRef Change::*side) const
{
    for (const Change& change : m_changes) {
        image.setTile(change.index, change.*side);
    }
    return m_area;
}

} // namespace core
