#include "app/editor/paint_gate.h"

#include <QEvent>
#include <QTimer>

namespace app {

namespace {
constexpr int kPatience = 3000; // milliseconds; a window may start minimised
}

PaintGate::PaintGate() : m_future(m_promise.get_future().share())
{
}

PaintGate::~PaintGate()
{
    abandon();
}

void PaintGate::watch(QWidget& window)
{
    window.installEventFilter(this);
    QTimer::singleShot(kPatience, this, [this] { settle(true); });
}

bool PaintGate::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // The paint itself still has to happen and be flushed to the screen.
        QTimer::singleShot(0, this, [this] { settle(true); });
    }
    return QObject::eventFilter(watched, event);
}

void PaintGate::settle(bool open)
{
    if (!m_settled) {
        m_settled = true;
        m_promise.set_value(open);
    }
}

} // namespace app
