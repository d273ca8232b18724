#pragma once

/// A curve through points, as people draw it. A value; any thread.

#include <vector>

namespace core {

struct CurvePoint {
    float x = 0; ///< [0, 1], before
    float y = 0; ///< [0, 1], after
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

class Curve {
public:
    /// The straight line.
    Curve() : m_points{{0, 0}, {1, 1}} {}
    /// Sorted by x; of points at one x the last counts. Fewer than two points: the straight line.
    explicit Curve(std::vector<CurvePoint> points);

    [[nodiscard]] const std::vector<CurvePoint>& points() const { return m_points; }
    [[nodiscard]] bool isIdentity() const;
    /// Level before the first point and after the last. Never leaves [0, 1].
    [[nodiscard]] float at(float x) const;
    /// `size` values of at(), evenly from 0 to 1.
    [[nodiscard]] std::vector<float> table(int size) const;

    friend bool operator==(const Curve& a, const Curve& b) { return a.m_points == b.m_points; }

private:
    void findSlopes();

    std::vector<CurvePoint> m_points;
    std::vector<float> m_slopes; ///< empty for the straight line
};

/// Linear between the entries; x outside [0, 1] is clamped.
[[nodiscard]] inline float lookUp(const std::vector<float>& table, float x)
{
    if (!(x > 0.0F)) {
        return table.front();
    }
    if (x >= 1.0F) {
        return table.back();
    }
    const float at = x * static_cast<float>(table.size() - 1);
    const auto index = static_cast<std::size_t>(at);
    const float share = at - static_cast<float>(index);
    return table[index] + (table[index + 1] - table[index]) * share;
}

} // namespace core
