#include "ui/canvas/viewport.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ui {

namespace {

constexpr double kFitMargin = 24.0;  // logical pixels around a fitted picture
constexpr double kKeptInView = 48.0; // logical pixels of the picture that panning cannot hide

constexpr double kZoomSteps[] = {1.0 / 128, 1.0 / 64, 1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 6,
                                 1.0 / 4,   1.0 / 3,  1.0 / 2,  2.0 / 3,  1.0,     1.5,
                                 2.0,       3.0,      4.0,      6.0,      8.0,     12.0,
                                 16.0,      24.0,     32.0,     64.0};

} // namespace

void Viewport::setImageSize(core::Size size)
{
    if (size == m_imageSize) {
        return;
    }
    m_imageSize = size;
    m_centre = {size.width / 2.0, size.height / 2.0};
    fit();
}

void Viewport::setViewSize(QSizeF size)
{
    m_viewSize = size;
    if (m_fitted) {
        fit();
    } else {
        keepInView();
    }
}

void Viewport::setDevicePixelRatio(double ratio)
{
    if (ratio > 0 && ratio != m_ratio) {
        m_ratio = ratio;
        if (m_fitted) {
            fit();
        }
    }
}

void Viewport::fit()
{
    m_fitted = true;
    if (m_imageSize.isEmpty() || m_viewSize.isEmpty()) {
        return;
    }
    const double width = std::max(16.0, m_viewSize.width() - 2 * kFitMargin) * m_ratio;
    const double height = std::max(16.0, m_viewSize.height() - 2 * kFitMargin) * m_ratio;
    const QRectF turned = QTransform()
                              .rotate(m_rotation)
                              .mapRect(QRectF(0, 0, m_imageSize.width, m_imageSize.height));
    const double zoom = std::min(width / turned.width(), height / turned.height());
    m_zoom = std::clamp(std::min(zoom, 1.0), kMinZoom, kMaxZoom);
    m_centre = {m_imageSize.width / 2.0, m_imageSize.height / 2.0};
}

void Viewport::setZoom(double zoom, QPointF anchor)
{
    const QPointF fixed = toImage(anchor);
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    m_fitted = false;
    m_centre = fixed - linear().inverted().map(anchor - viewCentre());
    keepInView();
}

void Viewport::setRotation(double degrees)
{
    const double turned = std::fmod(degrees, 360.0);
    m_rotation = turned < 0 ? turned + 360.0 : turned;
    if (m_fitted) {
        fit();
    } else {
        keepInView();
    }
}

void Viewport::setMirrored(bool mirrored)
{
    m_mirrored = mirrored;
    keepInView();
}

void Viewport::zoomStep(int direction, QPointF anchor)
{
    constexpr double kSlack = 1.0001; // being on a step counts as being there
    if (direction > 0) {
        const auto next =
            std::upper_bound(std::begin(kZoomSteps), std::end(kZoomSteps), m_zoom * kSlack);
        setZoom(next == std::end(kZoomSteps) ? kMaxZoom : *next, anchor);
        return;
    }
    const auto here =
        std::lower_bound(std::begin(kZoomSteps), std::end(kZoomSteps), m_zoom / kSlack);
    setZoom(here == std::begin(kZoomSteps) ? kMinZoom : *std::prev(here), anchor);
}

void Viewport::panBy(QPointF delta)
{
    m_fitted = false;
    m_centre -= linear().inverted().map(delta);
    keepInView();
}

QTransform Viewport::linear() const
{
    QTransform out;
    out.scale(m_mirrored ? -1.0 : 1.0, 1.0);
    out.rotate(m_rotation);
    out.scale(scale(), scale());
    return out;
}

QTransform Viewport::transform() const
{
    const QPointF o = origin();
    return linear() * QTransform::fromTranslate(o.x(), o.y());
}

QTransform Viewport::physicalTransform() const
{
    return transform() * QTransform::fromScale(m_ratio, m_ratio);
}

QPointF Viewport::toImage(QPointF viewPoint) const
{
    return linear().inverted().map(viewPoint - origin());
}

QPointF Viewport::toView(QPointF imagePoint) const
{
    return linear().map(imagePoint) + origin();
}

QRectF Viewport::toView(const core::Rect& r) const
{
    return transform().mapRect(QRectF(r.x, r.y, r.width, r.height));
}

core::Rect Viewport::visiblePixels(const QRectF& viewRect) const
{
    const QRectF seen = transform().inverted().mapRect(viewRect);
    return core::Rect::fromEdges(static_cast<int>(std::floor(seen.left())),
                                 static_cast<int>(std::floor(seen.top())),
                                 static_cast<int>(std::ceil(seen.right())),
                                 static_cast<int>(std::ceil(seen.bottom())))
        .intersected(core::Rect::fromSize(m_imageSize));
}

QPointF Viewport::viewCentre() const
{
    return {m_viewSize.width() / 2, m_viewSize.height() / 2};
}

QPointF Viewport::origin() const
{
    const QPointF exact = viewCentre() - linear().map(m_centre);
    return {std::round(exact.x() * m_ratio) / m_ratio, std::round(exact.y() * m_ratio) / m_ratio};
}

void Viewport::keepInView()
{
    if (m_imageSize.isEmpty() || m_viewSize.isEmpty()) {
        return;
    }
    // Along the picture's own sides: the view is as wide there as its turned rectangle.
    const QRectF turned = QTransform().rotate(m_rotation).mapRect(QRectF({}, m_viewSize));
    const auto limited = [&](double centre, double view, int image) {
        const double reach = std::max(0.0, view / 2 - kKeptInView) / scale();
        return std::clamp(centre, -reach, image + reach);
    };
    m_centre = {limited(m_centre.x(), turned.width(), m_imageSize.width),
                limited(m_centre.y(), turned.height(), m_imageSize.height)};
}

} // namespace ui
