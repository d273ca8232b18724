#include "ui/tools/paint_brush_tool.h"

#include <QtGlobal>

#include "ui/tools/picker_tool.h"
#include "ui/tools/tool_settings.h"

namespace ui {

std::optional<core::Ink> PaintBrushTool::inkFor(const core::Layer&, const PointerEvent& event)
{
    if (m_start == Start::Painting && event.modifiers.testFlag(Qt::AltModifier)) {
        pickColor(host(), event.image);
        return std::nullopt;
    }
    m_erasing = m_start == Start::Erasing || event.eraserEnd;
    if (m_erasing) {
        return core::EraserInk{};
    }
    return core::ColorInk{inkColor(host().settings().paint.foreground(), *host().session())};
}

const char* PaintBrushTool::label() const
{
    return m_erasing ? QT_TRANSLATE_NOOP("History", "Erase")
                     : QT_TRANSLATE_NOOP("History", "Paint");
}

} // namespace ui
