#include "core/fill/seam_metric.h"

#include <cassert>
#include <cmath>

namespace core {

namespace {

constexpr int kNear = 2; ///< pixels from the edge at which "beside" begins
constexpr int kFar = 4;

struct Sum {
    double total = 0;
    std::int64_t count = 0;

    void add(double value)
    {
        total += value;
        ++count;
    }
    [[nodiscard]] double mean() const
    {
        return count > 0 ? total / static_cast<double>(count) : 0.0;
    }
};

class Walker {
public:
    Walker(const PixelBuffer& picture, const PixelBuffer& hole) : m_picture(picture), m_hole(hole)
    {
    }

    /// Looks at the edge between (x, y) and its neighbour in this direction, if there is one.
    void visit(int x, int y, int dx, int dy)
    {
        if (isHole(x, y) == isHole(x + dx, y + dy)) {
            return;
        }
        m_across.add(difference(x, y, dx, dy));
        for (int away = kNear; away <= kFar; ++away) {
            for (const int sign : {-1, 1}) {
                const int px = x + sign * away * dx;
                const int py = y + sign * away * dy;
                const Rect whole = Rect::fromSize(m_picture.size());
                const bool inside =
                    whole.contains(Point{px, py}) && whole.contains(Point{px + dx, py + dy});
                if (inside && isHole(px, py) == isHole(px + dx, py + dy)) {
                    m_beside.add(difference(px, py, dx, dy));
                }
            }
        }
    }

    [[nodiscard]] SeamMetric result() const { return {m_across.mean(), m_beside.mean()}; }

private:
    [[nodiscard]] bool isHole(int x, int y) const { return *m_hole.at(x, y) > 0.0F; }
    [[nodiscard]] double difference(int x, int y, int dx, int dy) const
    {
        const float* a = m_picture.at(x, y);
        const float* b = m_picture.at(x + dx, y + dy);
        return (std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2])) / 3.0;
    }

    const PixelBuffer& m_picture;
    const PixelBuffer& m_hole;
    Sum m_across;
    Sum m_beside;
};

} // namespace

SeamMetric measureSeam(const PixelBuffer& picture, const PixelBuffer& hole)
{
    assert(picture.size() == hole.size());
    Walker walker(picture, hole);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (x + 1 < picture.width()) {
                walker.visit(x, y, 1, 0);
            }
            if (y + 1 < picture.height()) {
                walker.visit(x, y, 0, 1);
            }
        }
    }
    return walker.result();
}

} // namespace core
