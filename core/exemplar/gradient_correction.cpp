// Screened Poisson equation on the hole (P. Perez, M. Gangnet, A. Blake: "Poisson Image Editing",
// SIGGRAPH 2003, eq. 7; screening after S. Darabi, E. Shechtman, C. Barnes, D. B. Goldman,
// P. Sen: "Image Melding", SIGGRAPH 2012, eq. 5). Solved for the correction e = u - montage:
//
//   sum over neighbours q of w_pq (e_p - e_q - step_pq) + screening e_p = 0
//
// step_pq is the disagreement between the montage's gradient across p, q and the gradient the
// two pieces have there themselves; zero inside a piece. e_q = 0 on known pixels.
// Differs from the papers: w_pq shrinks for large disagreements, so that a remnant of the removed
// object beside the outline does not bleed in.

#include "core/exemplar/gradient_correction.h"

#include <algorithm>
#include <cmath>

namespace core::exemplar {

namespace {

struct Vec4 {
    float v[4] = {};
};

/// Link from a pixel to its right or lower neighbour.
struct Link {
    float step[3] = {}; ///< wanted e(first) - e(second)
    float weight = 0.0F;
};

class Correction {
public:
    Correction(Level& level, const std::vector<Match>& shifts, const CorrectionOptions& options)
        : m_level(level), m_shifts(shifts), m_options(options),
          m_area(level.holeBounds.expanded(1).intersected({0, 0, level.width, level.height}))
    {
        const auto count = static_cast<std::size_t>(m_area.area());
        m_right.resize(count);
        m_below.resize(count);
        m_error.resize(count);
    }

    bool run(Workers& workers)
    {
        if (!workers.runBands(m_area.y, m_area.bottom(), 16,
                              [&](int top, int bottom) { link(top, bottom); })) {
            return false;
        }
        for (int i = 0; i < 2 * m_options.iterations; ++i) {
            if (!workers.runBands(m_area.y, m_area.bottom(), 64,
                                  [&](int top, int bottom) { relax(top, bottom, i % 2); })) {
                return false;
            }
        }
        apply();
        return true;
    }

private:
    std::size_t local(int x, int y) const
    {
        return static_cast<std::size_t>(y - m_area.y) * static_cast<std::size_t>(m_area.width) +
               static_cast<std::size_t>(x - m_area.x);
    }

    bool isHole(int x, int y) const { return m_level.hole[m_level.index(x, y)] != 0; }

    /// Adds colour(of + by) - colour(of), scaled, where both are known pixels of the picture.
    bool sourceStep(Match of, int dx, int dy, float out[3]) const
    {
        const int x = of.x + dx;
        const int y = of.y + dy;
        if (!of.isSet() || x < 0 || y < 0 || x >= m_level.width || y >= m_level.height ||
            isHole(x, y)) {
            return false;
        }
        const Texel& a = m_level.texels[m_level.index(of.x, of.y)];
        const Texel& b = m_level.texels[m_level.index(x, y)];
        for (int c = 0; c < 3; ++c) {
            out[c] = b.v[c] - a.v[c];
        }
        return true;
    }

    Link makeLink(int x, int y, int dx, int dy) const
    {
        Link link;
        const bool firstHole = isHole(x, y);
        const bool secondHole = isHole(x + dx, y + dy);
        if (!firstHole && !secondHole) {
            return link;
        }
        float forward[3];
        float backward[3];
        const bool hasForward =
            firstHole && sourceStep(m_shifts[m_level.index(x, y)], dx, dy, forward);
        const bool hasBackward =
            secondHole && sourceStep(m_shifts[m_level.index(x + dx, y + dy)], -dx, -dy, backward);
        if (!hasForward && !hasBackward) {
            link.weight = 0.1F;
            return link;
        }
        const Texel& a = m_level.texels[m_level.index(x, y)];
        const Texel& b = m_level.texels[m_level.index(x + dx, y + dy)];
        float size = 0.0F;
        for (int c = 0; c < 3; ++c) {
            const float wanted = hasForward && hasBackward ? (forward[c] - backward[c]) / 2
                                 : hasForward              ? forward[c]
                                                           : -backward[c];
            link.step[c] = (b.v[c] - a.v[c]) - wanted;
            size += link.step[c] * link.step[c];
        }
        const float t = m_options.tolerance;
        link.weight = t * t / (t * t + size / 3.0F);
        return link;
    }

    void link(int top, int bottom)
    {
        for (int y = top; y < bottom; ++y) {
            for (int x = m_area.x; x < m_area.right(); ++x) {
                if (x + 1 < m_area.right()) {
                    m_right[local(x, y)] = makeLink(x, y, 1, 0);
                }
                if (y + 1 < m_area.bottom()) {
                    m_below[local(x, y)] = makeLink(x, y, 0, 1);
                }
            }
        }
    }

    void relax(int top, int bottom, int colour)
    {
        constexpr float kOver = 1.85F; // successive over-relaxation
        for (int y = top; y < bottom; ++y) {
            for (int x = m_area.x + ((m_area.x + y + colour) & 1); x < m_area.right(); x += 2) {
                if (!isHole(x, y)) {
                    continue;
                }
                const std::size_t i = local(x, y);
                float sum[3] = {};
                float weight = m_options.screening;
                const auto add = [&](const Link& l, std::size_t other, float sign) {
                    weight += l.weight;
                    for (int c = 0; c < 3; ++c) {
                        sum[c] += l.weight * (m_error[other].v[c] + sign * l.step[c]);
                    }
                };
                if (x + 1 < m_area.right()) {
                    add(m_right[i], i + 1, 1.0F);
                }
                if (y + 1 < m_area.bottom()) {
                    add(m_below[i], i + static_cast<std::size_t>(m_area.width), 1.0F);
                }
                if (x > m_area.x) {
                    add(m_right[i - 1], i - 1, -1.0F);
                }
                if (y > m_area.y) {
                    const std::size_t above = i - static_cast<std::size_t>(m_area.width);
                    add(m_below[above], above, -1.0F);
                }
                for (int c = 0; c < 3; ++c) {
                    float& e = m_error[i].v[c];
                    e += kOver * (sum[c] / weight - e);
                }
            }
        }
    }

    void apply()
    {
        const Rect b = m_level.holeBounds;
        for (int y = b.y; y < b.bottom(); ++y) {
            for (int x = b.x; x < b.right(); ++x) {
                if (!isHole(x, y)) {
                    continue;
                }
                Texel& t = m_level.texels[m_level.index(x, y)];
                for (int c = 0; c < 3; ++c) {
                    t.v[c] = std::clamp(t.v[c] + m_error[local(x, y)].v[c], 0.0F, 1.0F);
                }
            }
        }
    }

    Level& m_level;
    const std::vector<Match>& m_shifts;
    const CorrectionOptions& m_options;
    Rect m_area;
    std::vector<Link> m_right;
    std::vector<Link> m_below;
    std::vector<Vec4> m_error;
};

} // namespace

bool correctGradients(Level& level, const std::vector<Match>& shifts,
                      const CorrectionOptions& options, Workers& workers)
{
    if (level.holeBounds.isEmpty()) {
        return !workers.stopped();
    }
    return Correction(level, shifts, options).run(workers);
}

} // namespace core::exemplar
