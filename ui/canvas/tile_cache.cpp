#include "ui/canvas/tile_cache.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

#include "core/document/compositor.h"

namespace ui {

namespace {

constexpr qint64 kBatchMilliseconds = 25;        // then show what is there and go on
constexpr std::int64_t kBudgetBytes = 192 << 20; // of QImages; a 4K view needs some 60 MB

bool isOpaque(const QImage& argb)
{
    for (int y = 0; y < argb.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(argb.constScanLine(y));
        if (std::any_of(row, row + argb.width(), [](QRgb p) { return qAlpha(p) != 255; })) {
            return false;
        }
    }
    return true;
}

/// In the formats the raster painter draws fastest; without an alpha channel where nothing is
/// transparent, so that no checkerboard is drawn below.
QImage toImage(const std::byte* rgba, std::ptrdiff_t stride, core::Size size)
{
    const QImage wrapped(reinterpret_cast<const uchar*>(rgba), size.width, size.height,
                         static_cast<qsizetype>(stride), QImage::Format_RGBA8888_Premultiplied);
    QImage image = wrapped.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (isOpaque(image)) {
        image.reinterpretAsFormat(QImage::Format_RGB32);
    }
    return image;
}

core::Rect levelRect(const core::Pyramid& pyramid, const TileId& id)
{
    return core::Rect{id.column * core::kTileSide, id.row * core::kTileSide, core::kTileSide,
                      core::kTileSide}
        .intersected(core::Rect::fromSize(pyramid.levelSize(id.level)));
}

} // namespace

struct TileCache::Batch {
    std::uint64_t generation = 0;
    core::Pyramid pyramid;
    core::RegionReader reader;
    std::vector<TileId> wanted;
    std::vector<std::pair<TileId, QImage>> made;

    void work(const std::stop_token& stop)
    {
        QElapsedTimer timer;
        timer.start();
        for (const TileId& id : wanted) {
            if (stop.stop_requested() || (!made.empty() && timer.elapsed() > kBatchMilliseconds)) {
                return;
            }
            made.emplace_back(id, makeTile(id));
        }
    }

    QImage makeTile(const TileId& id)
    {
        const core::Rect rect = levelRect(pyramid, id);
        if (id.level == 0) {
            std::vector<std::byte> pixels(static_cast<std::size_t>(rect.area()) * 4);
            reader(rect, reinterpret_cast<std::uint8_t*>(pixels.data()), rect.width * 4);
            return toImage(pixels.data(), rect.width * 4, rect.size());
        }
        const core::TileRef tile = pyramid.ensure(reader, id.level, id.column, id.row);
        if (!tile) {
            QImage empty(rect.width, rect.height, QImage::Format_ARGB32_Premultiplied);
            empty.fill(Qt::transparent);
            return empty;
        }
        return toImage(tile->bytes.get(), core::kTileSide * 4, rect.size());
    }
};

TileCache::TileCache(QObject* parent) : QObject(parent), m_background(1) {}

void TileCache::reset(const core::DocumentSnapshot& snapshot)
{
    clear();
    m_snapshot = snapshot;
    m_pyramid = core::Pyramid(snapshot.size);
}

void TileCache::clear()
{
    ++m_generation;
    m_snapshot = {};
    m_pyramid = {};
    m_entries.clear();
    m_wanted.clear();
    m_changedDuringBatch.clear();
}

void TileCache::update(const core::DocumentSnapshot& snapshot, const core::Rect& area)
{
    m_snapshot = snapshot;
    m_pyramid.invalidate(area);
    for (auto& [id, entry] : m_entries) {
        entry.stale = entry.stale || !baseRect(id).intersected(area).isEmpty();
    }
    if (m_working) {
        m_changedDuringBatch.push_back(area);
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
    const double midX = inside.x + inside.width / 2.0;
    const double midY = inside.y + inside.height / 2.0;
    const auto distance = [&](const TileId& id) {
        const double dx = (id.column + 0.5) * side - midX;
        const double dy = (id.row + 0.5) * side - midY;
        return dx * dx + dy * dy;
    };
    std::sort(out.begin(), out.end(),
              [&](const TileId& a, const TileId& b) { return distance(a) < distance(b); });
    return out;
}

QImage TileCache::image(const TileId& id) const
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? QImage() : found->second.image;
}

bool TileCache::areFresh(const std::vector<TileId>& ids) const
{
    return std::all_of(ids.begin(), ids.end(), [this](const TileId& id) {
        const auto found = m_entries.find(id);
        return found != m_entries.end() && !found->second.stale;
    });
}

void TileCache::request(const std::vector<TileId>& wanted)
{
    m_wanted.clear();
    ++m_clock;
    for (const TileId& id : wanted) {
        const auto found = m_entries.find(id);
        if (found != m_entries.end()) {
            found->second.used = m_clock;
        }
        if (found == m_entries.end() || found->second.stale) {
            m_wanted.push_back(id);
        }
    }
    startBatch();
}

void TileCache::startBatch()
{
    if (m_working || m_wanted.empty()) {
        return;
    }
    m_working = true;
    m_changedDuringBatch.clear();
    Batch batch;
    batch.generation = m_generation;
    batch.pyramid = m_pyramid;
    batch.reader = core::compositeReader(m_snapshot);
    batch.wanted = m_wanted;
    m_background.run(
        this,
        [batch = std::move(batch)](const std::stop_token& stop) mutable -> core::Result<Batch> {
            batch.work(stop);
            return std::move(batch);
        },
        [this](core::Result<Batch> batch) {
            m_working = false;
            if (batch) {
                takeBatch(std::move(*batch));
            }
            startBatch();
        });
}

void TileCache::takeBatch(Batch&& batch)
{
    if (batch.generation != m_generation) {
        return;
    }
    m_pyramid.merge(batch.pyramid);
    core::Rect ready;
    for (auto& [id, image] : batch.made) {
        const core::Rect base = baseRect(id);
        const bool stale = std::any_of(
            m_changedDuringBatch.begin(), m_changedDuringBatch.end(),
            [&](const core::Rect& changed) { return !changed.intersected(base).isEmpty(); });
        m_entries[id] = Entry{std::move(image), stale, m_clock};
        ready = ready.united(base);
        if (!stale) {
            std::erase(m_wanted, id);
        }
    }
    forgetOldest();
    if (!ready.isEmpty()) {
        Q_EMIT tilesReady(ready);
    }
}

void TileCache::forgetOldest()
{
    constexpr std::size_t kMost =
        kBudgetBytes / (static_cast<std::int64_t>(core::kTileSide) * core::kTileSide * 4);
    if (m_entries.size() <= kMost) {
        return;
    }
    std::vector<std::pair<std::uint64_t, TileId>> ages;
    for (const auto& [id, entry] : m_entries) {
        if (entry.used != m_clock) {
            ages.emplace_back(entry.used, id);
        }
    }
    std::sort(ages.begin(), ages.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::size_t surplus = std::min(ages.size(), m_entries.size() - kMost * 3 / 4);
    for (std::size_t i = 0; i < surplus; ++i) {
        m_entries.erase(ages[i].second);
    }
}

} // namespace ui
