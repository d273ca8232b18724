#include "core/selection/shapes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace core {

namespace {

constexpr int kLinesPerRow = 8; // of pixels; along a line the covered share is exact

/// Where a horizontal line enters and leaves the shape, in pairs, ascending.
using Crossings = std::function<void(double y, std::vector<double>& out)>;

/// Adds how much of each pixel of the row lies in [left, right).
void addSpan(std::vector<float>& row, double left, double right, float weight)
{
    left = std::max(left, 0.0);
    right = std::min(right, static_cast<double>(row.size()));
    if (!(left < right)) {
        return;
    }
    const auto first = static_cast<std::size_t>(left);
    const auto last = static_cast<std::size_t>(right);
    if (first == last) {
        row[first] += static_cast<float>(right - left) * weight;
        return;
    }
    row[first] += static_cast<float>(static_cast<double>(first) + 1.0 - left) * weight;
    for (std::size_t x = first + 1; x < last; ++x) {
        row[x] += weight;
    }
    if (last < row.size()) {
        row[last] += static_cast<float>(right - static_cast<double>(last)) * weight;
    }
}

/// Fills the rows that touch [top, bottom).
Mask scanned(Size canvas, double top, double bottom, const Crossings& crossings)
{
    Mask out(canvas);
    const int first = static_cast<int>(std::clamp(std::floor(top), 0.0, double(canvas.height)));
    const int last = static_cast<int>(std::clamp(std::ceil(bottom), 0.0, double(canvas.height)));
    std::vector<float> row(static_cast<std::size_t>(std::max(0, canvas.width)));
    std::vector<std::uint8_t> coverage(row.size());
    std::vector<double> xs;
    for (int y = first; y < last; ++y) {
        std::fill(row.begin(), row.end(), 0.0F);
        for (int line = 0; line < kLinesPerRow; ++line) {
            xs.clear();
            crossings(y + (line + 0.5) / kLinesPerRow, xs);
            for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
                addSpan(row, xs[i], xs[i + 1], 1.0F / kLinesPerRow);
            }
        }
        std::transform(row.begin(), row.end(), coverage.begin(), [](float share) {
            return static_cast<std::uint8_t>(std::min(share, 1.0F) * 255.0F + 0.5F);
        });
        out.coverage().writeRow(0, y, canvas.width, coverage.data());
    }
    return out;
}

struct Edges {
    double left;
    double top;
    double right;
    double bottom;
};

Edges edgesOf(const BoxF& box)
{
    return {std::min(box.from.x, box.to.x), std::min(box.from.y, box.to.y),
            std::max(box.from.x, box.to.x), std::max(box.from.y, box.to.y)};
}

} // namespace

Mask rectangleSelection(Size canvas, const BoxF& box)
{
    const Edges edges = edgesOf(box);
    // Rows that are covered whole cost nothing: they are filled as tiles.
    const auto limited = [](double v, int size) {
        return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(size)));
    };
    const Rect inner = Rect::fromEdges(limited(std::ceil(edges.left), canvas.width),
                                       limited(std::ceil(edges.top), canvas.height),
                                       limited(std::floor(edges.right), canvas.width),
                                       limited(std::floor(edges.bottom), canvas.height));
    const bool whole = edges.left == std::round(edges.left) && edges.top == std::round(edges.top) &&
                       edges.right == std::round(edges.right) &&
                       edges.bottom == std::round(edges.bottom);
    if (whole) {
        Mask out(canvas);
        out.fill(inner, 255);
        return out;
    }
    return scanned(canvas, edges.top, edges.bottom, [&](double y, std::vector<double>& out) {
        if (y >= edges.top && y < edges.bottom) {
            out = {edges.left, edges.right};
        }
    });
}

Mask ellipseSelection(Size canvas, const BoxF& box)
{
    const Edges edges = edgesOf(box);
    const double middleX = (edges.left + edges.right) / 2;
    const double middleY = (edges.top + edges.bottom) / 2;
    const double radiusX = (edges.right - edges.left) / 2;
    const double radiusY = (edges.bottom - edges.top) / 2;
    if (!(radiusX > 0) || !(radiusY > 0)) {
        return Mask(canvas);
    }
    return scanned(canvas, edges.top, edges.bottom, [&](double y, std::vector<double>& out) {
        const double t = (y - middleY) / radiusY;
        if (std::abs(t) < 1.0) {
            const double half = radiusX * std::sqrt(1.0 - t * t);
            out = {middleX - half, middleX + half};
        }
    });
}

Mask polygonSelection(Size canvas, std::span<const PointF> points)
{
    if (points.size() < 3) {
        return Mask(canvas);
    }
    const auto [top, bottom] = std::minmax_element(
        points.begin(), points.end(), [](const PointF& a, const PointF& b) { return a.y < b.y; });
    return scanned(canvas, top->y, bottom->y, [&](double y, std::vector<double>& out) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            const PointF& a = points[i];
            const PointF& b = points[(i + 1) % points.size()];
            if ((a.y <= y) != (b.y <= y)) {
                out.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
        std::sort(out.begin(), out.end());
    });
}

BoxF boxOf(PointF from, PointF to, const BoxGesture& gesture)
{
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    if (gesture.square) {
        const double side = std::max(std::abs(dx), std::abs(dy));
        dx = std::copysign(side, dx);
        dy = std::copysign(side, dy);
    }
    const PointF start = gesture.centred ? PointF{from.x - dx, from.y - dy} : from;
    return {start, {from.x + dx, from.y + dy}};
}

} // namespace core
