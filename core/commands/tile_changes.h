#pragma once

/// The tiles in which two images differ, for commands that swap them. Internal to core/commands;
/// any thread.

#include <cstdint>
#include <vector>

#include "core/image/tiled_image.h"

namespace core {

class TileChanges {
public:
    /// The images agree in size and format.
    TileChanges(const TiledImage& before, const TiledImage& after);

    /// Puts one side's tiles into `image`; returns the area they cover.
    Rect putBefore(TiledImage& image) const;
    Rect putAfter(TiledImage& image) const;

    template <class Visit> void forEachTile(Visit visit) const
    {
        for (const Change& change : m_changes) {
            visit(change.before);
            visit(change.after);
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_changes.empty(); }
    /// Of both sides.
    [[nodiscard]] std::int64_t byteSize() const { return m_bytes; }

private:
    struct Change {
        int index;
        TileRef before;
        TileRef after;
    };
    Rect put(TiledImage& image, TileRef Change::*side) const;

    std::vector<Change> m_changes;
    Rect m_area;
    std::int64_t m_bytes = 0;
};

} // namespace core
