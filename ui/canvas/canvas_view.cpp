#include "ui/canvas/canvas_view.h"

#include <QPainter>

#include <algorithm>
#include <utility>

#include "ui/document_session.h"

namespace ui {

namespace {

constexpr int kCursorMargin = 4;
constexpr QColor kMaskColor(255, 64, 84, 128);

const ToolEntry& toolEntry(const QString& id)
{
    const auto all = tools();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ToolEntry& entry) {
        return id == QLatin1String(entry.id);
    });
    return found == all.end() ? all.front() : *found;
}

} // namespace

CanvasView::CanvasView(BrushSettings& brush, QWidget* parent)
    : QWidget(parent), m_brush(brush), m_maskColor(kMaskColor)
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
    connect(&m_documentJobs, &DocumentJobs::failed, this, &CanvasView::complained);
    connect(&m_jobs, &SelectionJobs::failed, this, &CanvasView::complained);
    connect(&m_tiles, &TileCache::tilesReady, this, [this](const core::Rect& area) {
        updateArea(area);
        dropEndedPreview();
        Q_EMIT pictureChanged();
    });
    connect(&m_original, &TileCache::tilesReady, this, &CanvasView::updateArea);
    connect(&m_maskTiles, &TileCache::tilesReady, this, &CanvasView::updateArea);
    connect(&m_brush, &BrushSettings::changed, this, [this] { overlayChanged(); });
}

CanvasView::~CanvasView() = default;

void CanvasView::setSession(DocumentSession* session)
{
    cancelStroke();
    m_tool->cancel();
    m_jobs.cancel();
    m_documentJobs.cancel();
    if (m_session != nullptr) {
        disconnect(m_session, nullptr, this, nullptr);
    }
    m_session = session;
    m_instead.reset();
    m_original.clear();
    m_tiles.clear();
    m_maskTiles.clear();
    m_previews.clear();
    m_previewEnds = false;
    if (session != nullptr) {
        const core::DocumentSnapshot snapshot = session->document().snapshot();
        followProfile();
        m_tiles.reset(shownSource());
        m_maskTiles.reset(maskSource(snapshot.mask));
        m_viewport.setImageSize(snapshot.size);
        m_viewport.fit();
        connectSession();
        m_tool->documentChanged();
    } else {
        m_viewport.setImageSize({});
    }
    m_frame.invalidate();
    updateCursor();
    viewportChanged();
    Q_EMIT pictureChanged();
}

void CanvasView::setDisplayProfile(std::vector<std::uint8_t> profile)
{
    if (profile != m_displayProfile) {
        m_displayProfile = std::move(profile);
        m_documentProfile.assign(1, 0); // of nothing: looked at anew
        if (m_session != nullptr && followProfile()) {
            refreshAll();
        }
    }
}

bool CanvasView::followProfile()
{
    const std::vector<std::uint8_t>& profile = m_session->document().info().iccProfile;
    if (profile == m_documentProfile) {
        return false;
    }
    m_documentProfile = profile;
    const auto before = m_toScreen;
    auto transform = core::colorTransform(profile, m_displayProfile);
    m_toScreen = transform ? *transform : nullptr;
    return m_toScreen != before;
}

void CanvasView::connectSession()
{
    connect(m_session, &DocumentSession::pixelsChanged, this, [this](const core::Rect& area) {
        if (m_instead) {
            m_changedBehind = m_changedBehind.united(area);
            return;
        }
        m_tiles.update(shownSource(), area);
        updateArea(area);
        Q_EMIT pictureChanged();
    });
    m_maskAlone = m_session->showsMaskAlone();
    connect(m_session, &DocumentSession::paintTargetChanged, this, [this] {
        if (std::exchange(m_maskAlone, m_session->showsMaskAlone()) != m_maskAlone) {
            refreshAll();
        }
    });
    connect(m_session, &DocumentSession::maskChanged, this, [this](const core::Rect& area) {
        m_maskTiles.update(maskSource(m_session->document().mask()), area);
        updateArea(area);
    });
    connect(m_session, &DocumentSession::structureChanged, this, [this] {
        if (followProfile() && m_session->document().size() == m_viewport.imageSize()) {
            refreshAll();
        }
        if (m_session->document().size() != m_viewport.imageSize()) {
            m_instead.reset();
            m_tiles.reset(shownSource());
            m_maskTiles.reset(maskSource(m_session->document().mask()));
            m_viewport.setImageSize(m_session->document().size());
            m_frame.invalidate();
            viewportChanged();
        }
        m_tool->documentChanged();
    });
}

TileSource CanvasView::shownSource() const
{
    const core::Document& document = m_session->document();
    if (!m_instead && m_session->showsMaskAlone()) {
        return layerMaskSource(*document.layer(document.activeLayer()), document.size());
    }
    return pictureSource(m_instead ? *m_instead : document.snapshot(), m_toScreen);
}

void CanvasView::refreshAll()
{
    m_tiles.update(shownSource(), m_session->document().rect());
    updateArea(m_session->document().rect());
}

void CanvasView::showInstead(std::optional<core::DocumentSnapshot> snapshot, const core::Rect& area)
{
    if (m_session == nullptr || (!snapshot && !m_instead)) {
        return;
    }
    m_instead = std::move(snapshot);
    const core::Rect changed =
        area.united(std::exchange(m_changedBehind, {})).intersected(m_session->document().rect());
    m_tiles.update(shownSource(), changed);
    updateArea(changed);
}

void CanvasView::setTool(const QString& id)
{
    if (m_tool != nullptr) {
        if (m_stroke != nullptr) {
            cancelStroke();
        }
        m_tool->leave();
    }
    const ToolEntry& entry = toolEntry(id);
    m_toolId = QLatin1String(entry.id);
    m_tool = entry.create(*this);
    updateCursor();
    update();
}

void CanvasView::setPreviews(std::vector<CanvasPreview> previews)
{
    m_previewEnds = false;
    m_previews = std::move(previews);
    update(); // the selection's colour goes
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
        m_previews.clear();
        update();
    }
}

void CanvasView::setMaskColor(const QColor& color)
{
    m_maskColor = color;
    update();
}

void CanvasView::setMaskVisible(bool visible)
{
    m_maskVisible = visible;
    update();
}

void CanvasView::setEdgeVisible(bool visible)
{
    m_edgeVisible = visible;
    update();
}

void CanvasView::setGridVisible(bool visible)
{
    m_gridVisible = visible;
    update();
}

void CanvasView::setShowOriginal(bool on)
{
    if (on == m_showOriginal || m_session == nullptr) {
        return;
    }
    m_showOriginal = on;
    if (on) {
        core::Rect generated;
        for (const core::LayerRef& layer : m_session->document().layers()) {
            generated = generated.united(layer->recipe.empty() ? core::Rect{} : layer->bounds());
        }
        m_original.resetFrom(m_tiles, pictureSource(originalSnapshot(), m_toScreen), generated);
    } else {
        m_original.clear();
    }
    m_frame.invalidate();
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
    if (m_stroke == nullptr && !m_tool->isPending()) {
        const bool working = m_jobs.isRunning() || m_documentJobs.isRunning();
        m_jobs.cancel();
        m_documentJobs.cancel();
        return working;
    }
    Tool* begun = m_stroke != nullptr ? m_stroke : m_tool.get();
    m_stroke = nullptr;
    begun->cancel();
    updateCursor();
    update();
    return true;
}

bool CanvasView::applyTool()
{
    const bool pending = m_session != nullptr && m_tool->isPending();
    if (pending) {
        m_tool->apply();
    }
    return pending;
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

void CanvasView::centreOn(QPointF pixel)
{
    m_viewport.panBy(m_viewport.viewCentre() - m_viewport.toView(pixel));
    viewportChanged();
}

void CanvasView::setRotation(double degrees)
{
    m_viewport.setRotation(degrees);
    viewportChanged();
}

void CanvasView::setMirrored(bool mirrored)
{
    m_viewport.setMirrored(mirrored);
    viewportChanged();
}

bool CanvasView::isSettled() const
{
    if (m_session == nullptr) {
        return true;
    }
    const TileCache& tiles = m_showOriginal ? m_original : m_tiles;
    const int level = tiles.levelForScale(m_viewport.zoom());
    const core::Rect visible = m_viewport.visiblePixels(rect());
    return tiles.areFresh(level, visible) && (!showsMask() || m_maskTiles.areFresh(level, visible));
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
    if (area.isEmpty()) {
        return;
    }
    constexpr int kMargin = 3; // pixels are mixed with their neighbours
    const QRectF shown =
        m_viewport.physicalTransform().mapRect(QRectF(area.x, area.y, area.width, area.height));
    m_frame.invalidate(shown.toAlignedRect().adjusted(-kMargin, -kMargin, kMargin, kMargin));
    update(m_viewport.toView(area).toAlignedRect().adjusted(-kMargin, -kMargin, kMargin, kMargin));
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

void CanvasView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_viewport.setDevicePixelRatio(devicePixelRatioF());
    m_viewport.setViewSize(size());
    Q_EMIT viewChanged();
}

} // namespace ui
