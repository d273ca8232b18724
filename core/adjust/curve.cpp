#include "core/adjust/curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace core {

Curve::Curve(std::vector<CurvePoint> points)
{
    std::stable_sort(points.begin(), points.end(),
                     [](const CurvePoint& a, const CurvePoint& b) { return a.x < b.x; });
    for (const CurvePoint& point : points) {
        if (!m_points.empty() && point.x - m_points.back().x < 1e-4F) {
            m_points.back() = point;
        } else {
            m_points.push_back(point);
        }
    }
    if (m_points.size() < 2) {
        m_points = {{0, 0}, {1, 1}};
    }
    findSlopes();
}

bool Curve::isIdentity() const
{
    return std::all_of(m_points.begin(), m_points.end(),
                       [](const CurvePoint& p) { return p.x == p.y; }) &&
           m_points.front().x == 0 && m_points.back().x == 1;
}

// Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation" (1980): where the points rise, the
// curve rises, without overshooting.
void Curve::findSlopes()
{
    const std::size_t n = m_points.size();
    std::vector<float> steps(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        steps[i] = (m_points[i + 1].y - m_points[i].y) / (m_points[i + 1].x - m_points[i].x);
    }
    m_slopes.assign(n, 0.0F);
    m_slopes.front() = steps.front();
    m_slopes.back() = steps.back();
    for (std::size_t i = 1; i + 1 < n; ++i) {
        m_slopes[i] = steps[i - 1] * steps[i] > 0 ? (steps[i - 1] + steps[i]) / 2 : 0.0F;
    }
    for (std::size_t i = 0; i + 1 < n; ++i) {
        if (steps[i] == 0) {
            m_slopes[i] = 0;
            m_slopes[i + 1] = 0;
            continue;
        }
        const float a = m_slopes[i] / steps[i];
        const float b = m_slopes[i + 1] / steps[i];
        const float length = std::hypot(a, b);
        if (length > 3) {
            m_slopes[i] = 3 * a / length * steps[i];
            m_slopes[i + 1] = 3 * b / length * steps[i];
        }
    }
}

float Curve::at(float x) const
{
    if (x <= m_points.front().x) {
        return m_slopes.empty() ? std::clamp(x, 0.0F, 1.0F) : m_points.front().y;
    }
    if (x >= m_points.back().x) {
        return m_slopes.empty() ? std::clamp(x, 0.0F, 1.0F) : m_points.back().y;
    }
    if (m_slopes.empty()) {
        return x;
    }
    const auto upper =
        std::upper_bound(m_points.begin(), m_points.end(), x,
                         [](float value, const CurvePoint& point) { return value < point.x; });
    const auto i = static_cast<std::size_t>(upper - m_points.begin()) - 1;
    const float width = m_points[i + 1].x - m_points[i].x;
    const float t = (x - m_points[i].x) / width;
    const float s = 1 - t;
    const float value = m_points[i].y * (1 + 2 * t) * s * s + m_slopes[i] * width * t * s * s +
                        m_points[i + 1].y * t * t * (3 - 2 * t) -
                        m_slopes[i + 1] * width * t * t * s;
    return std::clamp(value, 0.0F, 1.0F);
}

std::vector<float> Curve::table(int size) const
{
    std::vector<float> out(static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = at(static_cast<float>(i) / static_cast<float>(out.size() - 1));
    }
    return out;
}

} // namespace core
