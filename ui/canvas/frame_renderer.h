#pragma once

/// Turns tiles into the pixels of the view: bilinear from the next larger level below 200 %,
/// nearest from there on, across the borders of tiles without a seam. Draws into plain memory, not
/// through QPainter. GUI thread only.

#include <QColor>
#include <QImage>
#include <QRect>
#include <QTransform>

#include <array>
#include <cstdint>
#include <vector>

#include "ui/canvas/row_sampling.h"
#include "ui/canvas/tile_cache.h"

namespace ui {

inline constexpr double kNearestFrom = 2.0; ///< zoom from which on pixels are drawn as squares

/// What a frame shows.
struct FrameScene {
    QTransform toView;            ///< image to physical pixels; shift in whole pixels
    double zoom = 1.0;            ///< physical pixels per image pixel
    TileCache* picture = nullptr; ///< never null
    TileCache* mask = nullptr;    ///< the selection, of the picture's size; may be null
    QColor tint;                  ///< of the selection; transparent = only its coverage is wanted
    QColor surround;
    QColor pending; ///< where nothing of the picture is known yet
    rows::Checker checker;
};

class FrameRenderer {
public:
    /// Prepares for `area` of the view, physical pixels. What the caches give must not change until
    /// the last render().
    void begin(const FrameScene& scene, const QRect& area);
    /// Draws `area`, inside that of begin(): colours into `frame` (Format_RGB32), the selection's
    /// coverage into `coverage` (Format_Grayscale8), both of the view's size.
    void render(const QRect& area, QImage& frame, QImage& coverage);

private:
    /// One tile of the level; its pixel (x, y) is that at (x >> up) + dx, (y >> up) + dy of `data`.
    struct Cell {
        const std::uint8_t* data = nullptr; ///< null = zeros
        int up = 0;
        int dx = 0;
        int dy = 0;
    };
    /// The tiles around the area, row-major.
    struct Grid {
        core::Size level; ///< pixels of the level
        int firstColumn = 0;
        int firstRow = 0;
        int columns = 0;
        std::vector<Cell> cells;
        bool isEmpty = true; ///< zeros only
        [[nodiscard]] const Cell& at(int column, int row) const
        {
            return cells[static_cast<std::size_t>((row - firstRow) * columns + column -
                                                  firstColumn)];
        }
        template <int Bytes> [[nodiscard]] const std::uint8_t* pixel(int x, int y) const;
        /// `count` pixels from (x, y) on, all in one tile: where they are, or copied to `scratch`.
        template <int Bytes>
        [[nodiscard]] const std::uint8_t* run(int x, int y, int count, std::uint8_t* scratch) const;
        [[nodiscard]] bool rowIsEmpty(int y) const;
    };

    void fillGrid(Grid& grid, TileCache& tiles, const core::Rect& seen, bool opaque);
    void prepareColumns(int first, int count);
    void renderRow(int y, std::uint32_t* out, std::uint8_t* coverage, const QRect& area);
    template <int Bytes, class Out> void sampleRow(const Grid& grid, double v, Out* out);
    template <int Bytes> const std::uint8_t* gather(const Grid& grid, int y);
    template <int Bytes>
    const std::uint16_t* gatherMixed(const Grid& grid, int y, std::uint16_t weight);
    void renderTurnedRow(int y, std::uint32_t* out, std::uint8_t* coverage, const QRect& area);
    void finishRow(int x, int y, std::uint32_t* out, const std::uint8_t* coverage, int count);
    [[nodiscard]] std::uint32_t turnedColor(double u, double v) const;
    [[nodiscard]] std::uint8_t turnedCoverage(double u, double v) const;

    FrameScene m_scene;
    QTransform m_toImage;
    int m_level = 0;
    double m_perLevel = 1.0; ///< level pixels per image pixel
    bool m_nearest = false;
    bool m_turned = false; ///< rows of the view are not rows of the picture
    bool m_copies = false; ///< each pixel of the view is one pixel of the level
    Grid m_picture;
    Grid m_mask;
    std::uint32_t m_tint = 0;

    // Columns of the area that show the picture, and where in the level they lie.
    int m_firstInside = 0;
    int m_inside = 0;
    int m_lowest = 0; ///< first pixel of the level in the lines below
    int m_lineLength = 0;
    std::vector<int> m_index;            ///< from m_lowest on
    std::vector<std::uint16_t> m_weight; ///< of the right neighbour, in 65536ths
    std::vector<std::uint8_t> m_line;
    std::array<std::uint8_t, std::size_t{4} * core::kTileSide> m_upper{};
    std::array<std::uint8_t, std::size_t{4} * core::kTileSide> m_lower{};
    std::vector<std::uint16_t> m_mixed;
    std::vector<std::uint8_t> m_pending; ///< one tile of that colour
};

} // namespace ui
