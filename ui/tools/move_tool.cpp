#include "ui/tools/move_tool.h"

#include <QtGlobal>

#include <cmath>
#include <memory>

#include "core/commands/pixel_edit.h"
#include "core/commands/set_state.h"
#include "core/edit/layer_groups.h"
#include "ui/document_session.h"
#include "ui/tools/stroke_tool.h"

namespace ui {

void MoveTool::press(const PointerEvent& event)
{
    m_dragging = m_float.lift();
    m_from = event.image;
    m_shift = {};
}

void MoveTool::move(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    const QPointF way = event.image - m_from;
    m_shift = QPointF(std::round(way.x()), std::round(way.y()));
    if (event.modifiers.testFlag(Qt::ShiftModifier)) {
        (std::abs(m_shift.x()) > std::abs(m_shift.y()) ? m_shift.ry() : m_shift.rx()) = 0;
    }
    host().overlayChanged();
}

void MoveTool::release(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    move(event);
    m_dragging = false;
    if (m_shift.isNull()) {
        m_float.drop();
    } else {
        m_float.commit(QTransform::fromTranslate(m_shift.x(), m_shift.y()),
                       QT_TRANSLATE_NOOP("History", "Move layer"));
    }
}

void MoveTool::cancel()
{
    m_dragging = false;
    m_float.drop();
}

void MoveTool::paint(QPainter& painter)
{
    m_float.paint(painter, QTransform::fromTranslate(m_shift.x(), m_shift.y()));
}

bool MoveTool::key(int key)
{
    const core::Point step = key == Qt::Key_Left    ? core::Point{-1, 0}
                             : key == Qt::Key_Right ? core::Point{1, 0}
                             : key == Qt::Key_Up    ? core::Point{0, -1}
                             : key == Qt::Key_Down  ? core::Point{0, 1}
                                                    : core::Point{};
    if (step == core::Point{} || m_float.isLifted()) {
        return false;
    }
    const core::LayerRef layer = movableLayer(host());
    if (layer != nullptr && layer->isGroup) {
        const core::DocumentSnapshot now = host().session()->document().snapshot();
        host().session()->history().push(std::make_unique<core::SetState>(
            now, core::transformedEntry(now, layer->id, core::Affine::translation(step.x, step.y)),
            QT_TRANSLATE_NOOP("History", "Nudge layer")));
    } else if (layer != nullptr) {
        core::Layer after = *layer;
        after.offset = {layer->offset.x + step.x, layer->offset.y + step.y};
        host().session()->history().push(
            core::pixelEdit(*layer, after, QT_TRANSLATE_NOOP("History", "Nudge layer")));
    }
    return true;
}

} // namespace ui
