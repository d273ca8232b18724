#include "ui/tools/stroke_tool.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/commands/pixel_edit.h"
#include "core/edit/layer_edits.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {
constexpr float kLeastPiece = 64; // pixels; longer sweeps are cut, or their box would grow large
constexpr double kLeastPressure = 0.02;
} // namespace

core::LayerRef paintableLayer(ToolHost& host)
{
    const core::LayerRef layer = movableLayer(host);
    if (layer != nullptr && layer->isGroup) {
        host.complain(QCoreApplication::translate(
            "Tools", "A group has no pixels of its own. Choose a layer in it first."));
        return nullptr;
    }
    return layer;
}

core::LayerRef movableLayer(ToolHost& host)
{
    const core::Document& document = host.session()->document();
    const int index = document.indexOf(document.activeLayer());
    if (index < 0) {
        host.complain(QCoreApplication::translate("Tools", "There is no layer to work on."));
        return nullptr;
    }
    const core::LayerRef layer = document.layers()[static_cast<std::size_t>(index)];
    if (core::isLocked(document.layers(), index)) {
        host.complain(QCoreApplication::translate(
            "Tools", "The layer is locked. Unlock it in the Layers panel first."));
        return nullptr;
    }
    if (!core::isShown(document.layers(), index)) {
        host.complain(QCoreApplication::translate(
            "Tools", "The layer is hidden. Show it in the Layers panel first."));
        return nullptr;
    }
    return layer;
}

core::InkTarget inkTarget(const DocumentSession& session)
{
    return session.paintsMask() ? core::InkTarget::Mask : core::InkTarget::Pixels;
}

float StrokeTool::opacity() const
{
    return static_cast<float>(host().settings().paint.opacity());
}

core::BrushDab StrokeTool::dabAt(const PointerEvent& event) const
{
    core::BrushDab dab = brushDab(host(), event);
    dab.x -= static_cast<float>(m_base.offset.x);
    dab.y -= static_cast<float>(m_base.offset.y);
    if (host().settings().paint.pressureSetsOpacity()) {
        dab.opacity = static_cast<float>(std::clamp(event.pressure, kLeastPressure, 1.0));
    }
    return dab;
}

void StrokeTool::press(const PointerEvent& event)
{
    const core::LayerRef layer = paintableLayer(host());
    if (layer == nullptr) {
        return;
    }
    DocumentSession& session = *host().session();
    m_onMask = session.paintsMask();
    if (m_onMask && !paintsMasks()) {
        host().complain(QCoreApplication::translate(
            "Tools", "This works on pixels. Click the layer's picture in the Layers panel first."));
        return;
    }
    core::Layer base = core::grownToCanvas(*layer, session.document().size());
    std::optional<core::Ink> ink = inkFor(base, event);
    if (!ink) {
        return;
    }
    m_ink = std::move(*ink);
    m_before = *layer;
    m_base = std::move(base);
    m_coverage = core::Mask(m_base.pixels.size());
    m_selection = session.hasMask() ? session.document().mask() : core::Mask();
    m_stroking = true;
    if (m_base.bounds() != m_before.bounds()) {
        session.document().setLayerContent(m_base.id, m_base.pixels, m_base.offset, m_base.mask);
    }
    const core::BrushDab dab = dabAt(event);
    if (m_hasLast && event.modifiers.testFlag(Qt::ShiftModifier)) {
        m_last.x -= static_cast<float>(m_base.offset.x);
        m_last.y -= static_cast<float>(m_base.offset.y);
        sweepTo(dab);
    } else {
        lay(dab, dab);
    }
    m_last = dab;
    hover(event);
}

void StrokeTool::move(const PointerEvent& event)
{
    if (m_stroking) {
        sweepTo(dabAt(event));
    }
    hover(event);
}

void StrokeTool::sweepTo(const core::BrushDab& dab)
{
    const float length = std::hypot(dab.x - m_last.x, dab.y - m_last.y);
    const float piece = std::max(kLeastPiece, 2 * std::max(dab.radius, m_last.radius));
    const int pieces = std::max(1, static_cast<int>(std::ceil(length / piece)));
    const core::BrushDab first = m_last;
    for (int i = 1; i <= pieces; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(pieces);
        core::BrushDab next = dab;
        next.x = first.x + (dab.x - first.x) * t;
        next.y = first.y + (dab.y - first.y) * t;
        next.radius = first.radius + (dab.radius - first.radius) * t;
        next.opacity = first.opacity + (dab.opacity - first.opacity) * t;
        lay(m_last, next);
        m_last = next;
    }
}

void StrokeTool::lay(const core::BrushDab& from, const core::BrushDab& to)
{
    const core::Rect dirty = m_coverage.paintSegment(from, to, core::BrushMode::Add);
    core::InkCoverage coverage;
    coverage.stroke = &m_coverage;
    coverage.selection = m_selection.size().isEmpty() ? nullptr : &m_selection;
    coverage.layerOffset = m_base.offset;
    coverage.opacity = opacity();
    host().session()->document().editLayer(
        m_base.id, [&](core::TiledImage& pixels, std::optional<core::Mask>& mask) {
            if (m_onMask && mask) {
                core::layInkOnMask(*mask, *m_base.mask, dirty, m_ink, coverage);
            } else {
                core::layInk(pixels, m_base.pixels, dirty, m_ink, coverage);
            }
            return dirty;
        });
}

void StrokeTool::release(const PointerEvent& event)
{
    if (m_stroking) {
        m_stroking = false;
        m_hasLast = true;
        const core::Layer before = std::exchange(m_before, {});
        const core::Layer base = std::exchange(m_base, {});
        const core::Mask coverage = std::exchange(m_coverage, {});
        m_ink = core::EraserInk{};
        finish(before, base, coverage);
        // The next straight line starts on the canvas, whatever layer it is on.
        m_last.x += static_cast<float>(base.offset.x);
        m_last.y += static_cast<float>(base.offset.y);
    }
    hover(event);
}

void StrokeTool::finish(const core::Layer& before, const core::Layer&, const core::Mask&)
{
    DocumentSession& session = *host().session();
    if (const core::LayerRef after = session.document().layer(before.id)) {
        if (auto command = core::pixelEdit(before, *after, label())) {
            session.history().push(std::move(command));
        }
    }
}

void StrokeTool::cancel()
{
    m_hasLast = false;
    if (!m_stroking) {
        return;
    }
    m_stroking = false;
    if (DocumentSession* session = host().session();
        session != nullptr && session->document().layer(m_before.id) != nullptr) {
        session->document().setLayerContent(m_before.id, m_before.pixels, m_before.offset,
                                            m_before.mask);
    }
    m_before = {};
    m_base = {};
}

void StrokeTool::hover(const PointerEvent& event)
{
    m_hovering = true;
    m_hover = event.view;
    host().overlayChanged();
}

void StrokeTool::paint(QPainter& painter)
{
    if (m_hovering) {
        drawBrushOutline(painter, host(), m_hover, mark());
    }
}

} // namespace ui
