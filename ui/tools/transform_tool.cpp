#include "ui/tools/transform_tool.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "core/edit/layer_groups.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {
constexpr double kAngleStep = 15;
constexpr double kLeastScale = 0.001;
} // namespace

TransformTool::TransformTool(ToolHost& host) : Tool(host), m_float(host)
{
    settings().setNumbers({});
    measure();
    QObject::connect(&settings(), &TransformSettings::changed, &m_context, [this] {
        if (isPending()) {
            m_float.lift();
        }
        this->host().overlayChanged();
    });
}

TransformSettings& TransformTool::settings() const
{
    return host().settings().transform;
}

void TransformTool::measure()
{
    m_bounds = {};
    m_layer = 0;
    const DocumentSession* session = host().session();
    if (session == nullptr) {
        return;
    }
    m_layer = session->document().activeLayer();
    const core::Rect bounds = core::visibleBoundsOf(session->document().snapshot(), m_layer);
    m_bounds = QRectF(bounds.x, bounds.y, bounds.width, bounds.height);
}

TurnedBox TransformTool::box(const TransformNumbers& numbers) const
{
    return {m_bounds.center() + numbers.shift,
            QSizeF(m_bounds.width() * numbers.scaleX, m_bounds.height() * numbers.scaleY),
            numbers.degrees};
}

QTransform TransformTool::onCanvas(const TransformNumbers& numbers) const
{
    const QPointF middle = m_bounds.center();
    QTransform out;
    out.translate(middle.x() + numbers.shift.x(), middle.y() + numbers.shift.y());
    out.rotate(numbers.degrees);
    out.scale(numbers.scaleX, numbers.scaleY);
    out.translate(-middle.x(), -middle.y());
    return out;
}

void TransformTool::press(const PointerEvent& event)
{
    m_dragging = !m_bounds.isEmpty() && m_float.lift();
    m_from = event.image;
    m_atPress = settings().numbers();
    m_part = boxPartAt(box(m_atPress), host().viewport(), event.view);
}

void TransformTool::move(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    TransformNumbers numbers = m_atPress;
    if (m_part == BoxPart::Inside) {
        const QPointF way = event.image - m_from;
        numbers.shift += QPointF(std::round(way.x()), std::round(way.y()));
    } else if (m_part == BoxPart::None) {
        numbers = turned(event);
    } else {
        numbers = scaled(event);
    }
    settings().setNumbers(numbers);
    host().overlayChanged();
}

TransformNumbers TransformTool::turned(const PointerEvent& event) const
{
    const QPointF middle = box(m_atPress).centre;
    const double swept =
        QLineF(middle, m_from).angle() - QLineF(middle, event.image).angle(); // clockwise
    TransformNumbers out = m_atPress;
    out.degrees = std::remainder(m_atPress.degrees + swept, 360);
    if (event.modifiers.testFlag(Qt::ShiftModifier)) {
        out.degrees = std::round(out.degrees / kAngleStep) * kAngleStep;
    }
    return out;
}

TransformNumbers TransformTool::scaled(const PointerEvent& event) const
{
    const TurnedBox before = box(m_atPress);
    const QPointF side = directionOf(m_part);
    const bool centred = event.modifiers.testFlag(Qt::AltModifier);
    const QTransform toImage = before.toImage();
    const QPointF own = toImage.inverted().map(event.image);
    const QPointF half(before.size.width() / 2, before.size.height() / 2);
    const QPointF fixed = centred ? QPointF() : QPointF(-side.x() * half.x(), -side.y() * half.y());
    const auto factor = [](double at, double from, double to) {
        const double span = to - from;
        const double raw = std::abs(span) < 1e-6 ? 1.0 : (at - from) / span;
        return std::abs(raw) < kLeastScale ? kLeastScale : raw;
    };
    double x = side.x() == 0 ? 1 : factor(own.x(), fixed.x(), side.x() * half.x());
    double y = side.y() == 0 ? 1 : factor(own.y(), fixed.y(), side.y() * half.y());
    const bool corner = side.x() != 0 && side.y() != 0;
    if (corner && !event.modifiers.testFlag(Qt::ShiftModifier)) {
        const double both = std::max(std::abs(x), std::abs(y));
        x = std::copysign(both, x);
        y = std::copysign(both, y);
    }
    TransformNumbers out = m_atPress;
    out.scaleX *= x;
    out.scaleY *= y;
    const QPointF middle(fixed.x() * (1 - x), fixed.y() * (1 - y));
    out.shift += toImage.map(middle) - before.centre;
    return out;
}

void TransformTool::release(const PointerEvent& event)
{
    move(event);
    m_dragging = false;
    if (!isPending()) {
        m_float.drop();
    }
}

bool TransformTool::isPending() const
{
    return m_dragging || !(settings().numbers() == TransformNumbers{});
}

void TransformTool::apply()
{
    if (!isPending() || !m_float.isLifted()) {
        return;
    }
    m_dragging = false;
    m_float.commit(onCanvas(settings().numbers()), QT_TRANSLATE_NOOP("History", "Transform layer"));
}

void TransformTool::leave()
{
    if (!isPending() || !m_float.isLifted()) {
        cancel();
        return;
    }
    // The tool goes at once, so its layer can't wait for the background.
    const QTransform transform = onCanvas(settings().numbers());
    m_float.handOver(transform, QT_TRANSLATE_NOOP("History", "Transform layer"));
    settings().setNumbers({});
}

void TransformTool::cancel()
{
    m_dragging = false;
    m_float.drop();
    settings().setNumbers({});
    host().overlayChanged();
}

void TransformTool::documentChanged()
{
    m_dragging = false;
    m_float.drop();
    settings().setNumbers({});
    measure();
    host().overlayChanged();
}

bool TransformTool::key(int key)
{
    if (key != Qt::Key_Return && key != Qt::Key_Enter) {
        return false;
    }
    apply();
    return true;
}

void TransformTool::hover(const PointerEvent& event)
{
    m_hovered = boxPartAt(box(settings().numbers()), host().viewport(), event.view);
}

QCursor TransformTool::cursor() const
{
    const BoxPart part = m_dragging ? m_part : m_hovered;
    return QCursor(cursorFor(part, box(settings().numbers()), host().viewport()));
}

void TransformTool::paint(QPainter& painter)
{
    if (m_bounds.isEmpty()) {
        return;
    }
    m_float.paint(painter, onCanvas(settings().numbers()));
    drawHandles(painter, box(settings().numbers()), host().viewport());
}

} // namespace ui
