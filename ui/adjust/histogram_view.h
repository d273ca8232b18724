#pragma once

/// How many pixels have which brightness. GUI thread only.

#include <QWidget>

#include <array>
#include <cstdint>
#include <vector>

class QPainter;

namespace ui {

/// By brightness, red, green, blue; 256 counts each.
using Histogram = std::array<std::vector<std::uint32_t>, 4>;

/// Fills `area` with the counts of one channel.
void drawHistogram(QPainter& painter, const QRectF& area, const std::vector<std::uint32_t>& counts,
                   const QColor& color);

class HistogramView final : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget* parent = nullptr);

    void setHistogram(Histogram histogram);
    /// Places in [0, 1] that are marked below.
    void setMarks(std::vector<double> marks);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Histogram m_histogram;
    std::vector<double> m_marks;
};

} // namespace ui
