#include "ui/tools/object_select_tool.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

#include "core/document/compositor.h"
#include "core/selection/object_select.h"
#include "ui/document_session.h"
#include "ui/tools/selection_jobs.h"
#include "ui/tools/selection_settings.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {

constexpr double kStrokeRadius = 3; // logical pixels of the scribble that count as the thing
constexpr QColor kStrokeColor(64, 200, 120, 170);

core::ObjectHint hintFor(const QPolygonF& points, bool box, double radius)
{
    core::ObjectHint hint;
    if (box) {
        const QRectF drawn = QRectF(points.first(), points.last()).normalized();
        hint.box = core::Rect::fromEdges(static_cast<int>(std::floor(drawn.left())),
                                         static_cast<int>(std::floor(drawn.top())),
                                         static_cast<int>(std::ceil(drawn.right())),
                                         static_cast<int>(std::ceil(drawn.bottom())));
        return hint;
    }
    for (const QPointF& point : points) {
        hint.stroke.push_back(toPoint(point));
    }
    hint.strokeRadius = radius;
    return hint;
}

} // namespace

bool ObjectSelectTool::drawsBox() const
{
    return host().selection().objectHint() == SelectionSettings::ObjectHint::Box;
}

void ObjectSelectTool::press(const PointerEvent& event)
{
    m_line.begin(event, host().selection().modeFor(event.modifiers));
}

void ObjectSelectTool::move(const PointerEvent& event)
{
    if (m_line.follow(event)) {
        host().overlayChanged();
    }
}

void ObjectSelectTool::release(const PointerEvent& event)
{
    if (m_line.end(event, host())) {
        find();
    }
}

void ObjectSelectTool::find()
{
    const core::ForegroundCut* cut = host().settings().cut;
    if (cut == nullptr) {
        host().complain(
            QCoreApplication::translate("Tools", "Smart selection is not part of this program."));
        return;
    }
    const Viewport& view = host().viewport();
    const double radius = kStrokeRadius * view.devicePixelRatio() / view.zoom();
    const core::ObjectHint hint = hintFor(m_line.points(), drawsBox(), radius);
    const auto feather = static_cast<float>(host().selection().feather());
    host().selectionJobs().run(*host().session(), QT_TRANSLATE_NOOP("History", "Smart select"),
                               [cut, hint, feather, mode = m_line.mode()](
                                   const core::DocumentSnapshot& snapshot,
                                   const std::stop_token& stop) -> core::Result<core::Mask> {
                                   core::Result<core::Mask> found =
                                       core::selectObject(core::compositeReader(snapshot),
                                                          snapshot.size, hint, *cut, stop);
                                   if (!found) {
                                       return found;
                                   }
                                   found->feather(feather);
                                   return core::combined(snapshot.mask, *found, mode);
                               });
}

void ObjectSelectTool::cancel()
{
    m_line.clear();
}

void ObjectSelectTool::paint(QPainter& painter)
{
    if (!m_line.isDrawing() || m_line.points().size() < 2) {
        return;
    }
    if (drawsBox()) {
        const QRectF box = QRectF(m_line.points().first(), m_line.points().last()).normalized();
        drawOutline(painter, host().viewport(),
                    QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}),
                    true);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(kStrokeColor, 2 * kStrokeRadius, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(host().viewport().transform().map(m_line.points()));
}

} // namespace ui
