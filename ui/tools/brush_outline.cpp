#include "ui/tools/brush_outline.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {
constexpr double kLeastPressure = 0.05;
}

core::BrushDab brushDab(ToolHost& host, const PointerEvent& event)
{
    const BrushSettings& brush = host.brush();
    const double pressure =
        brush.pressureSetsSize() ? std::clamp(event.pressure, kLeastPressure, 1.0) : 1.0;
    core::BrushDab dab;
    dab.x = static_cast<float>(event.image.x());
    dab.y = static_cast<float>(event.image.y());
    dab.radius = static_cast<float>(std::max(0.5, brush.diameter() / 2 * pressure));
    dab.hardness = static_cast<float>(brush.hardness());
    return dab;
}

void drawBrushOutline(QPainter& painter, ToolHost& host, QPointF centre, BrushMark mark)
{
    const Viewport& view = host.viewport();
    const double radius =
        std::max(1.5, host.brush().diameter() / 2 * view.zoom() / view.devicePixelRatio());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 170), 2.6));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(QColor(255, 255, 255, 230), 1.2));
    painter.drawEllipse(centre, radius, radius);
    const double arm = std::min(4.0, radius / 2);
    if (arm >= 2 && mark != BrushMark::None) {
        painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0));
        if (mark == BrushMark::Plus) {
            painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm));
        }
    }
}

} // namespace ui
