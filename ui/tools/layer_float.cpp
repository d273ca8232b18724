#include "ui/tools/layer_float.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPointer>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "core/commands/pixel_edit.h"
#include "core/commands/set_state.h"
#include "core/document/compositor.h"
#include "core/edit/geometry.h"
#include "core/edit/layer_groups.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/stroke_tool.h"

namespace ui {

namespace {

constexpr int kMostSide = 2048; // of the picture that is drawn meanwhile

/// The layer, or what lies in the group, as a document whose canvas is `area`; as if not faded.
core::DocumentSnapshot entryAlone(const core::DocumentSnapshot& snapshot, const core::Layer& layer,
                                  const core::Rect& area)
{
    if (layer.isGroup) {
        return core::contentsOf(snapshot, layer.id, area);
    }
    core::Layer alone = layer;
    alone.offset = {layer.offset.x - area.x, layer.offset.y - area.y};
    alone.properties.opacity = 1;
    alone.properties.blend = core::BlendMode::Normal;
    core::DocumentSnapshot out = snapshot;
    out.size = area.size();
    out.layers = {std::make_shared<const core::Layer>(std::move(alone))};
    return out;
}

/// Every n-th pixel of `area` (canvas): quick, and seen only while the layer moves.
QImage pictureOf(const core::DocumentSnapshot& snapshot, const core::Layer& layer,
                 const core::Rect& area)
{
    const int step = std::max(1, (std::max(area.width, area.height) + kMostSide - 1) / kMostSide);
    const int width = (area.width + step - 1) / step;
    const int height = (area.height + step - 1) / step;
    const core::RegionReader read = core::compositeReader(entryAlone(snapshot, layer, area));
    QImage out(width, height, QImage::Format_RGBA8888_Premultiplied);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(area.width) * 4);
    for (int y = 0; y < height; ++y) {
        read({0, y * step, area.width, 1}, row.data(), std::ptrdiff_t{4} * area.width);
        for (int x = 0; x < width; ++x) {
            std::copy_n(row.data() + std::ptrdiff_t{4} * x * step, 4,
                        out.scanLine(y) + std::ptrdiff_t{4} * x);
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
            label](const core::DocumentSnapshot& now,
                   const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
        if (layer->isGroup) {
            return std::make_unique<core::SetState>(
                now, core::transformedEntry(now, layer->id, affine, stop), label);
        }
        return core::pixelEdit(*layer, core::transformed(*layer, affine, stop), label);
    };
}

} // namespace

bool LayerFloat::lift()
{
    if (isLifted()) {
        return !m_committing;
    }
    const core::LayerRef layer = movableLayer(m_host);
    if (layer == nullptr) {
        return false;
    }
    core::DocumentSnapshot without = m_host.session()->document().snapshot();
    const core::Rect bounds = core::visibleBoundsOf(without, layer->id);
    if (bounds.isEmpty()) {
        m_host.complain(QCoreApplication::translate("Tools", "The layer is empty."));
        return false;
    }
    m_layer = layer;
    m_bounds = QRectF(bounds.x, bounds.y, bounds.width, bounds.height);
    m_shown = bounds;
    m_picture = pictureOf(without, *layer, bounds);
    const int index = core::indexOf(without.layers, layer->id);
    without.layers.erase(without.layers.begin() + core::firstOf(without.layers, index),
                         without.layers.begin() + index + 1);
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
