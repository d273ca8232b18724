#pragma once

/// Reduced pictures for drawing: level n is the base reduced 2^n times (2x2 box, on premultiplied
/// 8-bit RGBA in whatever order the source gives it, or on 8-bit coverage), in tiles made only when
/// asked for. Level 0 is not kept: it is what `source` gives. All levels together take a third of
/// the base's 8-bit size; a tile of zeros takes nothing.
///
/// One object is used by one thread; a copy shares its tiles and costs a table. To work in the
/// background: copy the pyramid, call ensure() on the copy with a reader over a snapshot, and hand
/// the copy back to the owner's merge(), which takes what was not invalidated meanwhile.

#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/geometry.h"
#include "core/image/tiled_image.h"

namespace core {

/// Writes `area` of the base picture (inside it) as premultiplied RGBA8 or as coverage, rows
/// `stride` bytes apart.
using RegionReader =
    std::function<void(const Rect& area, std::uint8_t* out, std::ptrdiff_t stride)>;

class Pyramid {
public:
    Pyramid() = default;
    /// Levels go down to the first that fits one tile.
    explicit Pyramid(Size base, PixelFormat format = PixelFormat::Rgba8);

    [[nodiscard]] Size size() const { return m_base; }
    /// Rgba8 or Gray8.
    [[nodiscard]] PixelFormat format() const { return m_format; }
    /// Number of levels, level 0 counted; 0 for an empty picture.
    [[nodiscard]] int levels() const { return static_cast<int>(m_levels.size()); }
    [[nodiscard]] Size levelSize(int level) const;
    [[nodiscard]] int columns(int level) const;
    [[nodiscard]] int rows(int level) const;

    /// The coarsest level that still has at least one pixel per screen pixel at `scale` screen
    /// pixels per base pixel.
    [[nodiscard]] int levelForScale(double scale) const;

    /// `base` changed: the tiles above it are dropped, or with `keepStale` still shown by tile()
    /// until ensure() makes them anew.
    void invalidate(const Rect& base, bool keepStale = true);

    /// `base` changed and is brought up to date at once: reads only what changed, and writes only
    /// that into the tiles that were fresh. Others are left stale. For small areas.
    void refresh(const RegionReader& source, const Rect& base);

    /// The base is known to be zeros: everything is up to date and empty.
    void setZero();

    /// The tile if it was made (maybe stale), else null; always null at level 0. Of a fresh one
    /// null means zeros.
    [[nodiscard]] TileRef tile(int level, int column, int row) const;
    [[nodiscard]] bool isFresh(int level, int column, int row) const;
    /// Fresh or stale: tile() says something, if only that there was nothing.
    [[nodiscard]] bool isMade(int level, int column, int row) const;

    /// Makes the tile and whatever is missing below it. At level 0 reads from `source`.
    TileRef ensure(const RegionReader& source, int level, int column, int row);

    /// Takes the fresh tiles of `done`, a worked-on copy of this pyramid, except those invalidated
    /// here since the copy was made. Of another base size: nothing is taken.
    void merge(const Pyramid& done);

    [[nodiscard]] std::int64_t byteSize() const;

private:
    struct Entry {
        TileRef tile;
        std::uint32_t wanted = 1; ///< counts invalidations
        std::uint32_t made = 0;   ///< `wanted` when the tile was made; fresh if equal
        [[nodiscard]] bool isFresh() const { return made == wanted; }
    };
    struct Level {
        Size size;
        std::vector<Entry> entries; ///< row-major; empty at level 0
    };

    [[nodiscard]] TileRef reduced(const RegionReader& source, int level, int column, int row);
    /// Whether all tiles of `level` below these pixels of the next level are up to date.
    [[nodiscard]] bool isFreshBelow(int level, const Rect& above) const;
    void reduceInto(const RegionReader& source, int level, const Rect& part, Entry& entry);

    Size m_base;
    PixelFormat m_format = PixelFormat::Rgba8;
    std::vector<Level> m_levels;
};

/// Premultiplied RGBA8 halved: 2x2 means, at an odd edge means of what is there. `out` gets
/// ceil(w / 2) x ceil(h / 2) pixels. Strides in bytes.
void halveRgba8(const std::uint8_t* in, std::ptrdiff_t inStride, Size inSize, std::uint8_t* out,
                std::ptrdiff_t outStride);

/// The same for one byte a pixel.
void halveGray8(const std::uint8_t* in, std::ptrdiff_t inStride, Size inSize, std::uint8_t* out,
                std::ptrdiff_t outStride);

} // namespace core
