#pragma once

/// Where the picture lies in the view: pure zoom, pan, rotation and mirror arithmetic, no widget.
/// GUI thread only. View points are logical pixels of the canvas widget, image points are pixels of
/// the document. Rotation and mirror belong to the view: the document does not know of them.

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

#include "core/base/geometry.h"

namespace ui {

class Viewport {
public:
    static constexpr double kMinZoom = 1.0 / 128;
    static constexpr double kMaxZoom = 64.0;

    void setImageSize(core::Size size);
    /// Keeps the image point in the middle of the view; refits when the view was fitted.
    void setViewSize(QSizeF size);
    /// Physical pixels per logical one; zoom 1 means one image pixel per physical pixel.
    void setDevicePixelRatio(double ratio);

    [[nodiscard]] core::Size imageSize() const { return m_imageSize; }
    [[nodiscard]] QSizeF viewSize() const { return m_viewSize; }
    [[nodiscard]] double devicePixelRatio() const { return m_ratio; }
    /// Physical pixels per image pixel.
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool isFitted() const { return m_fitted; }

    /// Degrees clockwise, in [0, 360).
    [[nodiscard]] double rotation() const { return m_rotation; }
    [[nodiscard]] bool isMirrored() const { return m_mirrored; }
    /// Neither rotated nor mirrored.
    [[nodiscard]] bool isUpright() const { return m_rotation == 0 && !m_mirrored; }
    /// Any angle; the middle of the view stays where it is.
    void setRotation(double degrees);
    /// Left and right of the view change places.
    void setMirrored(bool mirrored);

    /// The whole picture with a margin, never enlarged beyond 100 %.
    void fit();
    /// Sets the zoom; the image point under `anchor` stays where it is.
    void setZoom(double zoom, QPointF anchor);
    void zoomBy(double factor, QPointF anchor) { setZoom(m_zoom * factor, anchor); }
    /// The next of 1/128 ... 2/3, 1, 1.5, 2 ... 64 in the given direction (+1 in, -1 out).
    void zoomStep(int direction, QPointF anchor);
    /// Moves the picture by `delta` logical pixels; a corner of it always stays in view.
    void panBy(QPointF delta);

    /// Image to view (logical pixels). The picture's corner lies on a whole physical pixel.
    [[nodiscard]] QTransform transform() const;
    /// The same in physical pixels, which is what is drawn into.
    [[nodiscard]] QTransform physicalTransform() const;
    [[nodiscard]] QPointF toImage(QPointF viewPoint) const;
    [[nodiscard]] QPointF toView(QPointF imagePoint) const;
    /// What bounds the turned rectangle.
    [[nodiscard]] QRectF toView(const core::Rect& imageRect) const;
    /// The image pixels that show in `viewRect`, rounded outwards and cut to the picture.
    [[nodiscard]] core::Rect visiblePixels(const QRectF& viewRect) const;
    [[nodiscard]] QPointF viewCentre() const;

private:
    [[nodiscard]] double scale() const { return m_zoom / m_ratio; }
    /// Image to view without the shift.
    [[nodiscard]] QTransform linear() const;
    [[nodiscard]] QPointF origin() const;
    void keepInView();

    core::Size m_imageSize;
    QSizeF m_viewSize;
    double m_ratio = 1.0;
    double m_zoom = 1.0;
    QPointF m_centre; ///< image point in the middle of the view
    double m_rotation = 0;
    bool m_mirrored = false;
    bool m_fitted = true;
};

} // namespace ui
