#include "ui/tools/gradient_tool.h"

#include <QLineF>
#include <QPainter>

#include <cmath>

#include "core/commands/pixel_edit.h"
#include "core/edit/layer_edits.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/stroke_tool.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {

constexpr double kLeastLength = 2; // pixels of the document

QPointF snapped(QPointF from, QPointF to)
{
    QLineF line(from, to);
    line.setAngle(std::round(line.angle() / 45) * 45);
    return line.p2();
}

} // namespace

void GradientTool::press(const PointerEvent& event)
{
    m_dragging = paintableLayer(host()) != nullptr;
    m_from = m_to = event.image;
}

void GradientTool::move(const PointerEvent& event)
{
    m_to = event.modifiers.testFlag(Qt::ShiftModifier) ? snapped(m_from, event.image) : event.image;
    host().overlayChanged();
}

void GradientTool::release(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    move(event);
    m_dragging = false;
    host().overlayChanged();
    if (QLineF(m_from, m_to).length() < kLeastLength) {
        return;
    }
    DocumentSession& session = *host().session();
    const PaintSettings& paint = host().settings().paint;
    core::Gradient gradient;
    gradient.shape =
        paint.isRadial() ? core::Gradient::Shape::Radial : core::Gradient::Shape::Linear;
    gradient.first = inkColor(paint.foreground(), session);
    gradient.last = inkColor(paint.background(), session);
    host().jobs().run(session,
                      [gradient, from = m_from, to = m_to, limited = session.hasMask(),
                       opacity = static_cast<float>(paint.opacity()), target = inkTarget(session),
                       layer = session.document().layer(session.document().activeLayer())](
                          const core::DocumentSnapshot& snapshot,
                          const std::stop_token&) -> core::Result<std::unique_ptr<core::Command>> {
                          const core::Layer base = core::grownToCanvas(*layer, snapshot.size);
                          core::Mask all(base.pixels.size());
                          all.fill(base.pixels.rect(), 255);
                          core::Gradient own = gradient;
                          own.fromX = static_cast<float>(from.x() - base.offset.x);
                          own.fromY = static_cast<float>(from.y() - base.offset.y);
                          own.toX = static_cast<float>(to.x() - base.offset.x);
                          own.toY = static_cast<float>(to.y() - base.offset.y);
                          core::InkCoverage coverage;
                          coverage.stroke = &all;
                          coverage.selection = limited ? &snapshot.mask : nullptr;
                          coverage.layerOffset = base.offset;
                          coverage.opacity = opacity;
                          return core::pixelEdit(
                              *layer, core::withInk(base, target, core::gradientInk(own), coverage),
                              QT_TRANSLATE_NOOP("History", "Gradient"));
                      });
}

void GradientTool::paint(QPainter& painter)
{
    if (!m_dragging) {
        return;
    }
    const Viewport& view = host().viewport();
    painter.setRenderHint(QPainter::Antialiasing);
    const QLineF line(view.toView(m_from), view.toView(m_to));
    painter.setPen(QPen(QColor(0, 0, 0, 170), 3));
    painter.drawLine(line);
    painter.setPen(QPen(QColor(255, 255, 255, 235), 1.2));
    painter.drawLine(line);
    const PaintSettings& paint = host().settings().paint;
    for (const auto& [at, color] :
         {std::pair(line.p1(), paint.foreground()), std::pair(line.p2(), paint.background())}) {
        painter.setPen(QPen(QColor(255, 255, 255, 235), 2));
        painter.setBrush(color);
        painter.drawEllipse(at, 6, 6);
    }
}

} // namespace ui
