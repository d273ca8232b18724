#include "ui/tools/layer_float.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPointer>

#include <algorithm>
#include <vector>

#include "core/commands/pixel_edit.h"
#include "core/edit/geometry.h"
#include "core/edit/layer_edits.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/stroke_tool.h"

namespace ui {

namespace {

constexpr int kMostSide = 2048; // of the picture that is drawn meanwhile

/// Every n-th pixel of `area` (canvas): quick, and seen only while the layer moves.
QImage pictureOf(const core::Layer& layer, const core::Rect& area)
{
    const int step = std::max(1, (std::max(area.width, area.height) + kMostSide - 1) / kMostSide);
    const int width = (area.width + step - 1) / step;
    const int height = (area.height + step - 1) / step;
    QImage out(width, height, QImage::Format_RGBA8888_Premultiplied);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(area.width) * 4);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(area.width), 255);
    for (int y = 0; y < height; ++y) {
        const core::Rect line{area.x - layer.offset.x, area.y + y * step - layer.offset.y,
                              area.width, 1};
        layer.pixels.readRgba8(line, row.data(), 0, core::AlphaMode::Premultiplied);
        if (const core::Mask* shown = layer.shownMask()) {
            shown->readGray8(line, mask.data(), 0);
        }
        std::uint8_t* to = out.scanLine(y);
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>(x) * static_cast<std::size_t>(step);
            for (std::size_t c = 0; c < 4; ++c) {
                to[static_cast<std::size_t>(x) * 4 + c] =
                    static_cast<std::uint8_t>(row[at * 4 + c] * mask[at] / 255);
            }
        }
    }
    return out;
}

core::Affine affineOf(const QTransform& t)
{
    return {t.m11(), t.m21(), t.m12(), t.m22(), t.dx(), t.dy()};
}

DocumentJobs::Work transformation(const core::LayerRef& layer, const QTransform& onCanvas,
                                  const char* label)
{
    return [layer, affine = affineOf(onCanvas),
            label](const core::DocumentSnapshot&,
                   const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
        return core::pixelEdit(*layer, core::transformed(*layer, affine, stop), label);
    };
}

} // namespace

bool LayerFloat::lift()
{
    if (isLifted()) {
        return !m_committing;
    }
    const core::LayerRef layer = paintableLayer(m_host);
    if (layer == nullptr) {
        return false;
    }
    const core::Rect bounds = core::visibleBounds(*layer);
    if (bounds.isEmpty()) {
        m_host.complain(QCoreApplication::translate("Tools", "The layer is empty."));
        return false;
    }
    m_layer = layer;
    m_bounds = QRectF(bounds.x, bounds.y, bounds.width, bounds.height);
    m_shown = bounds;
    m_picture = pictureOf(*layer, bounds);
    core::DocumentSnapshot without = m_host.session()->document().snapshot();
    std::erase(without.layers, layer);
    m_host.showInstead(std::move(without), bounds);
    return true;
}

void LayerFloat::paint(QPainter& painter, const QTransform& onCanvas)
{
    if (!isLifted()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setOpacity(static_cast<double>(m_layer->properties.opacity));
    painter.setTransform((m_committing ? m_committed : onCanvas) * m_host.viewport().transform(),
                         true);
    painter.drawImage(QRectF(m_shown.x, m_shown.y, m_shown.width, m_shown.height), m_picture);
    painter.restore();
}

void LayerFloat::commit(const QTransform& onCanvas, const char* label)
{
    if (!isLifted() || m_committing) {
        return;
    }
    m_committing = true;
    m_committed = onCanvas;
    m_host.jobs().run(*m_host.session(), transformation(m_layer, onCanvas, label),
                      [this, guard = QPointer<QObject>(&m_alive)](bool) {
                          if (guard) {
                              drop();
                          }
                      });
}

void LayerFloat::handOver(const QTransform& onCanvas, const char* label)
{
    if (!isLifted() || m_committing) {
        return;
    }
    const core::LayerRef layer = m_layer;
    drop();
    m_host.jobs().run(*m_host.session(), transformation(layer, onCanvas, label));
}

void LayerFloat::drop()
{
    if (!isLifted()) {
        return;
    }
    m_layer = nullptr;
    m_committing = false;
    m_picture = {};
    m_host.showInstead(std::nullopt, m_shown);
    m_host.overlayChanged();
}

} // namespace ui
