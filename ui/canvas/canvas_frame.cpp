#include "ui/canvas/canvas_frame.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace ui {

namespace {

constexpr int kMostPieces = 12; // of a dirty region, before its bounds are drawn instead

bool differOnlyInShift(const QTransform& a, const QTransform& b)
{
    return a.m11() == b.m11() && a.m12() == b.m12() && a.m21() == b.m21() && a.m22() == b.m22();
}

/// Moves the pixels of an image; what comes in from outside keeps what was there.
void scrollImage(QImage& image, QPoint by)
{
    const QRect kept = image.rect().intersected(image.rect().translated(by));
    const int bytes = image.depth() / 8;
    const qsizetype stride = image.bytesPerLine();
    uchar* bits = image.bits();
    const auto move = [&](int y) {
        std::memmove(bits + stride * y + qsizetype{bytes} * kept.x(),
                     bits + stride * (y - by.y()) + qsizetype{bytes} * (kept.x() - by.x()),
                     static_cast<std::size_t>(kept.width()) * static_cast<std::size_t>(bytes));
    };
    // From the side the pixels move to, so that none is overwritten before it was moved.
    if (by.y() > 0) {
        for (int y = kept.bottom(); y >= kept.top(); --y) {
            move(y);
        }
    } else {
        for (int y = kept.top(); y <= kept.bottom(); ++y) {
            move(y);
        }
    }
}

} // namespace

void CanvasFrame::resize(QSize size, double ratio)
{
    if (size == m_image.size() && ratio == m_image.devicePixelRatio()) {
        return;
    }
    m_image = QImage(size, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(ratio);
    m_coverage = QImage(size, QImage::Format_Grayscale8);
    invalidate();
}

void CanvasFrame::scroll(QPoint by)
{
    if (std::abs(by.x()) >= m_image.width() || std::abs(by.y()) >= m_image.height()) {
        invalidate();
        return;
    }
    scrollImage(m_image, by);
    scrollImage(m_coverage, by);
    m_dirty.translate(by);
    m_dirty += QRegion(m_image.rect()) - QRegion(m_image.rect().translated(by));
    m_dirty &= m_image.rect();
}

void CanvasFrame::refresh(const FrameScene& scene)
{
    if (m_image.isNull()) {
        return;
    }
    const bool hasMask = scene.mask != nullptr;
    if (!differOnlyInShift(scene.toView, m_shown) || scene.tint != m_tint || hasMask != m_hadMask) {
        invalidate();
    } else {
        const QPoint by(qRound(scene.toView.dx() - m_shown.dx()),
                        qRound(scene.toView.dy() - m_shown.dy()));
        if (!by.isNull()) {
            scroll(by);
            ++m_coverageRevision;
        }
    }
    m_shown = scene.toView;
    m_tint = scene.tint;
    m_hadMask = hasMask;
    if (m_dirty.isEmpty()) {
        return;
    }
    ++m_coverageRevision;
    m_renderer.begin(scene, m_dirty.boundingRect());
    if (m_dirty.rectCount() > kMostPieces) {
        m_dirty = m_dirty.boundingRect();
    }
    for (const QRect& area : m_dirty) {
        m_renderer.render(area, m_image, m_coverage);
    }
    m_dirty = {};
}

} // namespace ui
