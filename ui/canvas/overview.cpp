#include "ui/canvas/overview.h"

#include "ui/canvas/canvas_view.h"

namespace ui {

namespace {
constexpr int kSide = 256;
constexpr int kRestMilliseconds = 120;
} // namespace

Overview::Overview(CanvasView& canvas) : QObject(&canvas), m_canvas(canvas)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRestMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Overview::look);
    connect(&canvas, &CanvasView::pictureChanged, &m_timer, qOverload<>(&QTimer::start));
}

void Overview::look()
{
    if (!m_canvas.isSettled()) {
        m_timer.start(); // the view goes first
        return;
    }
    const QImage picture = m_canvas.overview(kSide);
    if (!picture.isNull()) {
        Q_EMIT changed(picture);
    }
}

} // namespace ui
