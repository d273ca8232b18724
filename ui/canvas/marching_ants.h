#pragma once

/// The edge of the selection as a moving line of dashes, worked out in the pixels of the view.
/// GUI thread only.

#include <QImage>
#include <QPoint>
#include <QRect>

#include <cstdint>
#include <vector>

namespace ui {

/// Pixels with coverage of a half or more that have a neighbour (of four) with less; the border of
/// the image is no edge. `coverage` is Format_Grayscale8.
[[nodiscard]] std::vector<QPoint> selectionEdge(const QImage& coverage);

class MarchingAnts {
public:
    /// A new edge; `revision` tells whether it is one.
    void follow(const QImage& coverage, std::uint64_t revision);
    void clear();
    /// One step of the march.
    void advance();

    [[nodiscard]] bool isEmpty() const { return m_edge.empty(); }
    /// Where they are, physical pixels.
    [[nodiscard]] QRect bounds() const { return m_bounds; }
    /// Premultiplied, of the view's size, transparent but for the dashes.
    [[nodiscard]] const QImage& image() const { return m_image; }

private:
    void draw();

    std::vector<QPoint> m_edge;
    QRect m_bounds;
    QImage m_image;
    std::uint64_t m_revision = 0;
    int m_phase = 0;
};

} // namespace ui
