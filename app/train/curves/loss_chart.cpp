#include "app/train/curves/loss_chart.h"

#include <QFont>
#include <QPainter>
#include <QPainterPath>
#include <QString>
#include <algorithm>
#include <array>
#include <cmath>

namespace train {

namespace {

constexpr QSize kSize(1000, 560);
constexpr QRectF kPlot(70, 24, 900, 470);
constexpr int kSmooth = 4;

/// Apart for people who cannot tell red from green: Okabe and Ito 2008.
QColor colourOf(std::size_t run)
{
    static const std::array colours{QColor(0, 114, 178), QColor(213, 94, 0), QColor(0, 158, 115),
                                    QColor(204, 121, 167), QColor(86, 86, 86)};
    return colours[run % colours.size()];
}

struct Range {
    double low = 0;
    double high = 1;
};

/// 1, 2 or 5 times a power of ten, so that a range has four to nine ticks.
double tickFor(double length)
{
    const double rough = length / 6.0;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double parts = rough / power;
    return power * (parts < 1.5 ? 1.0 : parts < 3.5 ? 2.0 : parts < 7.5 ? 5.0 : 10.0);
}

struct Axes {
    Range samples;
    Range loss;
    double lossTick = 0.05;
    [[nodiscard]] QPointF at(const LossPoint& p) const
    {
        const double x = (p.samples - samples.low) / (samples.high - samples.low);
        const double y = (p.loss - loss.low) / (loss.high - loss.low);
        return {kPlot.left() + x * kPlot.width(), kPlot.bottom() - y * kPlot.height()};
    }
};

Axes axesOf(const std::vector<NamedLog>& runs)
{
    Axes axes{{0.0, 1.0}, {1e9, 0.0}, 0.05};
    for (const NamedLog& run : runs) {
        for (const auto* points : {&run.log.training, &run.log.heldOut}) {
            for (const LossPoint& p : *points) {
                axes.samples.high = std::max(axes.samples.high, p.samples);
                axes.loss.low = std::min(axes.loss.low, p.loss);
                axes.loss.high = std::max(axes.loss.high, p.loss);
            }
        }
    }
    const double tick = tickFor(std::max(1e-6, axes.loss.high - axes.loss.low));
    axes.lossTick = tick;
    axes.loss.low = std::max(0.0, std::floor(axes.loss.low / tick) * tick);
    axes.loss.high = std::max(axes.loss.low + tick, std::ceil(axes.loss.high / tick) * tick);
    return axes;
}

void drawGrid(QPainter& painter, const Axes& axes)
{
    const QPen grid(QColor(225, 225, 225));
    const QPen text(QColor(70, 70, 70));
    const double acrossTick = tickFor(axes.samples.high);
    for (double s = 0; s <= axes.samples.high; s += acrossTick) {
        const double x = axes.at({s, axes.loss.low}).x();
        painter.setPen(grid);
        painter.drawLine(QPointF(x, kPlot.top()), QPointF(x, kPlot.bottom()));
        painter.setPen(text);
        painter.drawText(QRectF(x - 40, kPlot.bottom() + 6, 80, 18), Qt::AlignCenter,
                         QString::number(s / 1000.0));
    }
    for (double l = axes.loss.low; l <= axes.loss.high + axes.lossTick / 100; l += axes.lossTick) {
        const double y = axes.at({0, l}).y();
        painter.setPen(grid);
        painter.drawLine(QPointF(kPlot.left(), y), QPointF(kPlot.right(), y));
        painter.setPen(text);
        painter.drawText(QRectF(0, y - 9, kPlot.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(l, 'g', 3));
    }
    painter.drawText(QRectF(kPlot.left(), kPlot.bottom() + 28, kPlot.width(), 18), Qt::AlignCenter,
                     QStringLiteral("thousands of samples"));
    painter.drawText(QRectF(6, 2, 200, 18), Qt::AlignLeft, QStringLiteral("loss"));
}

void drawRun(QPainter& painter, const Axes& axes, const TrainingLog& log, const QColor& colour)
{
    const auto line = [&](const std::vector<LossPoint>& points, const QPen& pen) {
        QPainterPath path;
        for (const LossPoint& p : points) {
            path.elementCount() == 0 ? path.moveTo(axes.at(p)) : path.lineTo(axes.at(p));
        }
        painter.strokePath(path, pen);
    };
    QColor pale = colour;
    pale.setAlpha(120);
    line(smoothed(log.training, kSmooth), QPen(pale, 1.2));
    line(log.heldOut, QPen(colour, 2.2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const LossPoint& p : log.heldOut) {
        painter.drawEllipse(axes.at(p), 3.5, 3.5);
    }
    painter.setBrush(Qt::NoBrush);
}

void drawNames(QPainter& painter, const std::vector<NamedLog>& runs)
{
    double y = kPlot.top() + 10;
    painter.fillRect(QRectF(kPlot.right() - 308, y - 4, 308, 20.0 * (runs.size() + 1) + 6),
                     QColor(255, 255, 255, 220));
    for (std::size_t i = 0; i < runs.size(); ++i, y += 20) {
        painter.setPen(QPen(colourOf(i), 3));
        painter.drawLine(QPointF(kPlot.right() - 300, y + 9), QPointF(kPlot.right() - 276, y + 9));
        painter.setPen(QColor(30, 30, 30));
        painter.drawText(QRectF(kPlot.right() - 268, y, 268, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::fromStdString(runs[i].name));
    }
    painter.setPen(QColor(70, 70, 70));
    painter.drawText(QRectF(kPlot.right() - 300, y, 300, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("thin: training; dots: held out"));
}

} // namespace

QImage lossChart(const std::vector<NamedLog>& runs)
{
    QImage chart(kSize, QImage::Format_RGB32);
    chart.fill(Qt::white);
    QPainter painter(&chart);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font;
    font.setPixelSize(13);
    painter.setFont(font);
    const Axes axes = axesOf(runs);
    drawGrid(painter, axes);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        drawRun(painter, axes, runs[i].log, colourOf(i));
    }
    drawNames(painter, runs);
    return chart;
}

} // namespace train
