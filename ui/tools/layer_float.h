#pragma once

/// A layer or a group while it is being moved or transformed: the canvas shows the document without
/// it, and this draws a picture of it where it will be. GUI thread only.

#include <QImage>
#include <QObject>
#include <QRectF>
#include <QTransform>

#include "core/document/layer.h"
#include "core/image/warp.h"
#include "ui/tools/tool.h"

namespace ui {

class LayerFloat {
public:
    explicit LayerFloat(ToolHost& host) : m_host(host) {}
    LayerFloat(const LayerFloat&) = delete;
    LayerFloat& operator=(const LayerFloat&) = delete;

    /// Takes the active layer, or all that lies in the active group, up; false (and it says why)
    /// when it can't be edited or holds nothing.
    bool lift();
    [[nodiscard]] bool isLifted() const { return m_layer != nullptr; }
    [[nodiscard]] core::LayerId layer() const { return m_layer == nullptr ? 0 : m_layer->id; }
    /// What it covers, pixels of the document.
    [[nodiscard]] QRectF bounds() const { return m_bounds; }

    /// Draws the layer transformed by `onCanvas`.
    void paint(QPainter& painter, const QTransform& onCanvas);
    /// The document becomes what was shown, in the background; then the layer is put down.
    void commit(const QTransform& onCanvas, const char* label);
    /// The same for a tool that goes away: the layer is put down at once.
    void handOver(const QTransform& onCanvas, const char* label);
    /// Puts it down where it was.
    void drop();

private:
    ToolHost& m_host;
    core::LayerRef m_layer;
    QRectF m_bounds;
    core::Rect m_shown; ///< canvas pixels the picture stands for
    QImage m_picture;
    QTransform m_committed;
    bool m_committing = false;
    QObject m_alive; ///< guards what the background calls back
};

} // namespace ui
