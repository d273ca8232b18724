#pragma once

/// A picture (or a selection) in tiles that are ready to be drawn: a pyramid, made by background
/// threads when it comes into view and kept while memory allows. Small changes are brought in at
/// once, so that a brush stroke costs what it touches. GUI thread only.

#include <QObject>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/document/document.h"
#include "core/image/pyramid.h"
#include "core/io/color_transform.h"
#include "ui/background.h"

namespace ui {

/// One tile of core::kTileSide pixels; level n is reduced 2^n times.
struct TileId {
    int level = 0;
    int column = 0;
    int row = 0;
    friend bool operator==(const TileId&, const TileId&) = default;
};

struct TileIdHash {
    std::size_t operator()(const TileId& id) const
    {
        return (static_cast<std::size_t>(id.level) << 48) ^
               (static_cast<std::size_t>(id.row) << 24) ^ static_cast<std::size_t>(id.column);
    }
};

/// Where the pixels come from: a snapshot, read by any thread.
struct TileSource {
    core::Size size;
    core::PixelFormat format = core::PixelFormat::Rgba8; ///< or Gray8
    core::RegionReader read;                             ///< in the order the screen wants
    /// Tiles of level 0 that need no reading, by index (null = zeros); empty if there are none.
    std::function<core::TileRef(int index)> direct;
    bool isZero = false; ///< nothing but zeros
};

/// The layers as premultiplied 0xAARRGGBB words, what a QImage of Format_RGB32 holds.
/// With `toScreen` in the colours of the screen.
[[nodiscard]] TileSource
pictureSource(const core::DocumentSnapshot& snapshot,
              std::shared_ptr<const core::ColorTransform> toScreen = nullptr);
[[nodiscard]] TileSource maskSource(const core::Mask& mask);
/// The mask of a layer in grey, black where the layer does not reach; the layer must have one.
[[nodiscard]] TileSource layerMaskSource(const core::Layer& layer, core::Size canvas);

/// What there is to draw of a tile.
struct TilePixels {
    const std::uint8_t* data = nullptr; ///< rows of core::kTileSide pixels; null means zeros
    int up = 0;                         ///< the data is of a tile so many levels coarser
    bool known = false;                 ///< false = nothing at all was made yet
};

class TileCache final : public QObject {
    Q_OBJECT

public:
    explicit TileCache(QObject* parent = nullptr);

    /// Starts over on another picture.
    void reset(TileSource source);
    /// Shows what `other` shows, except that it is `source` in `changed`; both of one size.
    void resetFrom(const TileCache& other, TileSource source, const core::Rect& changed);
    /// `area` looks different now. A small one is right at once; of a large one the old state is
    /// shown until the new tiles are made.
    void update(TileSource source, const core::Rect& area);
    void clear();

    [[nodiscard]] int levelForScale(double scale) const { return m_pyramid.levelForScale(scale); }
    [[nodiscard]] core::Size size() const { return m_pyramid.size(); }
    [[nodiscard]] core::Size levelSize(int level) const { return m_pyramid.levelSize(level); }
    /// Picture pixels the tile stands for.
    [[nodiscard]] core::Rect baseRect(const TileId& id) const;

    /// The tile, an outdated one, or the next coarser that is there. Valid until the tiles change:
    /// update(), reset(), or the event loop.
    [[nodiscard]] TilePixels pixels(const TileId& id) const;
    /// Asks for the tiles of `level` that touch `area` (picture pixels), from its middle outwards,
    /// then for those around; in place of all that was asked for before.
    void request(int level, const core::Rect& area);
    /// All tiles of `level` that touch `area` are made and show the newest state.
    [[nodiscard]] bool areFresh(int level, const core::Rect& area) const;
    [[nodiscard]] std::int64_t byteSize() const;

Q_SIGNALS:
    /// Tiles that cover `area` (picture pixels) got new content.
    void tilesReady(const core::Rect& area);

private:
    struct Entry {
        core::TileRef tile;
        bool stale = false;
        std::uint64_t used = 0;
    };
    struct Batch;

    [[nodiscard]] bool isFresh(const TileId& id) const;
    /// The tile as it was last made; `known` = whether it ever was.
    [[nodiscard]] core::TileRef made(const TileId& id, bool& known) const;
    [[nodiscard]] std::vector<TileId> tilesIn(int level, const core::Rect& area) const;
    void startBatches();
    void takeBatch(Batch&& batch);
    void refreshBase(const core::Rect& area);
    void forgetOldest();

    TileSource m_source;
    core::Pyramid m_pyramid;
    std::unordered_map<TileId, Entry, TileIdHash> m_base; ///< level 0, when not direct
    std::vector<TileId> m_wanted;
    std::unordered_set<TileId, TileIdHash> m_inWork;
    std::vector<std::pair<std::uint64_t, core::Rect>> m_changes; ///< since the oldest batch began
    std::uint64_t m_changeCount = 0;
    std::uint64_t m_generation = 0; ///< grows with reset(): batches of before are dropped
    std::uint64_t m_clock = 0;
    int m_batches = 0;
    Background m_background; ///< last: its end waits for work that needs nothing of the above
};

} // namespace ui
