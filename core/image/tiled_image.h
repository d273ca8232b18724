#pragma once

/// Pixels in copy-on-write tiles of 256 x 256. Copying an image copies a table of pointers, so a
/// snapshot, an undo step and a background reader all share what did not change.
///
/// One object is used by one thread at a time; copies of it may be used by other threads meanwhile.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/image/pixel_format.h"
#include "core/image/tile_store.h"

namespace core {

inline constexpr int kTileSide = 256;

/// The samples of one tile, rows of kTileSide pixels. Never changed while anybody else holds it.
struct Tile {
    explicit Tile(PixelFormat format)
        : size(static_cast<std::size_t>(kTileSide) * kTileSide *
               static_cast<std::size_t>(bytesPerPixel(format))),
          bytes(new std::byte[size]())
    {
    }
    /// Its samples do not count as memory: a store holds them.
    [[nodiscard]] bool isStored() const { return bytes.get_deleter().store != nullptr; }

    std::size_t size; ///< bytes
    std::unique_ptr<std::byte[], TileMemory> bytes;
};

/// Null means a tile of zeros (transparent, or mask 0).
using TileRef = std::shared_ptr<const Tile>;

class TiledImage {
public:
    TiledImage() = default;

    /// All zero; allocates only the table. Sizes from files must have been checked by the caller.
    TiledImage(Size size, PixelFormat format);

    [[nodiscard]] Size size() const { return m_size; }
    [[nodiscard]] Rect rect() const { return Rect::fromSize(m_size); }
    [[nodiscard]] PixelFormat format() const { return m_format; }

    /// (h, w, 4) or (h, w, 1); integers become [0, 1]; what lies outside the image is 0.
    [[nodiscard]] PixelBuffer read(const Rect& area) const;
    /// Stores `pixels` (same channel count) with its corner at `at`; clips to the image. Integer
    /// formats clamp to [0, 1] and round to nearest, so read() then write() changes no byte.
    void write(Point at, const PixelBuffer& pixels);

    /// `count` pixels from (x, y) on in the stored format; zeros outside the image.
    void readRow(int x, int y, int count, void* out) const;
    /// `count` pixels at (x, y) in the stored format; what falls outside the image is dropped.
    void writeRow(int x, int y, int count, const void* in);

    /// 8-bit RGBA for the screen and for files, rows `stride` bytes apart. Gray8 gives r = g = b
    /// and alpha 255. Rgba8 with AlphaMode::Straight is copied bit by bit.
    void readRgba8(const Rect& area, std::uint8_t* out, std::ptrdiff_t stride,
                   AlphaMode mode) const;

    /// One value per channel, in [0, 1] for integers. Whole tiles of one colour share their memory.
    void fill(const Rect& area, std::span<const float> value);
    /// Zeros in `area`; tiles that lie in it whole are given back.
    void clear(const Rect& area) { fill(area, {}); }

    /// The same pixels (it says at the call that sharing is meant).
    [[nodiscard]] TiledImage snapshot() const { return *this; }
    /// The same pixels in another format; Gray8 <-> RGBA is refused by assertion.
    [[nodiscard]] TiledImage converted(PixelFormat format) const;
    /// Pixels of `area` (which may reach outside: zeros) as an image of its own.
    [[nodiscard]] TiledImage cropped(const Rect& area) const;

    /// Bytes of the tiles present; a tile that several places share counts in each of them.
    [[nodiscard]] std::int64_t byteSize() const;
    /// Smallest rectangle outside of which everything is zero, to whole tiles (clipped to the
    /// image).
    [[nodiscard]] Rect occupiedTiles() const;
    /// Whether every visible sample is equal; shared tiles are not looked into.
    [[nodiscard]] bool samePixels(const TiledImage& other) const;

    // Tiles, by index: row * columns() + column.
    [[nodiscard]] int columns() const { return (m_size.width + kTileSide - 1) / kTileSide; }
    [[nodiscard]] int rows() const { return (m_size.height + kTileSide - 1) / kTileSide; }
    [[nodiscard]] int tileCount() const { return static_cast<int>(m_tiles.size()); }
    /// Clipped to the image.
    [[nodiscard]] Rect tileRect(int index) const;
    [[nodiscard]] const TileRef& tile(int index) const { return m_tiles[std::size_t(index)]; }
    void setTile(int index, TileRef tile) { m_tiles[std::size_t(index)] = std::move(tile); }
    /// Indices of tiles that are not the same object in both; sizes and formats must agree.
    [[nodiscard]] std::vector<int> changedTiles(const TiledImage& other) const;

    /// First sample of pixel (x, y), which must be inside; valid until the end of the tile's row.
    /// Null if the tile is absent.
    [[nodiscard]] const std::byte* pixel(int x, int y) const;
    /// The same for writing: makes the tile this image's own first.
    [[nodiscard]] std::byte* pixelForWrite(int x, int y);

private:
    [[nodiscard]] int tileIndex(int x, int y) const
    {
        return (y / kTileSide) * columns() + x / kTileSide;
    }

    Size m_size;
    PixelFormat m_format = PixelFormat::Rgba8;
    std::vector<TileRef> m_tiles;
};

/// Indices of the tiles of an image `columns` tiles wide that `area` (inside the image) touches.
[[nodiscard]] std::vector<int> tilesTouching(const Rect& area, int columns);

} // namespace core
