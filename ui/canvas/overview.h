#pragma once

/// Small pictures of the whole document, taken from the tiles of the canvas once it has come to
/// rest; for the navigator and the history. GUI thread only.

#include <QImage>
#include <QObject>
#include <QTimer>

namespace ui {

class CanvasView;

class Overview final : public QObject {
    Q_OBJECT

public:
    explicit Overview(CanvasView& canvas);

Q_SIGNALS:
    /// At most some hundred pixels to a side, Format_ARGB32_Premultiplied.
    void changed(const QImage& picture);

private:
    void look();

    CanvasView& m_canvas;
    QTimer m_timer;
};

} // namespace ui
