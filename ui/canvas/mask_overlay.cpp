#include "ui/canvas/mask_overlay.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ui {

namespace {

constexpr std::size_t kMostTiles = 512;

core::Rect tileRect(const core::Mask& mask, const TileId& id)
{
    const int side = core::kTileSide << id.level;
    return core::Rect{id.column * side, id.row * side, side, side}.intersected(
        core::Rect::fromSize(mask.size()));
}

bool anyCoverage(const core::Mask& mask, const core::Rect& area)
{
    const core::TiledImage& image = mask.coverage();
    const auto indices = core::tilesTouching(area, image.columns());
    return std::any_of(indices.begin(), indices.end(),
                       [&](int index) { return image.tile(index) != nullptr; });
}

} // namespace

MaskOverlay::MaskOverlay()
{
    setColor(QColor(255, 64, 84, 128));
}

void MaskOverlay::setColor(const QColor& color)
{
    m_color = color;
    for (int coverage = 0; coverage < 256; ++coverage) {
        const double alpha = color.alphaF() * coverage / 255.0;
        const auto part = [&](int value) {
            return static_cast<std::uint32_t>(std::lround(value * alpha));
        };
        m_tint[static_cast<std::size_t>(coverage)] =
            (static_cast<std::uint32_t>(std::lround(255 * alpha)) << 24) |
            (part(color.red()) << 16) | (part(color.green()) << 8) | part(color.blue());
    }
    reset();
}

void MaskOverlay::reset()
{
    m_entries.clear();
}

void MaskOverlay::invalidate(const core::Rect& area)
{
    for (auto& [id, entry] : m_entries) {
        const int side = core::kTileSide << id.level;
        const core::Rect inside = area.intersected({id.column * side, id.row * side, side, side});
        entry.dirty = entry.dirty.united(inside);
    }
}

QImage MaskOverlay::image(const core::Mask& mask, const TileId& id)
{
    const core::Rect rect = tileRect(mask, id);
    if (rect.isEmpty() || !anyCoverage(mask, rect)) {
        m_entries.erase(id);
        return {};
    }
    if (m_entries.size() > kMostTiles) {
        m_entries.clear();
    }
    auto found = m_entries.find(id);
    if (found == m_entries.end()) {
        const int scale = 1 << id.level;
        Entry entry;
        entry.image = QImage((rect.width + scale - 1) / scale, (rect.height + scale - 1) / scale,
                             QImage::Format_ARGB32_Premultiplied);
        entry.dirty = rect;
        found = m_entries.emplace(id, std::move(entry)).first;
    }
    if (!found->second.dirty.isEmpty()) {
        refresh(mask, id, found->second);
    }
    return found->second.image;
}

void MaskOverlay::refresh(const core::Mask& mask, const TileId& id, Entry& entry)
{
    const core::Rect tile = tileRect(mask, id);
    const int scale = 1 << id.level;
    const core::Rect dirty = entry.dirty.intersected(tile).translated(-tile.x, -tile.y);
    entry.dirty = {};
    if (dirty.isEmpty()) {
        return;
    }
    const int firstX = dirty.x / scale;
    const int lastX = std::min(entry.image.width(), (dirty.right() + scale - 1) / scale);
    const int firstY = dirty.y / scale;
    const int lastY = std::min(entry.image.height(), (dirty.bottom() + scale - 1) / scale);
    // At most four samples a side: enough for a translucent colour, and cheap far zoomed out.
    const int taps = std::min(scale, 4);
    const int step = scale / taps;
    std::vector<std::uint8_t> row(static_cast<std::size_t>(lastX - firstX) *
                                  static_cast<std::size_t>(scale));
    std::vector<int> sums(static_cast<std::size_t>(lastX - firstX));
    for (int y = firstY; y < lastY; ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int tap = 0; tap < taps; ++tap) {
            const int sourceY = std::min(tile.y + y * scale + tap * step, tile.bottom() - 1);
            mask.coverage().readRow(tile.x + firstX * scale, sourceY, static_cast<int>(row.size()),
                                    row.data());
            for (std::size_t x = 0; x < sums.size(); ++x) {
                const std::size_t at = x * static_cast<std::size_t>(scale);
                for (int sub = 0; sub < taps; ++sub) {
                    sums[x] += row[at + static_cast<std::size_t>(sub * step)];
                }
            }
        }
        auto* out = reinterpret_cast<std::uint32_t*>(entry.image.scanLine(y)) + firstX;
        for (std::size_t x = 0; x < sums.size(); ++x) {
            out[x] = m_tint[static_cast<std::size_t>(sums[x] / (taps * taps))];
        }
    }
}

} // namespace ui
