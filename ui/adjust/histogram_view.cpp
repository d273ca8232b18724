#include "ui/adjust/histogram_view.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/theme/theme_colors.h"

namespace ui {

namespace {
constexpr int kHeight = 116;
constexpr int kMark = 9;
} // namespace

void drawHistogram(QPainter& painter, const QRectF& area, const std::vector<std::uint32_t>& counts,
                   const QColor& color)
{
    if (counts.empty()) {
        return;
    }
    // The ends often hold heaps of cut-off pixels that would flatten all else.
    std::uint32_t most = 1;
    for (std::size_t i = 1; i + 1 < counts.size(); ++i) {
        most = std::max(most, counts[i]);
    }
    QPainterPath path(area.bottomLeft());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double x = area.left() + area.width() * static_cast<double>(i) /
                                           static_cast<double>(counts.size() - 1);
        const double share = std::min(1.0, std::sqrt(counts[i] / static_cast<double>(most)));
        path.lineTo(x, area.bottom() - share * area.height());
    }
    path.lineTo(area.bottomRight());
    path.closeSubpath();
    painter.fillPath(path, color);
}

HistogramView::HistogramView(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(kHeight);
    setAccessibleName(tr("Histogram"));
}

void HistogramView::setHistogram(Histogram histogram)
{
    m_histogram = std::move(histogram);
    update();
}

void HistogramView::setMarks(std::vector<double> marks)
{
    m_marks = std::move(marks);
    update();
}

void HistogramView::paintEvent(QPaintEvent*)
{
    const ThemeColors c = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(kMark / 2.0, 1, -kMark / 2.0, -kMark - 3);
    painter.setPen(QPen(c.controlBorder, 1));
    painter.setBrush(c.field);
    painter.drawRoundedRect(area, 4, 4);
    drawHistogram(painter, area.adjusted(1, 4, -1, -1), m_histogram[0], c.textSecondary);
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const double x = area.left() + std::clamp(m_marks[i], 0.0, 1.0) * area.width();
        QPolygonF mark({QPointF(x, area.bottom() + 2),
                        QPointF(x - kMark / 2.0, area.bottom() + 2 + kMark),
                        QPointF(x + kMark / 2.0, area.bottom() + 2 + kMark)});
        const int level =
            m_marks.size() < 2 ? 128 : static_cast<int>(255 * i / (m_marks.size() - 1));
        painter.setPen(QPen(c.text, 1));
        painter.setBrush(QColor(level, level, level));
        painter.drawPolygon(mark);
    }
}

} // namespace ui
