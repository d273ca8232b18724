#include "ui/tools/mask_brush_tool.h"

#include <QPainter>

#include <algorithm>
#include <memory>

#include "core/commands/set_mask.h"
#include "ui/document_session.h"

namespace ui {

namespace {
constexpr double kLeastPressure = 0.05;
}

core::BrushDab MaskBrushTool::dabAt(const PointerEvent& event) const
{
    const BrushSettings& brush = host().brush();
    const double pressure =
        brush.pressureSetsSize() ? std::clamp(event.pressure, kLeastPressure, 1.0) : 1.0;
    core::BrushDab dab;
    dab.x = static_cast<float>(event.image.x());
    dab.y = static_cast<float>(event.image.y());
    dab.radius = static_cast<float>(std::max(0.5, brush.diameter() / 2 * pressure));
    dab.hardness = static_cast<float>(brush.hardness());
    return dab;
}

core::BrushMode MaskBrushTool::modeFor(const PointerEvent& event) const
{
    const bool other = event.modifiers.testFlag(Qt::AltModifier) || event.eraserEnd;
    const bool erases = (m_start == Start::Erasing) != other;
    return erases ? core::BrushMode::Erase : core::BrushMode::Add;
}

void MaskBrushTool::press(const PointerEvent& event)
{
    core::Document& document = host().session()->document();
    m_before = document.mask();
    m_mode = modeFor(event);
    m_stroking = true;
    const core::BrushDab dab = dabAt(event);
    if (m_hasLast && event.modifiers.testFlag(Qt::ShiftModifier)) {
        sweepTo(dab);
    } else {
        document.editMask([&](core::Mask& mask) { return mask.paintDab(dab, m_mode); });
    }
    m_last = dab;
    hover(event);
}

void MaskBrushTool::move(const PointerEvent& event)
{
    if (m_stroking) {
        sweepTo(dabAt(event));
    }
    hover(event);
}

void MaskBrushTool::sweepTo(const core::BrushDab& dab)
{
    host().session()->document().editMask(
        [&](core::Mask& mask) { return mask.paintSegment(m_last, dab, m_mode); });
    m_last = dab;
}

void MaskBrushTool::release(const PointerEvent& event)
{
    if (!m_stroking) {
        return;
    }
    m_stroking = false;
    m_hasLast = true;
    DocumentSession& session = *host().session();
    auto command = std::make_unique<core::SetMask>(m_before, session.document().mask(),
                                                   m_mode == core::BrushMode::Add ? "Paint mask"
                                                                                  : "Erase mask");
    if (!command->isEmpty()) {
        session.history().push(std::move(command));
    }
    m_before = {};
    hover(event);
}

void MaskBrushTool::cancel()
{
    m_hasLast = false;
    if (!m_stroking) {
        return;
    }
    m_stroking = false;
    if (DocumentSession* session = host().session();
        session != nullptr && session->document().size() == m_before.size()) {
        session->document().setMask(m_before, session->document().rect());
    }
    m_before = {};
}

void MaskBrushTool::hover(const PointerEvent& event)
{
    m_hovering = true;
    m_hover = event.view;
    m_hoverErases = modeFor(event) == core::BrushMode::Erase;
    host().overlayChanged();
}

void MaskBrushTool::paint(QPainter& painter)
{
    if (!m_hovering) {
        return;
    }
    const Viewport& view = host().viewport();
    const double radius =
        std::max(1.5, host().brush().diameter() / 2 * view.zoom() / view.devicePixelRatio());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    // Dark under light: seen on any picture.
    painter.setPen(QPen(QColor(0, 0, 0, 170), 2.6));
    painter.drawEllipse(m_hover, radius, radius);
    painter.setPen(QPen(QColor(255, 255, 255, 230), 1.2));
    painter.drawEllipse(m_hover, radius, radius);
    const double arm = std::min(4.0, radius / 2);
    if (arm >= 2) {
        painter.drawLine(m_hover - QPointF(arm, 0), m_hover + QPointF(arm, 0));
        if (!m_hoverErases) {
            painter.drawLine(m_hover - QPointF(0, arm), m_hover + QPointF(0, arm));
        }
    }
}

} // namespace ui
