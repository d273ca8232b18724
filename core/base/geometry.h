#pragma once

/// Whole-pixel geometry: x to the right, y down, rectangles half open. Any thread.

#include <algorithm>
#include <cstdint>

namespace core {

struct Point {
    int x = 0;
    int y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
    int width = 0;
    int height = 0;
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::int64_t area() const
    {
        return isEmpty() ? 0 : static_cast<std::int64_t>(width) * height;
    }
    friend bool operator==(const Size&, const Size&) = default;
};

/// Pixels with x <= px < x + width and y <= py < y + height.
struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] static Rect fromSize(Size s) { return {0, 0, s.width, s.height}; }
    [[nodiscard]] static Rect fromEdges(int left, int top, int right, int bottom)
    {
        return {left, top, right - left, bottom - top};
    }

    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] Size size() const { return {width, height}; }
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::int64_t area() const { return size().area(); }
    [[nodiscard]] bool contains(Point p) const
    {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }
    [[nodiscard]] bool contains(const Rect& r) const
    {
        return r.isEmpty() ||
               (r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom());
    }
    [[nodiscard]] Rect translated(int dx, int dy) const { return {x + dx, y + dy, width, height}; }

    /// Grown by `margin` pixels on every side (shrunk if negative; may become empty).
    [[nodiscard]] Rect expanded(int margin) const
    {
        return {x - margin, y - margin, width + 2 * margin, height + 2 * margin};
    }
    [[nodiscard]] Rect intersected(const Rect& r) const
    {
        const Rect out = fromEdges(std::max(x, r.x), std::max(y, r.y), std::min(right(), r.right()),
                                   std::min(bottom(), r.bottom()));
        return out.isEmpty() ? Rect{} : out;
    }
    /// The smallest rectangle that holds both; an empty one counts as nothing.
    [[nodiscard]] Rect united(const Rect& r) const
    {
        if (isEmpty()) {
            return r;
        }
        if (r.isEmpty()) {
            return *this;
        }
        return fromEdges(std::min(x, r.x), std::min(y, r.y), std::max(right(), r.right()),
                         std::max(bottom(), r.bottom()));
    }
    friend bool operator==(const Rect&, const Rect&) = default;
};

} // namespace core
