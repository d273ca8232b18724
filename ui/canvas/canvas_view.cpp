#include "ui/canvas/canvas_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/canvas/canvas_painter.h"
#include "ui/document_session.h"
#include "ui/theme/theme_colors.h"

namespace ui {

namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr int kNotch = 120; // eighths of a degree, Qt's unit of a wheel's click
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
    connect(&m_tiles, &TileCache::tilesReady, this, &CanvasView::updateArea);
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
    clearPreview();
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
    m_preview = std::move(preview);
    updateArea(m_preview.area);
}

void CanvasView::clearPreview()
{
    updateArea(m_preview.area);
    m_preview = {};
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
    return m_tiles.isIdle() && m_original.isIdle();
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
        if (m_maskVisible) {
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

PointerEvent CanvasView::pointerEvent(QPointF view, Qt::KeyboardModifiers modifiers) const
{
    PointerEvent out;
    out.view = view;
    out.image = m_viewport.toImage(view);
    out.modifiers = modifiers;
    return out;
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    if (m_session == nullptr || delta.isNull()) {
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int sideways = delta.x() != 0 ? delta.x() : delta.y();
        m_viewport.panBy(QPointF(sideways / 2.0, 0));
    } else {
        const int turned = delta.y() != 0 ? delta.y() : delta.x(); // Alt swaps the axes
        m_viewport.zoomBy(std::pow(kZoomPerNotch, turned / static_cast<double>(kNotch)),
                          event->position());
    }
    viewportChanged();
    event->accept();
}

void CanvasView::beginStroke(Tool& tool, const PointerEvent& event)
{
    cancelStroke();
    m_stroke = &tool;
    tool.press(event);
    updateCursor();
}

void CanvasView::moveStroke(const PointerEvent& event)
{
    m_pointer = event.view;
    if (m_stroke != nullptr) {
        m_stroke->move(event);
    } else {
        m_tool->hover(event);
    }
    const QPoint pixel(static_cast<int>(std::floor(event.image.x())),
                       static_cast<int>(std::floor(event.image.y())));
    const bool inside =
        core::Rect::fromSize(m_viewport.imageSize()).contains(core::Point{pixel.x(), pixel.y()});
    Q_EMIT pointerMoved(inside ? pixel : QPoint(-1, -1));
}

void CanvasView::endStroke(const PointerEvent& event)
{
    if (m_stroke != nullptr) {
        std::exchange(m_stroke, nullptr)->release(event);
        updateCursor();
    }
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (m_session == nullptr || m_stroke != nullptr) {
        return;
    }
    m_pointer = event->position();
    const PointerEvent pointer = pointerEvent(event->position(), event->modifiers());
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        beginStroke(*m_panTool, pointer);
    } else if (event->button() == Qt::LeftButton) {
        beginStroke(*m_tool, pointer);
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_session != nullptr) {
        m_tabletActive = false;
        moveStroke(pointerEvent(event->position(), event->modifiers()));
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_session != nullptr &&
        (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton)) {
        endStroke(pointerEvent(event->position(), event->modifiers()));
    }
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    if (m_session == nullptr) {
        event->ignore();
        return;
    }
    PointerEvent pointer = pointerEvent(event->position(), event->modifiers());
    pointer.pressure = event->pressure();
    pointer.eraserEnd = event->pointerType() == QPointingDevice::PointerType::Eraser;
    m_tabletActive = true;
    if (event->type() == QEvent::TabletPress && m_stroke == nullptr) {
        m_pointer = pointer.view;
        beginStroke(m_spaceHeld ? *m_panTool : *m_tool, pointer);
    } else if (event->type() == QEvent::TabletRelease) {
        endStroke(pointer);
    } else {
        moveStroke(pointer);
    }
    event->accept();
}

void CanvasView::setSpaceHeld(bool held)
{
    m_spaceHeld = held;
    updateCursor();
    update();
}

void CanvasView::setTabHeld(bool held)
{
    if (held != m_tabHeld) {
        m_tabHeld = held;
        setShowOriginal(held);
    }
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            setSpaceHeld(true);
        }
        return;
    }
    if (event->key() == Qt::Key_Alt && m_session != nullptr && m_stroke == nullptr) {
        m_tool->hover(pointerEvent(m_pointer, event->modifiers() | Qt::AltModifier));
    }
    QWidget::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat()) {
        return;
    }
    if (event->key() == Qt::Key_Space) {
        setSpaceHeld(false);
    } else if (event->key() == Qt::Key_Tab) {
        setTabHeld(false);
    } else if (event->key() == Qt::Key_Alt && m_session != nullptr && m_stroke == nullptr) {
        m_tool->hover(pointerEvent(m_pointer, event->modifiers() & ~Qt::AltModifier));
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

void CanvasView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    update(m_cursorArea.toAlignedRect());
    Q_EMIT pointerMoved(QPoint(-1, -1));
}

void CanvasView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    setSpaceHeld(false);
    setTabHeld(false);
}

bool CanvasView::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        // Held Tab compares; Shift+Tab still moves the focus on, so the keyboard is not caught
        // here.
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier &&
            m_session != nullptr) {
            setTabHeld(true);
            return true;
        }
    }
    if (event->type() == QEvent::NativeGesture && m_session != nullptr) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_viewport.zoomBy(1.0 + gesture->value(), gesture->position());
            viewportChanged();
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace ui
