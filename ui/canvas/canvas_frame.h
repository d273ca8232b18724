#pragma once

/// The view as it was drawn last, kept so that only what changed is drawn again: moved when the
/// picture is panned, drawn anew where tiles, layers or the selection changed. GUI thread only.

#include <QImage>
#include <QRegion>

#include "ui/canvas/frame_renderer.h"

namespace ui {

class CanvasFrame {
public:
    /// Physical pixels of the view and how many of them make a logical one.
    void resize(QSize size, double ratio);
    void invalidate() { m_dirty = m_image.rect(); }
    /// `area` in physical pixels.
    void invalidate(const QRect& area) { m_dirty += area.intersected(m_image.rect()); }

    /// Draws what is out of date.
    void refresh(const FrameScene& scene);

    /// Format_RGB32.
    [[nodiscard]] const QImage& image() const { return m_image; }
    /// The selection in the view, Format_Grayscale8.
    [[nodiscard]] const QImage& coverage() const { return m_coverage; }
    /// Grows when the selection in the view may look different.
    [[nodiscard]] std::uint64_t coverageRevision() const { return m_coverageRevision; }

private:
    void scroll(QPoint by);

    QImage m_image;
    QImage m_coverage;
    QRegion m_dirty;
    QTransform m_shown; ///< the transform of what is in the image
    QColor m_tint;
    bool m_hadMask = false;
    std::uint64_t m_coverageRevision = 0;
    FrameRenderer m_renderer;
};

} // namespace ui
