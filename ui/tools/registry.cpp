#include <QtGlobal>

#include "ui/generate/mix_tool.h"
#include "ui/tools/box_select_tool.h"
#include "ui/tools/bucket_tool.h"
#include "ui/tools/clone_tool.h"
#include "ui/tools/color_select_tool.h"
#include "ui/tools/crop_tool.h"
#include "ui/tools/expand_tool.h"
#include "ui/tools/gradient_tool.h"
#include "ui/tools/heal_tool.h"
#include "ui/tools/lasso_tool.h"
#include "ui/tools/mask_brush_tool.h"
#include "ui/tools/move_tool.h"
#include "ui/tools/object_select_tool.h"
#include "ui/tools/paint_brush_tool.h"
#include "ui/tools/pan_tool.h"
#include "ui/tools/picker_tool.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/tool.h"
#include "ui/tools/transform_tool.h"
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

std::unique_ptr<Tool> makeRectangle(ToolHost& host)
{
    return std::make_unique<BoxSelectTool>(host, BoxSelectTool::Shape::Rectangle);
}

std::unique_ptr<Tool> makeEllipse(ToolHost& host)
{
    return std::make_unique<BoxSelectTool>(host, BoxSelectTool::Shape::Ellipse);
}

std::unique_ptr<Tool> makeWand(ToolHost& host)
{
    return std::make_unique<ColorSelectTool>(host, ColorSelectTool::Reach::Contiguous);
}

std::unique_ptr<Tool> makeByColor(ToolHost& host)
{
    return std::make_unique<ColorSelectTool>(host, ColorSelectTool::Reach::Everywhere);
}

std::unique_ptr<Tool> makePaintBrush(ToolHost& host)
{
    return std::make_unique<PaintBrushTool>(host, PaintBrushTool::Start::Painting);
}

std::unique_ptr<Tool> makePaintEraser(ToolHost& host)
{
    return std::make_unique<PaintBrushTool>(host, PaintBrushTool::Start::Erasing);
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
    {"rectangle", QT_TRANSLATE_NOOP("Tools", "Rectangle selection"),
     QT_TRANSLATE_NOOP("Tools", "Drag out a rectangle. Shift adds, Alt subtracts, both intersect; "
                                "pressed later Shift makes a square, Alt starts in the middle."),
     "select-rectangle", "R", &makeRectangle},
    {"ellipse", QT_TRANSLATE_NOOP("Tools", "Ellipse selection"),
     QT_TRANSLATE_NOOP("Tools", "Drag out an ellipse. Shift adds, Alt subtracts, both intersect; "
                                "pressed later Shift makes a circle, Alt starts in the middle."),
     "select-ellipse", "Shift+R", &makeEllipse},
    {"lasso", QT_TRANSLATE_NOOP("Tools", "Lasso"),
     QT_TRANSLATE_NOOP("Tools", "Draw round what should be selected. Shift adds, Alt subtracts."),
     "lasso", "L", &make<LassoTool>},
    {"polygon", QT_TRANSLATE_NOOP("Tools", "Polygon selection"),
     QT_TRANSLATE_NOOP("Tools", "Click corner by corner; a double click or Enter closes, Backspace "
                                "takes the last corner back."),
     "polygon", "Shift+L", &make<PolygonTool>},
    {"object", QT_TRANSLATE_NOOP("Tools", "Smart select"),
     QT_TRANSLATE_NOOP("Tools",
                       "Drag a rough box round a thing, or scribble across it. Shift adds, "
                       "Alt subtracts, both intersect."),
     "object-select", "O", &make<ObjectSelectTool>},
    {"wand", QT_TRANSLATE_NOOP("Tools", "Magic wand"),
     QT_TRANSLATE_NOOP("Tools", "Click to select what hangs together in this colour. Shift adds, "
                                "Alt subtracts."),
     "wand", "W", &makeWand},
    {"by-color", QT_TRANSLATE_NOOP("Tools", "Select by colour"),
     QT_TRANSLATE_NOOP("Tools", "Click to select this colour wherever it is. Shift adds, Alt "
                                "subtracts."),
     "by-color", "Shift+W", &makeByColor},
    {"move", QT_TRANSLATE_NOOP("Tools", "Move layer"),
     QT_TRANSLATE_NOOP("Tools", "Drag the active layer; arrow keys move it by a pixel, Shift keeps "
                                "to one direction."),
     "move", "V", &make<MoveTool>},
    {"transform", QT_TRANSLATE_NOOP("Tools", "Free transform"),
     QT_TRANSLATE_NOOP("Tools", "Drag handles to scale, outside to turn, inside to move. Enter "
                                "applies, Esc gives up."),
     "transform", "Ctrl+T", &make<TransformTool>},
    {"crop", QT_TRANSLATE_NOOP("Tools", "Crop"),
     QT_TRANSLATE_NOOP("Tools", "Drag out what stays. Enter crops, Esc gives up."), "crop", "C",
     &make<CropTool>},
    {"expand", QT_TRANSLATE_NOOP("Tools", "Expand"),
     QT_TRANSLATE_NOOP("Tools",
                       "Drag a side outwards to have the picture continued there. Alt moves "
                       "the opposite side too, Enter begins."),
     "expand", "Shift+C", &make<ExpandTool>},
    {"mix", QT_TRANSLATE_NOOP("Tools", "Mix results"),
     QT_TRANSLATE_NOOP("Tools", "Paint where the chosen result shows. Left and Right choose, "
                                "Backspace takes the last stroke back, Enter keeps the mix."),
     "mix", "Shift+M", &make<MixTool>},
    {"paint", QT_TRANSLATE_NOOP("Tools", "Paint brush"),
     QT_TRANSLATE_NOOP("Tools", "Paint on the active layer. Alt picks a colour, [ and ] set the "
                                "size, Shift draws a straight line."),
     "paint", "Shift+B", &makePaintBrush},
    {"erase", QT_TRANSLATE_NOOP("Tools", "Paint eraser"),
     QT_TRANSLATE_NOOP("Tools", "Rub out the active layer. [ and ] set the size."), "rubber",
     "Shift+E", &makePaintEraser},
    {"clone", QT_TRANSLATE_NOOP("Tools", "Clone stamp"),
     QT_TRANSLATE_NOOP("Tools", "Alt-click where to copy from, then paint."), "clone", "S",
     &make<CloneTool>},
    {"heal", QT_TRANSLATE_NOOP("Tools", "Heal"),
     QT_TRANSLATE_NOOP("Tools", "Paint over a blemish: it is filled from its surroundings."),
     "heal", "Shift+J", &make<HealTool>},
    {"bucket", QT_TRANSLATE_NOOP("Tools", "Fill with colour"),
     QT_TRANSLATE_NOOP("Tools", "Click to fill what has this colour."), "bucket", "G",
     &make<BucketTool>},
    {"gradient", QT_TRANSLATE_NOOP("Tools", "Gradient"),
     QT_TRANSLATE_NOOP("Tools", "Drag from where the first colour ends to where the second "
                                "begins."),
     "gradient", "Shift+G", &make<GradientTool>},
    {"picker", QT_TRANSLATE_NOOP("Tools", "Pick a colour"),
     QT_TRANSLATE_NOOP("Tools", "Click to take a colour, with Alt as the second colour."), "picker",
     "I", &make<PickerTool>},
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
