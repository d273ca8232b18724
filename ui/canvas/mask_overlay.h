#pragma once

/// The selection as a translucent colour over the picture. Tiles are brought up to date when they
/// are drawn, and only where the selection changed, so that a brush stroke costs what it touches.
/// GUI thread only.

#include <QColor>
#include <QImage>

#include <array>
#include <cstdint>
#include <unordered_map>

#include "core/image/mask.h"
#include "ui/canvas/tile_cache.h"

namespace ui {

class MaskOverlay {
public:
    MaskOverlay();

    /// The alpha of `color` is how strongly full coverage shows.
    void setColor(const QColor& color);
    [[nodiscard]] QColor color() const { return m_color; }

    void reset();
    void invalidate(const core::Rect& area);

    /// Premultiplied pixels of one tile of the pyramid over `mask`; null where nothing is selected.
    [[nodiscard]] QImage image(const core::Mask& mask, const TileId& id);

private:
    struct Entry {
        QImage image;
        core::Rect dirty; ///< in canvas pixels; empty = up to date
    };
    void refresh(const core::Mask& mask, const TileId& id, Entry& entry);

    QColor m_color;
    std::array<std::uint32_t, 256> m_tint{}; ///< coverage -> premultiplied ARGB
    std::unordered_map<TileId, Entry, TileIdHash> m_entries;
};

} // namespace ui
