#pragma once

/// The picture as it is drawn: tiles of a pyramid, made by a background thread when they come into
/// view and kept while memory allows. GUI thread only.

#include <QImage>
#include <QObject>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/document/document.h"
#include "core/image/pyramid.h"
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

class TileCache final : public QObject {
    Q_OBJECT

public:
    explicit TileCache(QObject* parent = nullptr);

    /// Starts over on another picture.
    void reset(const core::DocumentSnapshot& snapshot);
    /// `area` looks different now; what was there is shown until the new tiles are made.
    void update(const core::DocumentSnapshot& snapshot, const core::Rect& area);
    void clear();

    [[nodiscard]] int levelForScale(double scale) const { return m_pyramid.levelForScale(scale); }
    /// Picture pixels the tile stands for.
    [[nodiscard]] core::Rect baseRect(const TileId& id) const;
    /// The tiles of `level` that touch `area` (picture pixels), nearest to its middle first.
    [[nodiscard]] std::vector<TileId> tilesIn(int level, const core::Rect& area) const;

    /// Premultiplied pixels cut to the picture, possibly outdated; null when never made.
    [[nodiscard]] QImage image(const TileId& id) const;
    /// Asks for these, in order, in place of all that was asked for before.
    void request(const std::vector<TileId>& wanted);
    /// All of these are made and show the newest state.
    [[nodiscard]] bool areFresh(const std::vector<TileId>& ids) const;

Q_SIGNALS:
    /// Tiles that cover `area` (picture pixels) got new content.
    void tilesReady(const core::Rect& area);

private:
    struct Entry {
        QImage image;
        bool stale = false;
        std::uint64_t used = 0;
    };
    struct Batch;

    void startBatch();
    void takeBatch(Batch&& batch);
    void forgetOldest();

    core::DocumentSnapshot m_snapshot;
    core::Pyramid m_pyramid;
    std::unordered_map<TileId, Entry, TileIdHash> m_entries;
    std::vector<TileId> m_wanted;
    std::vector<core::Rect> m_changedDuringBatch;
    std::uint64_t m_generation = 0; ///< grows with reset(): batches of before are dropped
    std::uint64_t m_clock = 0;
    bool m_working = false;
    Background m_background; ///< last: its end waits for work that needs nothing of the above
};

} // namespace ui
