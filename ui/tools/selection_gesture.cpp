#include "ui/tools/selection_gesture.h"

#include <QPainter>
#include <QPen>

#include <cmath>

#include "ui/document_session.h"
#include "ui/mask_commands.h"
#include "ui/tools/selection_jobs.h"
#include "ui/tools/selection_settings.h"

namespace ui {

namespace {

constexpr double kAtOnce = 2e6; // pixels; more would hold up the window

core::Mask joined(const core::Mask& before, const ShapeMaker& shape, core::SelectionMode mode,
                  float feather)
{
    core::Mask made = shape(before.size());
    made.feather(feather);
    return core::combined(before, made, mode);
}

} // namespace

void applyShape(ToolHost& host, const ShapeMaker& shape, const core::BoxF& bounds,
                core::SelectionMode mode, const char* label)
{
    DocumentSession& session = *host.session();
    const auto feather = static_cast<float>(host.selection().feather());
    const double width = std::abs(bounds.to.x - bounds.from.x) + 2 * feather;
    const double height = std::abs(bounds.to.y - bounds.from.y) + 2 * feather;
    if (width * height <= kAtOnce) {
        host.selectionJobs().cancel();
        setSelection(session, joined(session.document().mask(), shape, mode, feather), label);
        return;
    }
    host.selectionJobs().run(
        session, label,
        [shape, mode, feather](const core::DocumentSnapshot& snapshot, const std::stop_token&) {
            return joined(snapshot.mask, shape, mode, feather);
        });
}

void deselect(ToolHost& host)
{
    host.selectionJobs().cancel();
    clearMask(*host.session());
}

void drawOutline(QPainter& painter, const Viewport& view, const QPolygonF& points, bool closed)
{
    QPolygonF shown = view.transform().map(points);
    if (closed && !shown.isEmpty()) {
        shown << shown.first();
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1.4));
    painter.drawPolyline(shown);
    QPen dashes(QColor(255, 255, 255, 240), 1.4);
    dashes.setDashPattern({4, 4});
    painter.setPen(dashes);
    painter.drawPolyline(shown);
}

QCursor selectionCursor()
{
    return QCursor(Qt::CrossCursor);
}

} // namespace ui
