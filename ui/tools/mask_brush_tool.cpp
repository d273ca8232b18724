#include "ui/tools/mask_brush_tool.h"

#include <memory>

#include "core/commands/set_mask.h"
#include "ui/document_session.h"
#include "ui/tools/brush_outline.h"

namespace ui {

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
    const core::BrushDab dab = brushDab(host(), event);
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
        sweepTo(brushDab(host(), event));
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
    drawBrushOutline(painter, host(), m_hover, m_hoverErases ? BrushMark::Minus : BrushMark::Plus);
}

} // namespace ui
