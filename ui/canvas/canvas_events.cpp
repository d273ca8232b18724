/// The pointer and the keyboard on the canvas: who gets which stroke.

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTabletEvent>
#include <QWheelEvent>

#include <cmath>
#include <utility>

#include "ui/canvas/canvas_view.h"

namespace ui {

namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr int kNotch = 120; // eighths of a degree, Qt's unit of a wheel's click

} // namespace

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
    if (m_stroke != nullptr) {
        cancelStroke();
    }
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
        if (m_tool->paintsAlways()) {
            updateCursor(); // handles have cursors of their own
        }
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
    if (m_session != nullptr && m_tool->key(event->key())) {
        return;
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
    if (event->type() == QEvent::PaletteChange) {
        m_frame.invalidate(); // other colours round the picture
        update();
    }
    if (event->type() == QEvent::NativeGesture && m_session != nullptr) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_viewport.zoomBy(1.0 + gesture->value(), gesture->position());
            viewportChanged();
            return true;
        }
        if (gesture->gestureType() == Qt::RotateNativeGesture) {
            setRotation(m_viewport.rotation() + gesture->value());
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace ui
