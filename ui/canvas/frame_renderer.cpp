#include "ui/canvas/frame_renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace ui {

namespace {

constexpr int kSide = core::kTileSide;
constexpr int kShift = 8; // log2 of kSide
static_assert(1 << kShift == kSide);

// What an absent tile reads as.
constexpr std::array<std::uint8_t, std::size_t{4} * kSide> kZeros{};

} // namespace

template <int Bytes> const std::uint8_t* FrameRenderer::Grid::pixel(int x, int y) const
{
    const Cell& cell = at(x >> kShift, y >> kShift);
    if (cell.data == nullptr) {
        return kZeros.data();
    }
    const int inX = ((x & (kSide - 1)) >> cell.up) + cell.dx;
    const int inY = ((y & (kSide - 1)) >> cell.up) + cell.dy;
    return cell.data + std::ptrdiff_t{Bytes} * (inY * kSide + inX);
}

template <int Bytes>
const std::uint8_t* FrameRenderer::Grid::run(int x, int y, int count, std::uint8_t* scratch) const
{
    const Cell& cell = at(x >> kShift, y >> kShift);
    const std::uint8_t* first = pixel<Bytes>(x, y);
    if (cell.data == nullptr || cell.up == 0) {
        return first;
    }
    const int inTile = x & (kSide - 1);
    const int start = inTile >> cell.up;
    for (int i = 0; i < count; ++i) {
        std::memcpy(scratch + std::ptrdiff_t{Bytes} * i,
                    first + std::ptrdiff_t{Bytes} * (((inTile + i) >> cell.up) - start), Bytes);
    }
    return scratch;
}

bool FrameRenderer::Grid::rowIsEmpty(int y) const
{
    const auto first = cells.begin() + std::ptrdiff_t{columns} * ((y >> kShift) - firstRow);
    return std::all_of(first, first + columns,
                       [](const Cell& cell) { return cell.data == nullptr; });
}

void FrameRenderer::begin(const FrameScene& scene, const QRect& area)
{
    m_scene = scene;
    m_toImage = scene.toView.inverted();
    m_level = scene.picture->levelForScale(scene.zoom);
    m_perLevel = std::ldexp(1.0, -m_level);
    m_nearest = scene.zoom >= kNearestFrom;
    m_turned = scene.toView.m12() != 0 || scene.toView.m21() != 0 || scene.toView.m22() < 0;
    m_copies = std::abs(scene.zoom / m_perLevel - 1.0) < 1e-9;
    m_tint = scene.tint.rgba();
    m_pending.resize(std::size_t{4} * kSide * kSide);
    const std::uint32_t pending = scene.pending.rgb();
    for (std::size_t at = 0; at < m_pending.size(); at += 4) {
        std::memcpy(m_pending.data() + at, &pending, 4);
    }
    const QRectF seen = m_toImage.mapRect(QRectF(area));
    const int margin = 2 << m_level;
    const core::Rect pixels =
        core::Rect::fromEdges(static_cast<int>(std::floor(seen.left())) - margin,
                              static_cast<int>(std::floor(seen.top())) - margin,
                              static_cast<int>(std::ceil(seen.right())) + margin,
                              static_cast<int>(std::ceil(seen.bottom())) + margin)
            .intersected(core::Rect::fromSize(scene.picture->size()));
    fillGrid(m_picture, *scene.picture, pixels, true);
    m_mask.isEmpty = true;
    if (scene.mask != nullptr && scene.mask->size() == scene.picture->size()) {
        fillGrid(m_mask, *scene.mask, pixels, false);
    }
}

void FrameRenderer::fillGrid(Grid& grid, TileCache& tiles, const core::Rect& seen, bool opaque)
{
    grid.cells.clear();
    grid.isEmpty = true;
    grid.columns = 0;
    if (seen.isEmpty()) {
        return;
    }
    const int side = kSide << m_level;
    grid.level = tiles.levelSize(m_level);
    grid.firstColumn = seen.x / side;
    grid.firstRow = seen.y / side;
    grid.columns = (seen.right() - 1) / side - grid.firstColumn + 1;
    for (int row = grid.firstRow; row <= (seen.bottom() - 1) / side; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            const TileId id{m_level, grid.firstColumn + column, row};
            const TilePixels tile = tiles.pixels(id);
            Cell cell{tile.data, tile.up, 0, 0};
            if (tile.up > 0) {
                const int part = (1 << tile.up) - 1;
                cell.dx = (id.column & part) * (kSide >> tile.up);
                cell.dy = (id.row & part) * (kSide >> tile.up);
            }
            if (!tile.known && opaque) {
                cell = {m_pending.data(), 0, 0, 0};
            }
            grid.isEmpty = grid.isEmpty && cell.data == nullptr;
            grid.cells.push_back(cell);
        }
    }
}

void FrameRenderer::prepareColumns(int first, int count)
{
    m_index.clear();
    m_weight.clear();
    m_inside = 0;
    const int width = m_scene.picture->size().width;
    int lowest = 0;
    int highest = 0;
    for (int x = first; x < first + count; ++x) {
        const double u = (x + 0.5) * m_toImage.m11() + m_toImage.dx();
        if (u < 0 || u >= width) {
            continue;
        }
        const double at = u * m_perLevel - (m_nearest || m_copies ? 0.0 : 0.5);
        const int index = static_cast<int>(std::floor(at));
        if (m_index.empty()) {
            m_firstInside = x;
            lowest = index;
            highest = index;
        }
        lowest = std::min(lowest, index);
        highest = std::max(highest, index);
        m_index.push_back(index);
        m_weight.push_back(static_cast<std::uint16_t>(std::min(65535.0, (at - index) * 65536.0)));
    }
    m_inside = static_cast<int>(m_index.size());
    m_lowest = lowest;
    m_lineLength = highest + 2 - lowest;
    for (int& index : m_index) {
        index -= lowest;
    }
    m_line.resize(static_cast<std::size_t>(m_lineLength) * 4);
    m_mixed.resize(static_cast<std::size_t>(m_lineLength) * 4);
}

/// Pixels m_lowest ... of row `y` of the level, those outside of it repeating its ends.
template <int Bytes> const std::uint8_t* FrameRenderer::gather(const Grid& grid, int y)
{
    const int last = std::min(m_lowest + m_lineLength, grid.level.width);
    for (int x = std::max(0, m_lowest); x < last;) {
        const int end = std::min(last, (x / kSide + 1) * kSide);
        std::uint8_t* to = m_line.data() + std::ptrdiff_t{Bytes} * (x - m_lowest);
        const std::uint8_t* from = grid.run<Bytes>(x, y, end - x, to);
        if (from != to) {
            std::memcpy(to, from, static_cast<std::size_t>((end - x) * Bytes));
        }
        x = end;
    }
    return m_line.data();
}

/// The same between rows `y` and `y` + 1.
template <int Bytes>
const std::uint16_t* FrameRenderer::gatherMixed(const Grid& grid, int y, std::uint16_t weight)
{
    const int upper = std::clamp(y, 0, grid.level.height - 1);
    const int lower = std::clamp(y + 1, 0, grid.level.height - 1);
    const int first = std::max(0, m_lowest);
    const int last = std::min(m_lowest + m_lineLength, grid.level.width);
    std::uint16_t* out = m_mixed.data();
    for (int x = first; x < last;) {
        const int end = std::min(last, (x / kSide + 1) * kSide);
        rows::mix(grid.run<Bytes>(x, upper, end - x, m_upper.data()),
                  grid.run<Bytes>(x, lower, end - x, m_lower.data()), weight,
                  out + std::ptrdiff_t{Bytes} * (x - m_lowest), (end - x) * Bytes);
        x = end;
    }
    for (int x = m_lowest; x < first; ++x) {
        std::copy_n(out + std::ptrdiff_t{Bytes} * (first - m_lowest), Bytes,
                    out + std::ptrdiff_t{Bytes} * (x - m_lowest));
    }
    for (int x = last; x < m_lowest + m_lineLength; ++x) {
        std::copy_n(out + std::ptrdiff_t{Bytes} * (last - 1 - m_lowest), Bytes,
                    out + std::ptrdiff_t{Bytes} * (x - m_lowest));
    }
    return out;
}

/// The m_inside pixels of one row of the view, `v` down the level.
template <int Bytes, class Out> void FrameRenderer::sampleRow(const Grid& grid, double v, Out* out)
{
    if (m_nearest || m_copies) {
        const int y = std::clamp(static_cast<int>(std::floor(v)), 0, grid.level.height - 1);
        const std::uint8_t* line = gather<Bytes>(grid, y);
        if (m_copies && m_toImage.m11() > 0) {
            std::memcpy(out, line, static_cast<std::size_t>(m_inside) * sizeof(Out));
            return;
        }
        for (int i = 0; i < m_inside; ++i) {
            std::memcpy(out + i, line + std::ptrdiff_t{Bytes} * m_index[std::size_t(i)], Bytes);
        }
        return;
    }
    const double at = v - 0.5;
    const int y = static_cast<int>(std::floor(at));
    const auto weight = static_cast<std::uint16_t>(std::min(65535.0, (at - y) * 65536.0));
    const std::uint16_t* line = gatherMixed<Bytes>(grid, y, weight);
    if constexpr (Bytes == 4) {
        rows::sampleColor(line, m_index.data(), m_weight.data(), out, m_inside);
    } else {
        rows::sampleGray(line, m_index.data(), m_weight.data(), out, m_inside);
    }
}

void FrameRenderer::render(const QRect& area, QImage& frame, QImage& coverage)
{
    if (!m_turned) {
        prepareColumns(area.x(), area.width());
    }
    for (int y = area.top(); y <= area.bottom(); ++y) {
        auto* out = reinterpret_cast<std::uint32_t*>(frame.scanLine(y));
        if (m_turned) {
            renderTurnedRow(y, out, coverage.scanLine(y), area);
        } else {
            renderRow(y, out, coverage.scanLine(y), area);
        }
    }
}

void FrameRenderer::renderRow(int y, std::uint32_t* out, std::uint8_t* coverage, const QRect& area)
{
    const int right = area.x() + area.width();
    const double v = (y + 0.5) * m_toImage.m22() + m_toImage.dy();
    const bool inside = m_inside > 0 && v >= 0 && v < m_scene.picture->size().height;
    const int first = inside ? m_firstInside : right;
    const int last = inside ? m_firstInside + m_inside : right;
    const std::uint32_t surround = m_scene.surround.rgb();
    std::fill(out + area.x(), out + first, surround);
    std::fill(out + last, out + right, surround);
    std::memset(coverage + area.x(), 0, static_cast<std::size_t>(area.width()));
    if (!inside) {
        return;
    }
    sampleRow<4>(m_picture, v * m_perLevel, out + first);
    const std::uint8_t* covered = nullptr;
    if (!m_mask.isEmpty) {
        const double at = v * m_perLevel - 0.5;
        const auto row = [&](int step) {
            return std::clamp(static_cast<int>(std::floor(at)) + step, 0, m_mask.level.height - 1);
        };
        if (!m_mask.rowIsEmpty(row(0)) || !m_mask.rowIsEmpty(row(1))) {
            sampleRow<1>(m_mask, v * m_perLevel, coverage + first);
            covered = coverage + first;
        }
    }
    finishRow(first, y, out + first, covered, m_inside);
}

void FrameRenderer::finishRow(int x, int y, std::uint32_t* out, const std::uint8_t* coverage,
                              int count)
{
    if (!rows::isOpaque(out, count)) {
        // Moves with the picture, so that a scrolled frame stays right.
        const int dx = static_cast<int>(std::lround(m_scene.toView.dx()));
        const int dy = static_cast<int>(std::lround(m_scene.toView.dy()));
        rows::overChecker(out, count, x - dx, y - dy, m_scene.checker);
    }
    if (coverage != nullptr && m_tint >> 24U != 0) {
        rows::overlay(out, coverage, count, m_tint);
    }
}

std::uint32_t FrameRenderer::turnedColor(double u, double v) const
{
    const auto at = [this](int x, int y) {
        std::uint32_t word = 0;
        std::memcpy(&word, m_picture.pixel<4>(x, y), 4);
        return word;
    };
    const int right = m_picture.level.width - 1;
    const int bottom = m_picture.level.height - 1;
    if (m_nearest) {
        return at(std::min(static_cast<int>(u), right), std::min(static_cast<int>(v), bottom));
    }
    // Moved by a whole pixel, so that cutting off rounds down.
    const int x = static_cast<int>(u + 0.5) - 1;
    const int y = static_cast<int>(v + 0.5) - 1;
    const auto fractionX = static_cast<float>(u - 0.5 - x);
    const auto fractionY = static_cast<float>(v - 0.5 - y);
    const int x0 = std::max(x, 0);
    const int y0 = std::max(y, 0);
    const int x1 = std::min(x + 1, right);
    const int y1 = std::min(y + 1, bottom);
    return rows::bilinear(at(x0, y0), at(x1, y0), at(x0, y1), at(x1, y1), fractionX, fractionY);
}

std::uint8_t FrameRenderer::turnedCoverage(double u, double v) const
{
    const int right = m_mask.level.width - 1;
    const int bottom = m_mask.level.height - 1;
    const auto at = [&](int x, int y) {
        return static_cast<float>(
            *m_mask.pixel<1>(std::clamp(x, 0, right), std::clamp(y, 0, bottom)));
    };
    if (m_nearest) {
        return static_cast<std::uint8_t>(at(static_cast<int>(u), static_cast<int>(v)));
    }
    const int x = static_cast<int>(u + 0.5) - 1;
    const int y = static_cast<int>(v + 0.5) - 1;
    const auto fractionX = static_cast<float>(u - 0.5 - x);
    const auto fractionY = static_cast<float>(v - 0.5 - y);
    const float upper = at(x, y) + (at(x + 1, y) - at(x, y)) * fractionX;
    const float lower = at(x, y + 1) + (at(x + 1, y + 1) - at(x, y + 1)) * fractionX;
    return static_cast<std::uint8_t>(upper + (lower - upper) * fractionY + 0.5F);
}

void FrameRenderer::renderTurnedRow(int y, std::uint32_t* out, std::uint8_t* coverage,
                                    const QRect& area)
{
    const core::Size size = m_scene.picture->size();
    const std::uint32_t surround = m_scene.surround.rgb();
    const double baseU = (y + 0.5) * m_toImage.m21() + m_toImage.dx();
    const double baseV = (y + 0.5) * m_toImage.m22() + m_toImage.dy();
    int first = area.right() + 1;
    int last = first;
    for (int x = area.left(); x <= area.right(); ++x) {
        const double u = (x + 0.5) * m_toImage.m11() + baseU;
        const double v = (x + 0.5) * m_toImage.m12() + baseV;
        coverage[x] = 0;
        if (u < 0 || v < 0 || u >= size.width || v >= size.height) {
            out[x] = surround;
            continue;
        }
        first = std::min(first, x);
        last = x + 1;
        out[x] = turnedColor(u * m_perLevel, v * m_perLevel);
        if (!m_mask.isEmpty) {
            coverage[x] = turnedCoverage(u * m_perLevel, v * m_perLevel);
        }
    }
    finishRow(first, y, out + first, m_mask.isEmpty ? nullptr : coverage + first,
              std::max(0, last - first));
}

} // namespace ui
