#pragma once

/// The circle that stands for a brush. GUI thread only.

#include "core/image/mask.h"
#include "ui/tools/tool.h"

namespace ui {

enum class BrushMark { None, Plus, Minus };

/// Dark and light, seen on any picture; `centre` in the view.
void drawBrushOutline(QPainter& painter, ToolHost& host, QPointF centre, BrushMark mark);

/// The brush of the settings at this event.
[[nodiscard]] core::BrushDab brushDab(ToolHost& host, const PointerEvent& event);

} // namespace ui
