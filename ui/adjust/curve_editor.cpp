#include "ui/adjust/curve_editor.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/adjust/histogram_view.h"
#include "ui/theme/theme_colors.h"

namespace ui {

namespace {
constexpr double kMargin = 8;
constexpr double kCatch = 11;      // logical pixels round a point
constexpr float kGap = 0.01F;      // points keep so far from each other
constexpr double kFarOutside = 32; // dragged so far away a point goes
constexpr float kKeyStep = 1.0F / 255;
} // namespace

CurveEditor::CurveEditor(QWidget* parent) : QWidget(parent), m_points(m_curve.points())
{
    setObjectName(QStringLiteral("curveEditor"));
    setAccessibleName(tr("Curve"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(260, 260);
    setCursor(Qt::CrossCursor);
}

void CurveEditor::setCurve(const core::Curve& curve, const QColor& color)
{
    m_curve = curve;
    m_points = curve.points();
    m_color = color;
    m_chosen = -1;
    update();
}

void CurveEditor::setHistogram(std::vector<std::uint32_t> counts)
{
    m_counts = std::move(counts);
    update();
}

QRectF CurveEditor::field() const
{
    return QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
}

QPointF CurveEditor::toView(core::CurvePoint point) const
{
    const QRectF area = field();
    return {area.left() + static_cast<double>(point.x) * area.width(),
            area.bottom() - static_cast<double>(point.y) * area.height()};
}

core::CurvePoint CurveEditor::fromView(QPointF view) const
{
    const QRectF area = field();
    const auto share = [](double v) { return static_cast<float>(std::clamp(v, 0.0, 1.0)); };
    return {share((view.x() - area.left()) / area.width()),
            share((area.bottom() - view.y()) / area.height())};
}

void CurveEditor::setPoints()
{
    m_curve = core::Curve(m_points);
    update();
    Q_EMIT edited(m_curve);
}

void CurveEditor::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_dragging = true;
    m_chosen = -1;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        if (QLineF(toView(m_points[i]), event->position()).length() <= kCatch) {
            m_chosen = static_cast<int>(i);
        }
    }
    if (m_chosen < 0) {
        const core::CurvePoint point = fromView(event->position());
        const auto place = std::find_if(m_points.begin(), m_points.end(),
                                        [&](const core::CurvePoint& p) { return p.x > point.x; });
        m_chosen = static_cast<int>(place - m_points.begin());
        m_points.insert(place, point);
        setPoints();
    }
    update();
}

void CurveEditor::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging || m_chosen < 0) {
        return;
    }
    const auto at = static_cast<std::size_t>(m_chosen);
    const bool isEnd = at == 0 || at + 1 == m_points.size();
    const QRectF outer = field().adjusted(-kFarOutside, -kFarOutside, kFarOutside, kFarOutside);
    if (!isEnd && !outer.contains(event->position())) {
        removeChosen();
        m_dragging = false;
        return;
    }
    core::CurvePoint point = fromView(event->position());
    if (at > 0) {
        point.x = std::max(point.x, m_points[at - 1].x + kGap);
    }
    if (at + 1 < m_points.size()) {
        point.x = std::min(point.x, m_points[at + 1].x - kGap);
    }
    m_points[at] = point;
    setPoints();
}

void CurveEditor::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
}

void CurveEditor::removeChosen()
{
    if (m_chosen > 0 && m_chosen + 1 < static_cast<int>(m_points.size())) {
        m_points.erase(m_points.begin() + m_chosen);
        m_chosen = -1;
        setPoints();
    }
}

void CurveEditor::keyPressEvent(QKeyEvent* event)
{
    const int count = static_cast<int>(m_points.size());
    if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_PageUp) {
        m_chosen = (m_chosen + 1) % count;
        update();
        return;
    }
    if (event->key() == Qt::Key_Minus || event->key() == Qt::Key_PageDown) {
        m_chosen = (m_chosen + count - 1) % count;
        update();
        return;
    }
    if (m_chosen < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    core::CurvePoint& point = m_points[static_cast<std::size_t>(m_chosen)];
    switch (event->key()) {
    case Qt::Key_Up:
        point.y = std::min(1.0F, point.y + kKeyStep);
        break;
    case Qt::Key_Down:
        point.y = std::max(0.0F, point.y - kKeyStep);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeChosen();
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    setPoints();
}

void CurveEditor::paintEvent(QPaintEvent*)
{
    const ThemeColors c = ThemeColors::current();
    const QRectF area = field();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? c.accent : c.controlBorder, 1));
    painter.setBrush(c.field);
    painter.drawRect(area);
    QColor heap = c.textDisabled;
    heap.setAlpha(110);
    drawHistogram(painter, area.adjusted(1, 8, -1, -1), m_counts, heap);
    painter.setPen(QPen(c.control, 1));
    for (int i = 1; i < 4; ++i) {
        const double x = area.left() + area.width() * i / 4;
        const double y = area.top() + area.height() * i / 4;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
    painter.drawLine(area.bottomLeft(), area.topRight());
    QPainterPath path(toView({0, m_curve.at(0)}));
    for (int i = 1; i <= 200; ++i) {
        const float x = static_cast<float>(i) / 200;
        path.lineTo(toView({x, m_curve.at(x)}));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_color, 2));
    painter.drawPath(path);
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const bool chosen = static_cast<int>(i) == m_chosen;
        painter.setPen(QPen(c.text, 1.4));
        painter.setBrush(chosen ? c.accent : c.panel);
        painter.drawEllipse(toView(m_points[i]), chosen ? 5.5 : 4.5, chosen ? 5.5 : 4.5);
    }
}

} // namespace ui
