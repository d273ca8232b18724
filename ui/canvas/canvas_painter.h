#pragma once

/// Puts tiles on the screen: edges on whole physical pixels so that no seam shows, nearest from
/// 200 % on, smooth below. Lives for one paint event. GUI thread only.

#include <QImage>
#include <QPainter>

#include <vector>

#include "core/image/mask.h"
#include "ui/canvas/tile_cache.h"
#include "ui/canvas/viewport.h"

namespace ui {

class MaskOverlay;

class CanvasPainter {
public:
    CanvasPainter(QPainter& painter, const Viewport& viewport)
        : m_painter(painter), m_viewport(viewport)
    {
    }

    /// The tiles of `level` that touch `area`; where one is missing, what coarser ones show.
    void picture(const TileCache& tiles, int level, const core::Rect& area);
    void mask(MaskOverlay& overlay, const core::Mask& mask, const std::vector<TileId>& tiles);
    /// Stretched smoothly over `area`.
    void image(const QImage& image, const core::Rect& area);

private:
    [[nodiscard]] QRectF target(const core::Rect& area) const;
    /// Filtering for pixels that cover 2^level picture pixels.
    void setFilter(int level);
    void checkerboard(const QRectF& area);
    bool drawCoarser(const TileCache& tiles, const TileId& id);

    QPainter& m_painter;
    const Viewport& m_viewport;
};

} // namespace ui
