#include "ui/canvas/marching_ants.h"

#include <algorithm>
#include <cstring>

namespace ui {

namespace {

constexpr int kDash = 4; // pixels of one colour
constexpr int kHalf = 128;
constexpr std::uint32_t kLight = 0xFFFFFFFF;
constexpr std::uint32_t kDark = 0xFF101010;

bool isBlank(const uchar* row, int width)
{
    return row[0] == 0 && std::memcmp(row, row + 1, static_cast<std::size_t>(width - 1)) == 0;
}

} // namespace

std::vector<QPoint> selectionEdge(const QImage& coverage)
{
    std::vector<QPoint> out;
    const int width = coverage.width();
    const int height = coverage.height();
    for (int y = 0; y < height && width > 0; ++y) {
        const uchar* row = coverage.constScanLine(y);
        if (isBlank(row, width)) {
            continue;
        }
        const uchar* above = y > 0 ? coverage.constScanLine(y - 1) : row;
        const uchar* below = y + 1 < height ? coverage.constScanLine(y + 1) : row;
        for (int x = 0; x < width; ++x) {
            if (row[x] < kHalf) {
                continue;
            }
            const int left = x > 0 ? row[x - 1] : row[x];
            const int right = x + 1 < width ? row[x + 1] : row[x];
            if (std::min({left, right, int{above[x]}, int{below[x]}}) < kHalf) {
                out.emplace_back(x, y);
            }
        }
    }
    return out;
}

void MarchingAnts::follow(const QImage& coverage, std::uint64_t revision)
{
    if (revision == m_revision && m_image.size() == coverage.size()) {
        return;
    }
    m_revision = revision;
    if (m_image.size() != coverage.size()) {
        m_edge.clear();
        m_image = {};
    }
    for (const QPoint& point : m_edge) {
        reinterpret_cast<std::uint32_t*>(m_image.scanLine(point.y()))[point.x()] = 0;
    }
    m_edge = selectionEdge(coverage);
    if (m_edge.empty()) {
        m_bounds = {};
        return;
    }
    if (m_image.isNull()) {
        m_image = QImage(coverage.size(), QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
    }
    const auto [left, right] =
        std::minmax_element(m_edge.begin(), m_edge.end(),
                            [](const QPoint& a, const QPoint& b) { return a.x() < b.x(); });
    m_bounds = QRect(QPoint(left->x(), m_edge.front().y()), QPoint(right->x(), m_edge.back().y()));
    draw();
}

void MarchingAnts::clear()
{
    m_edge.clear();
    m_bounds = {};
    m_image = {};
}

void MarchingAnts::advance()
{
    m_phase = (m_phase + 1) % (2 * kDash);
    draw();
}

void MarchingAnts::draw()
{
    if (m_image.isNull()) {
        return;
    }
    uchar* bits = m_image.bits();
    const qsizetype stride = m_image.bytesPerLine();
    for (const QPoint& point : m_edge) {
        const bool light = ((point.x() + point.y() + m_phase) / kDash) % 2 == 0;
        reinterpret_cast<std::uint32_t*>(bits + stride * point.y())[point.x()] =
            light ? kLight : kDark;
    }
}

} // namespace ui
