#include "ui/canvas/canvas_painter.h"

#include <QBrush>
#include <QPixmap>

#include <cmath>

#include "ui/canvas/mask_overlay.h"
#include "ui/theme/theme_colors.h"

namespace ui {

namespace {

constexpr double kNearestFrom = 2.0; // zoom
constexpr int kCheckerSide = 8;      // logical pixels
constexpr int kCoarserLevels = 8;    // how far up a stand-in is looked for

QPixmap checkerPixmap()
{
    const ThemeColors c = ThemeColors::dark();
    QPixmap pixmap(2 * kCheckerSide, 2 * kCheckerSide);
    pixmap.fill(c.checkerLight);
    QPainter painter(&pixmap);
    painter.fillRect(0, 0, kCheckerSide, kCheckerSide, c.checkerDark);
    painter.fillRect(kCheckerSide, kCheckerSide, kCheckerSide, kCheckerSide, c.checkerDark);
    return pixmap;
}

} // namespace

QRectF CanvasPainter::target(const core::Rect& area) const
{
    const double ratio = m_viewport.devicePixelRatio();
    const QRectF exact = m_viewport.toView(area);
    const auto snapped = [ratio](double v) { return std::round(v * ratio) / ratio; };
    return {QPointF(snapped(exact.left()), snapped(exact.top())),
            QPointF(snapped(exact.right()), snapped(exact.bottom()))};
}

void CanvasPainter::setFilter(int level)
{
    const double screenPerTilePixel = m_viewport.zoom() * (1 << level);
    const bool exact = std::abs(screenPerTilePixel - 1.0) < 1e-6;
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform,
                            m_viewport.zoom() < kNearestFrom && !exact);
}

void CanvasPainter::picture(const TileCache& tiles, int level, const core::Rect& area)
{
    setFilter(level);
    for (const TileId& id : tiles.tilesIn(level, area)) {
        const QImage image = tiles.image(id);
        if (image.isNull()) {
            if (!drawCoarser(tiles, id)) {
                m_painter.fillRect(target(tiles.baseRect(id)), ThemeColors::dark().window);
            }
            continue;
        }
        const QRectF where = target(tiles.baseRect(id));
        if (image.hasAlphaChannel()) {
            checkerboard(where);
        }
        m_painter.drawImage(where, image);
    }
}

bool CanvasPainter::drawCoarser(const TileCache& tiles, const TileId& id)
{
    for (int up = 1; up <= kCoarserLevels; ++up) {
        const TileId coarser{id.level + up, id.column >> up, id.row >> up};
        const QImage image = tiles.image(coarser);
        if (image.isNull()) {
            continue;
        }
        const core::Rect base = tiles.baseRect(id);
        const core::Rect whole = tiles.baseRect(coarser);
        const double scale = std::ldexp(1.0, -coarser.level);
        const QRectF part((base.x - whole.x) * scale, (base.y - whole.y) * scale,
                          base.width * scale, base.height * scale);
        if (image.hasAlphaChannel()) {
            checkerboard(target(base));
        }
        m_painter.drawImage(target(base), image, part);
        return true;
    }
    return false;
}

void CanvasPainter::checkerboard(const QRectF& area)
{
    static const QPixmap pixmap = checkerPixmap();
    m_painter.fillRect(area, QBrush(pixmap));
}

void CanvasPainter::mask(MaskOverlay& overlay, const core::Mask& mask,
                         const std::vector<TileId>& tiles)
{
    for (const TileId& id : tiles) {
        const QImage image = overlay.image(mask, id);
        if (image.isNull()) {
            continue;
        }
        const int side = core::kTileSide << id.level;
        const core::Rect base = core::Rect{id.column * side, id.row * side, side, side}.intersected(
            core::Rect::fromSize(mask.size()));
        setFilter(id.level);
        m_painter.drawImage(target(base), image);
    }
}

void CanvasPainter::image(const QImage& image, const core::Rect& area)
{
    if (image.isNull() || area.isEmpty()) {
        return;
    }
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform);
    m_painter.drawImage(target(area), image);
}

} // namespace ui
