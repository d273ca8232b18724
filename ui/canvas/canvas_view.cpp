#include "ui/canvas/canvas_view.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

#include "ui/canvas/canvas_painter.h"
#include "ui/document_session.h"
#include "ui/theme/theme_colors.h"

namespace ui {

namespace {

constexpr int kCursorMargin = 4;

const ToolEntry& toolEntry(const QString& id)
{
    const auto all = tools();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ToolEntry& entry) {
        return id == QLatin1String(entry.id);
    });
    return found == all.end() ? all.front() : *found;
}

} // namespace

CanvasView::CanvasView(BrushSettings& brush, QWidget* parent) : QWidget(parent), m_brush(brush)
{
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Picture"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 120);
    const auto find = [](const char* id) { return toolEntry(QLatin1String(id)).create; };
    m_panTool = find("pan")(*this);
    setTool(QLatin1String(tools().front().id));
    connect(&m_tiles, &TileCache::tilesReady, this, [this](const core::Rect& area) {
        updateArea(area);
        dropEndedPreview();
    });
    connect(&m_original, &TileCache::tilesReady, this, &CanvasView::updateArea);
    connect(&m_brush, &BrushSettings::changed, this, [this] { overlayChanged(); });
}

CanvasView::~CanvasView() = default;

void CanvasView::setSession(DocumentSession* session)
{
    cancelStroke();
    m_tool->cancel();
    if (m_session != nullptr) {
        disconnect(m_session, nullptr, this, nullptr);
    }
    m_session = session;
    m_overlay.reset();
    m_original.clear();
    m_tiles.clear();
    m_preview = {};
    m_previewEnds = false;
    if (session != nullptr) {
        const core::DocumentSnapshot snapshot = session->document().snapshot();
        m_tiles.reset(snapshot);
        m_viewport.setImageSize(snapshot.size);
        m_viewport.fit();
        connect(session, &DocumentSession::pixelsChanged, this, [this](const core::Rect& area) {
            m_tiles.update(m_session->document().snapshot(), area);
            updateArea(area);
        });
        connect(session, &DocumentSession::maskChanged, this, [this](const core::Rect& area) {
            m_overlay.invalidate(area);
            updateArea(area);
        });
        connect(session, &DocumentSession::structureChanged, this, [this] {
            if (m_session->document().size() != m_viewport.imageSize()) {
                m_overlay.reset();
                m_tiles.reset(m_session->document().snapshot());
                m_viewport.setImageSize(m_session->document().size());
                viewportChanged();
            }
        });
    } else {
        m_viewport.setImageSize({});
    }
    updateCursor();
    viewportChanged();
}

void CanvasView::setTool(const QString& id)
{
    cancelStroke();
    const ToolEntry& entry = toolEntry(id);
    m_toolId = QLatin1String(entry.id);
    m_tool = entry.create(*this);
    updateCursor();
    update();
}

void CanvasView::setPreview(CanvasPreview preview)
{
    m_previewEnds = false;
    updateArea(m_preview.area);
    m_preview = std::move(preview);
    updateArea(m_preview.area);
}

void CanvasView::endPreview()
{
    m_previewEnds = true;
    dropEndedPreview();
}

void CanvasView::dropEndedPreview()
{
    // Until the document's own tiles show the result: otherwise the old picture would flash up.
    if (m_previewEnds && isSettled()) {
        m_previewEnds = false;
        updateArea(m_preview.area);
        m_preview = {};
    }
}

void CanvasView::setMaskColor(const QColor& color)
{
    m_overlay.setColor(color);
    update();
}

void CanvasView::setMaskVisible(bool visible)
{
    m_maskVisible = visible;
    update();
}

void CanvasView::setShowOriginal(bool on)
{
    if (on == m_showOriginal || m_session == nullptr) {
        return;
    }
    m_showOriginal = on;
    if (on) {
        m_original.reset(originalSnapshot());
    } else {
        m_original.clear();
    }
    update();
}

core::DocumentSnapshot CanvasView::originalSnapshot() const
{
    core::DocumentSnapshot snapshot = m_session->document().snapshot();
    std::erase_if(snapshot.layers,
                  [](const core::LayerRef& layer) { return !layer->recipe.empty(); });
    return snapshot;
}

bool CanvasView::cancelStroke()
{
    if (m_stroke == nullptr) {
        return false;
    }
    std::exchange(m_stroke, nullptr)->cancel();
    updateCursor();
    update();
    return true;
}

void CanvasView::fit()
{
    m_viewport.fit();
    viewportChanged();
}

void CanvasView::setZoom(double zoom)
{
    m_viewport.setZoom(zoom, m_viewport.viewCentre());
    viewportChanged();
}

void CanvasView::zoomStep(int direction)
{
    m_viewport.zoomStep(direction, m_viewport.viewCentre());
    viewportChanged();
}

bool CanvasView::isSettled() const
{
    const TileCache& tiles = m_showOriginal ? m_original : m_tiles;
    const int level = tiles.levelForScale(m_viewport.zoom());
    return tiles.areFresh(tiles.tilesIn(level, m_viewport.visiblePixels(rect())));
}

void CanvasView::viewportChanged()
{
    update();
    Q_EMIT viewChanged();
}

void CanvasView::overlayChanged()
{
    if (!m_tool->usesBrush()) {
        update();
        return;
    }
    // Only where the brush's outline was and is now.
    const double radius =
        m_brush.diameter() / 2 * m_viewport.zoom() / m_viewport.devicePixelRatio() + kCursorMargin;
    const QRectF now(m_pointer.x() - radius, m_pointer.y() - radius, 2 * radius, 2 * radius);
    update(m_cursorArea.united(now).toAlignedRect());
    m_cursorArea = now;
}

void CanvasView::updateArea(const core::Rect& area)
{
    if (!area.isEmpty()) {
        update(m_viewport.toView(area).toAlignedRect().adjusted(-2, -2, 2, 2));
    }
}

void CanvasView::updateCursor()
{
    if (m_session == nullptr) {
        setCursor(Qt::ArrowCursor);
    } else if (m_stroke != nullptr) {
        setCursor(m_stroke->cursor());
    } else {
        setCursor(m_spaceHeld ? m_panTool->cursor() : m_tool->cursor());
    }
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), ThemeColors::dark().surround);
    if (m_session == nullptr) {
        return;
    }
    CanvasPainter draw(painter, m_viewport);
    const core::Rect visible = m_viewport.visiblePixels(rect());
    const core::Rect damaged = m_viewport.visiblePixels(event->rect());
    TileCache& tiles = m_showOriginal ? m_original : m_tiles;
    const int level = tiles.levelForScale(m_viewport.zoom());
    draw.picture(tiles, level, damaged);
    if (!m_showOriginal) {
        draw.image(m_preview.image, m_preview.area);
        if (m_maskVisible && m_preview.image.isNull()) {
            draw.mask(m_overlay, m_session->document().mask(), tiles.tilesIn(level, damaged));
        }
        if (m_stroke != m_panTool.get() && !m_spaceHeld && (underMouse() || m_tabletActive)) {
            m_tool->paint(painter);
        }
    }
    tiles.request(tiles.tilesIn(level, visible));
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_viewport.setDevicePixelRatio(devicePixelRatioF());
    m_viewport.setViewSize(size());
    Q_EMIT viewChanged();
}

} // namespace ui
