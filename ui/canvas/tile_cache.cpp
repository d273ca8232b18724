#include "ui/canvas/tile_cache.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstring>

#include "core/document/compositor.h"

namespace ui {

namespace {

constexpr int kThreads = 2;
constexpr qint64 kBatchMilliseconds = 25;        // then show what is there and go on
constexpr std::int64_t kBudgetBytes = 128 << 20; // of tiles of level 0; a 4K view needs some 50 MB
constexpr std::int64_t kAtOnce = 768 << 10;      // pixels that update() works through by itself
constexpr int kCoarserLevels = 8;                // how far up a stand-in is looked for

/// RGBA bytes become the words of QImage::Format_RGB32: red and blue change places.
void swapRedAndBlue(std::uint8_t* out, std::ptrdiff_t stride, core::Size size)
{
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = out + stride * y;
        for (int x = 0; x < size.width; ++x) {
            std::uint32_t word = 0;
            std::memcpy(&word, row + std::ptrdiff_t{4} * x, 4);
            word = (word & 0xFF00FF00U) | ((word & 0xFFU) << 16U) | ((word >> 16U) & 0xFFU);
            std::memcpy(row + std::ptrdiff_t{4} * x, &word, 4);
        }
    }
}

std::ptrdiff_t strideOf(core::PixelFormat format)
{
    return std::ptrdiff_t{core::kTileSide} * core::bytesPerPixel(format);
}

std::uint8_t* bytesOf(core::Tile& tile)
{
    return reinterpret_cast<std::uint8_t*>(tile.bytes.get());
}

bool hasTiles(const core::TiledImage& image)
{
    for (int i = 0; i < image.tileCount(); ++i) {
        if (image.tile(i)) {
            return true;
        }
    }
    return false;
}

} // namespace

TileSource pictureSource(const core::DocumentSnapshot& snapshot,
                         std::shared_ptr<const core::ColorTransform> toScreen)
{
    return {snapshot.size,
            core::PixelFormat::Rgba8,
            [read = core::compositeReader(snapshot), toScreen = std::move(toScreen)](
                const core::Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
                read(area, out, stride);
                swapRedAndBlue(out, stride, area.size());
                for (int y = 0; toScreen && y < area.height; ++y) {
                    toScreen->applyToScreen(out + stride * y, static_cast<std::size_t>(area.width));
                }
            },
            {}};
}

TileSource maskSource(const core::Mask& mask)
{
    return {mask.size(), core::PixelFormat::Gray8,
            [mask](const core::Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
                mask.readGray8(area, out, stride);
            },
            [mask](int index) { return mask.coverage().tile(index); }, !hasTiles(mask.coverage())};
}

TileSource layerMaskSource(const core::Layer& layer, core::Size canvas)
{
    return {canvas,
            core::PixelFormat::Rgba8,
            [mask = *layer.mask, offset = layer.offset](const core::Rect& area, std::uint8_t* out,
                                                        std::ptrdiff_t stride) {
                std::vector<std::uint8_t> row(static_cast<std::size_t>(area.width));
                for (int y = 0; y < area.height; ++y) {
                    mask.readGray8({area.x - offset.x, area.y + y - offset.y, area.width, 1},
                                   row.data(), 0);
                    std::uint8_t* to = out + stride * y;
                    for (const std::uint8_t value : row) {
                        to[0] = to[1] = to[2] = value;
                        to[3] = 255;
                        to += 4;
                    }
                }
            },
            {}};
}

struct TileCache::Batch {
    std::uint64_t generation = 0;
    std::uint64_t changes = 0; ///< those before are in
    core::Pyramid pyramid;
    TileSource source;
    std::vector<TileId> wanted;
    std::vector<std::pair<TileId, core::TileRef>> made;

    void work(const std::stop_token& stop)
    {
        QElapsedTimer timer;
        timer.start();
        for (const TileId& id : wanted) {
            if (stop.stop_requested() || (!made.empty() && timer.elapsed() > kBatchMilliseconds)) {
                return;
            }
            made.emplace_back(id, pyramid.ensure(source.read, id.level, id.column, id.row));
        }
    }
};

TileCache::TileCache(QObject* parent) : QObject(parent), m_background(kThreads) {}

void TileCache::reset(TileSource source)
{
    clear();
    m_source = std::move(source);
    m_pyramid = core::Pyramid(m_source.size, m_source.format);
    if (m_source.isZero) {
        m_pyramid.setZero();
    }
}

void TileCache::resetFrom(const TileCache& other, TileSource source, const core::Rect& changed)
{
    clear();
    m_source = std::move(source);
    m_pyramid = other.m_pyramid;
    m_base = other.m_base;
    m_pyramid.invalidate(changed, false);
    std::erase_if(m_base, [&](const auto& item) {
        return item.second.stale || !baseRect(item.first).intersected(changed).isEmpty();
    });
}

void TileCache::clear()
{
    ++m_generation;
    m_source = {};
    m_pyramid = {};
    m_base.clear();
    m_wanted.clear();
    m_inWork.clear();
    m_changes.clear();
}

void TileCache::update(TileSource source, const core::Rect& area)
{
    m_source = std::move(source);
    ++m_changeCount;
    if (m_batches > 0) {
        m_changes.emplace_back(m_changeCount, area);
    }
    if (m_source.isZero) {
        m_pyramid.setZero();
        return;
    }
    if (area.area() <= kAtOnce) {
        m_pyramid.refresh(m_source.read, area);
        refreshBase(area);
        return;
    }
    m_pyramid.invalidate(area);
    for (auto& [id, entry] : m_base) {
        entry.stale = entry.stale || !baseRect(id).intersected(area).isEmpty();
    }
}

void TileCache::refreshBase(const core::Rect& area)
{
    const std::ptrdiff_t stride = strideOf(m_source.format);
    for (const TileId& id : m_base.empty() ? std::vector<TileId>() : tilesIn(0, area)) {
        const auto found = m_base.find(id);
        if (found == m_base.end() || found->second.stale) {
            continue;
        }
        const core::Rect tile = baseRect(id);
        const core::Rect part = tile.intersected(area);
        auto own = std::make_shared<core::Tile>(m_source.format);
        if (found->second.tile) {
            std::memcpy(own->bytes.get(), found->second.tile->bytes.get(),
                        static_cast<std::size_t>(stride) * core::kTileSide);
        }
        m_source.read(part,
                      bytesOf(*own) + stride * (part.y - tile.y) +
                          std::ptrdiff_t{core::bytesPerPixel(m_source.format)} * (part.x - tile.x),
                      stride);
        found->second.tile = std::move(own);
    }
}

core::Rect TileCache::baseRect(const TileId& id) const
{
    const int side = core::kTileSide << id.level;
    return core::Rect{id.column * side, id.row * side, side, side}.intersected(
        core::Rect::fromSize(m_pyramid.size()));
}

std::vector<TileId> TileCache::tilesIn(int level, const core::Rect& area) const
{
    const core::Rect inside = area.intersected(core::Rect::fromSize(m_pyramid.size()));
    std::vector<TileId> out;
    if (inside.isEmpty()) {
        return out;
    }
    const int side = core::kTileSide << level;
    for (int row = inside.y / side; row <= (inside.bottom() - 1) / side; ++row) {
        for (int column = inside.x / side; column <= (inside.right() - 1) / side; ++column) {
            out.push_back({level, column, row});
        }
    }
    return out;
}

bool TileCache::isFresh(const TileId& id) const
{
    if (id.level > 0) {
        return m_pyramid.isFresh(id.level, id.column, id.row);
    }
    const auto found = m_base.find(id);
    return m_source.direct || (found != m_base.end() && !found->second.stale);
}

core::TileRef TileCache::made(const TileId& id, bool& known) const
{
    if (id.level > 0) {
        known = m_pyramid.isMade(id.level, id.column, id.row);
        return m_pyramid.tile(id.level, id.column, id.row);
    }
    if (m_source.direct) {
        known = true;
        return m_source.direct(id.row * m_pyramid.columns(0) + id.column);
    }
    const auto found = m_base.find(id);
    known = found != m_base.end();
    return known ? found->second.tile : nullptr;
}

TilePixels TileCache::pixels(const TileId& id) const
{
    TilePixels out;
    for (; out.up <= kCoarserLevels && id.level + out.up < m_pyramid.levels(); ++out.up) {
        // The caches keep the tile alive.
        const core::TileRef tile =
            made({id.level + out.up, id.column >> out.up, id.row >> out.up}, out.known);
        if (out.known) {
            out.data = tile ? reinterpret_cast<const std::uint8_t*>(tile->bytes.get()) : nullptr;
            return out;
        }
    }
    return {};
}

bool TileCache::areFresh(int level, const core::Rect& area) const
{
    const std::vector<TileId> ids = tilesIn(level, area);
    return std::all_of(ids.begin(), ids.end(), [this](const TileId& id) { return isFresh(id); });
}

std::int64_t TileCache::byteSize() const
{
    return m_pyramid.byteSize() +
           static_cast<std::int64_t>(m_base.size()) * strideOf(m_source.format) * core::kTileSide;
}

void TileCache::request(int level, const core::Rect& area)
{
    ++m_clock;
    const int side = core::kTileSide << level;
    const double midX = area.x + area.width / 2.0;
    const double midY = area.y + area.height / 2.0;
    const auto distance = [&](const TileId& id) {
        const double dx = (id.column + 0.5) * side - midX;
        const double dy = (id.row + 0.5) * side - midY;
        return dx * dx + dy * dy;
    };
    m_wanted.clear();
    for (const TileId& id : tilesIn(level, area.expanded(side))) {
        const auto found = m_base.find(id);
        if (found != m_base.end()) {
            found->second.used = m_clock;
        }
        if (!isFresh(id)) {
            m_wanted.push_back(id);
        }
    }
    const auto isSeen = [&](const TileId& id) { return !baseRect(id).intersected(area).isEmpty(); };
    std::sort(m_wanted.begin(), m_wanted.end(), [&](const TileId& a, const TileId& b) {
        return isSeen(a) != isSeen(b) ? isSeen(a) : distance(a) < distance(b);
    });
    startBatches();
}

void TileCache::startBatches()
{
    while (m_batches < kThreads) {
        Batch batch;
        for (const TileId& id : m_wanted) {
            if (!m_inWork.contains(id)) {
                batch.wanted.push_back(id);
            }
        }
        if (batch.wanted.empty()) {
            return;
        }
        // The other thread gets the rest.
        batch.wanted.resize((batch.wanted.size() + kThreads - 1) / kThreads);
        m_inWork.insert(batch.wanted.begin(), batch.wanted.end());
        batch.generation = m_generation;
        batch.changes = m_changeCount;
        batch.pyramid = m_pyramid;
        batch.source = m_source;
        ++m_batches;
        m_background.run(
            this,
            [batch = std::move(batch)](const std::stop_token& stop) mutable -> core::Result<Batch> {
                batch.work(stop);
                return std::move(batch);
            },
            [this](core::Result<Batch> done) {
                --m_batches;
                if (done) {
                    takeBatch(std::move(*done));
                }
                startBatches();
            });
    }
}

void TileCache::takeBatch(Batch&& batch)
{
    if (batch.generation != m_generation) {
        return;
    }
    for (const TileId& id : batch.wanted) {
        m_inWork.erase(id);
    }
    m_pyramid.merge(batch.pyramid);
    core::Rect ready;
    for (auto& [id, tile] : batch.made) {
        const core::Rect base = baseRect(id);
        const bool outdated =
            std::any_of(m_changes.begin(), m_changes.end(), [&, &self = batch](const auto& change) {
                return change.first > self.changes && !change.second.intersected(base).isEmpty();
            });
        if (id.level == 0) {
            const auto found = m_base.find(id);
            const bool newer = found != m_base.end() && !found->second.stale;
            if (!outdated || !newer) {
                m_base[id] = Entry{std::move(tile), outdated, m_clock};
            }
        }
        ready = ready.united(base);
        if (isFresh(id)) {
            std::erase(m_wanted, id);
        }
    }
    if (m_batches == 0) {
        m_changes.clear();
    }
    forgetOldest();
    if (!ready.isEmpty()) {
        Q_EMIT tilesReady(ready);
    }
}

void TileCache::forgetOldest()
{
    const auto most = static_cast<std::size_t>(
        kBudgetBytes / (strideOf(core::PixelFormat::Rgba8) * core::kTileSide));
    if (m_base.size() <= most) {
        return;
    }
    std::vector<std::pair<std::uint64_t, TileId>> ages;
    for (const auto& [id, entry] : m_base) {
        if (entry.used != m_clock) {
            ages.emplace_back(entry.used, id);
        }
    }
    std::sort(ages.begin(), ages.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::size_t surplus = std::min(ages.size(), m_base.size() - most * 3 / 4);
    for (std::size_t i = 0; i < surplus; ++i) {
        m_base.erase(ages[i].second);
    }
}

} // namespace ui
