/// What the canvas draws: the kept frame, and over it what is never kept.

#include <QPaintEvent>
#include <QPainter>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"
#include "ui/theme/theme_colors.h"

namespace ui {

namespace {

constexpr double kGridFrom = 8.0; // zoom from which on pixels have lines between them
constexpr int kMarchMilliseconds = 120;
constexpr int kCheckerSide = 8; // logical pixels

QSize physicalSize(const QWidget& widget)
{
    const double ratio = widget.devicePixelRatioF();
    return {static_cast<int>(std::ceil(widget.width() * ratio)),
            static_cast<int>(std::ceil(widget.height() * ratio))};
}

} // namespace

bool CanvasView::showsMask() const
{
    return !m_showOriginal && m_previews.empty() && (m_maskVisible || m_edgeVisible);
}

void CanvasView::refreshFrame()
{
    const ThemeColors colors = ThemeColors::current();
    const double ratio = devicePixelRatioF();
    FrameScene scene;
    scene.toView = m_viewport.physicalTransform();
    scene.zoom = m_viewport.zoom();
    scene.picture = &shownTiles();
    scene.mask = showsMask() ? &m_maskTiles : nullptr;
    scene.tint = m_maskVisible ? m_maskColor : QColor(0, 0, 0, 0);
    scene.surround = colors.surround;
    scene.pending = colors.window;
    scene.checker = {colors.checkerLight.rgb(), colors.checkerDark.rgb(),
                     static_cast<int>(std::lround(kCheckerSide * ratio))};
    m_frame.resize(physicalSize(*this), ratio);
    m_frame.refresh(scene);

    const core::Rect visible = m_viewport.visiblePixels(rect());
    const int level = scene.picture->levelForScale(scene.zoom);
    scene.picture->request(level, visible);
    if (scene.mask != nullptr) {
        scene.mask->request(level, visible);
    }
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    if (m_session == nullptr) {
        painter.fillRect(event->rect(), ThemeColors::current().surround);
        return;
    }
    refreshFrame();
    painter.drawImage(QPointF(0, 0), m_frame.image());
    if (!m_showOriginal) {
        paintPreview(painter);
    }
    paintGrid(painter);
    if (!m_showOriginal) {
        paintAnts(painter);
        const bool begun = m_stroke == m_tool.get() || m_tool->isPending();
        const bool follows = !m_spaceHeld && (underMouse() || m_tabletActive);
        if (m_tool->paintsAlways() || (m_stroke != m_panTool.get() && (begun || follows))) {
            m_tool->paint(painter);
        }
    }
}

void CanvasView::paintPreview(QPainter& painter)
{
    if (m_previews.empty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(m_viewport.transform(), true);
    for (const CanvasPreview& preview : m_previews) {
        const core::Rect& area = preview.area;
        painter.drawImage(QRectF(area.x, area.y, area.width, area.height), preview.image);
    }
    painter.restore();
}

QImage CanvasView::overview(int side)
{
    const core::Size size = m_viewport.imageSize();
    if (m_session == nullptr || size.isEmpty()) {
        return {};
    }
    const core::Rect whole = core::Rect::fromSize(size);
    const int level =
        m_tiles.levelForScale(static_cast<double>(side) / std::max(size.width, size.height));
    if (!m_tiles.areFresh(level, whole)) {
        m_tiles.request(level, whole);
        return {};
    }
    const core::Size small = m_tiles.levelSize(level);
    QImage out(small.width, small.height, QImage::Format_ARGB32_Premultiplied);
    out.fill(Qt::transparent);
    constexpr int kSide = core::kTileSide;
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; x += kSide) {
            const TilePixels tile = m_tiles.pixels({level, x / kSide, y / kSide});
            if (tile.known && tile.up == 0 && tile.data != nullptr) {
                const auto count = static_cast<std::size_t>(std::min(kSide, small.width - x));
                std::memcpy(out.scanLine(y) + std::ptrdiff_t{4} * x,
                            tile.data + std::ptrdiff_t{4} * kSide * (y % kSide), 4 * count);
            }
        }
    }
    return out;
}

void CanvasView::paintGrid(QPainter& painter)
{
    if (!m_gridVisible || m_viewport.zoom() < kGridFrom) {
        return;
    }
    const core::Rect seen = m_viewport.visiblePixels(rect());
    std::vector<QLineF> lines;
    const auto add = [&](QPointF from, QPointF to) {
        lines.emplace_back(m_viewport.toView(from), m_viewport.toView(to));
    };
    for (int x = seen.x; x <= seen.right(); ++x) {
        add(QPointF(x, seen.y), QPointF(x, seen.bottom()));
    }
    for (int y = seen.y; y <= seen.bottom(); ++y) {
        add(QPointF(seen.x, y), QPointF(seen.right(), y));
    }
    painter.setPen(QPen(ThemeColors::current().pixelGrid, 0));
    painter.drawLines(lines.data(), static_cast<int>(lines.size()));
}

void CanvasView::followAnts()
{
    if (m_edgeVisible && showsMask()) {
        m_ants.follow(m_frame.coverage(), m_frame.coverageRevision());
    } else {
        m_ants.clear();
    }
}

void CanvasView::paintAnts(QPainter& painter)
{
    // While a stroke paints the selection its edge may lag by one step of the march.
    if (m_stroke == nullptr || m_stroke == m_panTool.get() || m_ants.isEmpty()) {
        followAnts();
    }
    if (m_ants.isEmpty()) {
        m_march.stop();
        return;
    }
    if (!m_march.isActive()) {
        m_march.start(kMarchMilliseconds, this);
    }
    const double ratio = m_frame.image().devicePixelRatio();
    const QRectF from(m_ants.bounds());
    painter.drawImage(QRectF(from.topLeft() / ratio, from.size() / ratio), m_ants.image(), from);
}

void CanvasView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_march.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    const auto refresh = [this] {
        const double ratio = m_frame.image().devicePixelRatio();
        const QRectF where(m_ants.bounds());
        update(QRectF(where.topLeft() / ratio, where.size() / ratio).toAlignedRect());
    };
    if (m_session == nullptr || m_ants.isEmpty() || !isVisible()) {
        m_march.stop();
        return;
    }
    refresh();
    followAnts();
    m_ants.advance();
    refresh();
}

} // namespace ui
