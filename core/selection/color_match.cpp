#include "core/selection/color_match.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

namespace core {

namespace {

enum State : std::uint8_t { Other, Matching, Selected };

using Color = std::array<std::uint8_t, 4>;

/// Which pixels match, worked out for each tile when it is first looked at.
class MatchField {
public:
    MatchField(const RegionReader& picture, Size size, const Color& color, int tolerance)
        : m_picture(picture), m_size(size), m_color(color), m_tolerance(tolerance),
          m_columns((size.width + kTileSide - 1) / kTileSide),
          m_tiles(static_cast<std::size_t>(m_columns) *
                  static_cast<std::size_t>((size.height + kTileSide - 1) / kTileSide)),
          m_pixels(static_cast<std::size_t>(kTileSide) * kTileSide * 4)
    {
    }

    [[nodiscard]] int tileCount() const { return static_cast<int>(m_tiles.size()); }

    /// States of a tile, rows of kTileSide.
    std::uint8_t* tile(int index)
    {
        std::unique_ptr<std::uint8_t[]>& out = m_tiles[static_cast<std::size_t>(index)];
        if (!out) {
            out = made(index);
        }
        return out.get();
    }
    [[nodiscard]] bool isMade(int index) const
    {
        return m_tiles[static_cast<std::size_t>(index)] != nullptr;
    }

    std::uint8_t& at(int x, int y)
    {
        std::uint8_t* states = tile(y / kTileSide * m_columns + x / kTileSide);
        return states[(y % kTileSide) * kTileSide + x % kTileSide];
    }

    [[nodiscard]] Rect tileRect(int index) const
    {
        return Rect{index % m_columns * kTileSide, index / m_columns * kTileSide, kTileSide,
                    kTileSide}
            .intersected(Rect::fromSize(m_size));
    }

private:
    std::unique_ptr<std::uint8_t[]> made(int index)
    {
        auto out = std::make_unique<std::uint8_t[]>(std::size_t{kTileSide} * kTileSide);
        const Rect area = tileRect(index);
        m_picture(area, m_pixels.data(), std::ptrdiff_t{4} * kTileSide);
        for (int y = 0; y < area.height; ++y) {
            const std::uint8_t* row = m_pixels.data() + std::ptrdiff_t{4} * kTileSide * y;
            for (int x = 0; x < area.width; ++x) {
                int difference = 0;
                for (std::size_t c = 0; c < 4; ++c) {
                    difference =
                        std::max(difference, std::abs(row[std::size_t(x) * 4 + c] - m_color[c]));
                }
                out[static_cast<std::size_t>(y * kTileSide + x)] =
                    difference <= m_tolerance ? Matching : Other;
            }
        }
        return out;
    }

    const RegionReader& m_picture;
    Size m_size;
    Color m_color;
    int m_tolerance;
    int m_columns;
    std::vector<std::unique_ptr<std::uint8_t[]>> m_tiles;
    std::vector<std::uint8_t> m_pixels;
};

/// Marks all that hangs together with the seed, a horizontal run at a time.
void flood(MatchField& field, Size size, Point seed, const std::stop_token& stop)
{
    std::vector<Point> open{seed};
    while (!open.empty() && !stop.stop_requested()) {
        const Point at = open.back();
        open.pop_back();
        if (field.at(at.x, at.y) != Matching) {
            continue;
        }
        int left = at.x;
        while (left > 0 && field.at(left - 1, at.y) == Matching) {
            --left;
        }
        int right = at.x;
        while (right + 1 < size.width && field.at(right + 1, at.y) == Matching) {
            ++right;
        }
        for (int x = left; x <= right; ++x) {
            field.at(x, at.y) = Selected;
        }
        for (const int y : {at.y - 1, at.y + 1}) {
            if (y < 0 || y >= size.height) {
                continue;
            }
            bool inRun = false;
            for (int x = left; x <= right; ++x) {
                const bool matches = field.at(x, y) == Matching;
                if (matches && !inRun) {
                    open.push_back({x, y});
                }
                inRun = matches;
            }
        }
    }
}

} // namespace

Mask selectByColor(const RegionReader& picture, Size size, Point seed, const ColorMatch& match,
                   const std::stop_token& stop)
{
    Mask out(size);
    if (!Rect::fromSize(size).contains(seed)) {
        return out;
    }
    Color color{};
    picture({seed.x, seed.y, 1, 1}, color.data(), 4);
    MatchField field(picture, size, color, match.tolerance);
    if (match.contiguous) {
        flood(field, size, seed, stop);
    }
    const std::uint8_t wanted = match.contiguous ? Selected : Matching;
    std::array<std::uint8_t, kTileSide> row{};
    for (int index = 0; index < field.tileCount() && !stop.stop_requested(); ++index) {
        if (match.contiguous && !field.isMade(index)) {
            continue;
        }
        const std::uint8_t* states = field.tile(index);
        const Rect area = field.tileRect(index);
        for (int y = 0; y < area.height; ++y) {
            std::transform(states + std::ptrdiff_t{kTileSide} * y,
                           states + std::ptrdiff_t{kTileSide} * y + area.width, row.begin(),
                           [wanted](std::uint8_t state) {
                               return state == wanted ? std::uint8_t{255} : std::uint8_t{0};
                           });
            out.coverage().writeRow(area.x, area.y + y, area.width, row.data());
        }
    }
    if (match.smoothEdge && !stop.stop_requested()) {
        out.feather(1.0F);
    }
    return out;
}

} // namespace core
