#include "ui/generate/mix_tool.h"

#include <QCoreApplication>

#include "ui/generate/candidate_mix.h"
#include "ui/tools/brush_outline.h"
#include "ui/tools/tool_settings.h"

namespace ui {

void MixTool::press(const PointerEvent& event)
{
    CandidateMix* mix = host().settings().mix;
    if (mix == nullptr || !mix->isActive()) {
        host().complain(QCoreApplication::translate(
            "Tools", "Ask for two or more results first; then paint where the chosen one shows."));
        return;
    }
    mix->press(brushDab(host(), event));
    hover(event);
}

void MixTool::move(const PointerEvent& event)
{
    if (CandidateMix* mix = host().settings().mix) {
        mix->move(brushDab(host(), event));
    }
    hover(event);
}

void MixTool::release(const PointerEvent& event)
{
    if (CandidateMix* mix = host().settings().mix) {
        mix->release();
    }
    hover(event);
}

void MixTool::cancel()
{
    if (CandidateMix* mix = host().settings().mix) {
        mix->cancel();
    }
}

bool MixTool::key(int key)
{
    CandidateMix* mix = host().settings().mix;
    if (key != Qt::Key_Backspace || mix == nullptr || !mix->canUndo()) {
        return false;
    }
    mix->undo();
    return true;
}

void MixTool::hover(const PointerEvent& event)
{
    m_hovering = true;
    m_hover = event.view;
    host().overlayChanged();
}

void MixTool::paint(QPainter& painter)
{
    if (m_hovering) {
        drawBrushOutline(painter, host(), m_hover, BrushMark::Plus);
    }
}

} // namespace ui
