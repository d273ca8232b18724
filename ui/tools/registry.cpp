#include <QtGlobal>

#include "ui/tools/mask_brush_tool.h"
#include "ui/tools/pan_tool.h"
#include "ui/tools/tool.h"
#include "ui/tools/zoom_tool.h"

namespace ui {

namespace {

std::unique_ptr<Tool> makeBrush(ToolHost& host)
{
    return std::make_unique<MaskBrushTool>(host, MaskBrushTool::Start::Painting);
}

std::unique_ptr<Tool> makeEraser(ToolHost& host)
{
    return std::make_unique<MaskBrushTool>(host, MaskBrushTool::Start::Erasing);
}

template <class T> std::unique_ptr<Tool> make(ToolHost& host)
{
    return std::make_unique<T>(host);
}

constexpr ToolEntry kTools[] = {
    {"mask-brush", QT_TRANSLATE_NOOP("Tools", "Mask brush"),
     QT_TRANSLATE_NOOP("Tools", "Paint over what should change. Alt erases, [ and ] set the size, "
                                "Shift draws a straight line."),
     "brush", "B", &makeBrush},
    {"mask-eraser", QT_TRANSLATE_NOOP("Tools", "Mask eraser"),
     QT_TRANSLATE_NOOP("Tools", "Wipe the mask away. Alt paints, [ and ] set the size."), "eraser",
     "E", &makeEraser},
    {"pan", QT_TRANSLATE_NOOP("Tools", "Move the view"),
     QT_TRANSLATE_NOOP("Tools", "Drag to move the view. Space or the middle button do so with any "
                                "tool."),
     "pan", "H", &make<PanTool>},
    {"zoom", QT_TRANSLATE_NOOP("Tools", "Zoom"),
     QT_TRANSLATE_NOOP("Tools", "Click to zoom in, Alt-click to zoom out, drag sideways for any "
                                "zoom."),
     "zoom", "Z", &make<ZoomTool>},
};

} // namespace

std::span<const ToolEntry> tools()
{
    return kTools;
}

} // namespace ui
