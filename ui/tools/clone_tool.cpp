#include "ui/tools/clone_tool.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

#include "core/document/compositor.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

std::optional<core::Ink> CloneTool::inkFor(const core::Layer& layer, const PointerEvent& event)
{
    if (event.modifiers.testFlag(Qt::AltModifier)) {
        m_source = event.image;
        m_way.reset();
        return std::nullopt;
    }
    if (!m_source) {
        host().complain(QCoreApplication::translate(
            "Tools", "Hold Alt and click on the place to copy from first."));
        return std::nullopt;
    }
    if (!m_way) {
        m_way = core::Point{static_cast<int>(std::lround(m_source->x() - event.image.x())),
                            static_cast<int>(std::lround(m_source->y() - event.image.y()))};
    }
    const core::Point way = *m_way;
    if (!host().settings().paint.samplesAllLayers()) {
        return core::PictureInk{[pixels = layer.pixels, way](const core::Rect& area) {
            return pixels.read(area.translated(way.x, way.y));
        }};
    }
    return core::PictureInk{[snapshot = host().session()->document().snapshot(), way,
                             offset = layer.offset](const core::Rect& area) {
        return core::composite(snapshot, area.translated(way.x + offset.x, way.y + offset.y));
    }};
}

const char* CloneTool::label() const
{
    return QT_TRANSLATE_NOOP("History", "Clone");
}

void CloneTool::paint(QPainter& painter)
{
    StrokeTool::paint(painter);
    if (!m_source) {
        return;
    }
    const Viewport& view = host().viewport();
    const QPointF source =
        m_way ? view.toImage(hoverPoint()) + QPointF(m_way->x, m_way->y) : *m_source;
    const QPointF at = view.toView(source);
    for (const auto& [color, width] :
         {std::pair(QColor(0, 0, 0, 170), 3.0), std::pair(QColor(255, 255, 255, 235), 1.2)}) {
        painter.setPen(QPen(color, width));
        painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0));
        painter.drawLine(at - QPointF(0, 7), at + QPointF(0, 7));
    }
}

} // namespace ui
