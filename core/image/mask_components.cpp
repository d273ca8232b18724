#include <algorithm>
#include <numeric>

#include "core/image/mask.h"

namespace core {

namespace {

/// A horizontal stretch of covered pixels: [begin, end) of one row.
struct Run {
    int begin;
    int end;
    int y;
};

class DisjointSets {
public:
    void add() { m_parent.push_back(static_cast<int>(m_parent.size())); }
    int find(int i)
    {
        while (m_parent[static_cast<std::size_t>(i)] != i) {
            int& parent = m_parent[static_cast<std::size_t>(i)];
            parent = m_parent[static_cast<std::size_t>(parent)];
            i = parent;
        }
        return i;
    }
    void join(int a, int b)
    {
        a = find(a);
        b = find(b);
        m_parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }

private:
    std::vector<int> m_parent;
};

} // namespace

std::vector<MaskComponent> Mask::components(const Rect& area, std::uint8_t threshold) const
{
    threshold = std::max<std::uint8_t>(threshold, 1);
    const Rect region = area.intersected(bounds(threshold));
    std::vector<Run> runs;
    DisjointSets sets;
    std::vector<std::uint8_t> row(static_cast<std::size_t>(region.width));
    std::size_t above = 0; // first run of the row above that can still touch
    for (int y = region.y; y < region.bottom(); ++y) {
        m_coverage.readRow(region.x, y, region.width, row.data());
        const std::size_t own = runs.size();
        for (int x = 0; x < region.width; ++x) {
            if (row[static_cast<std::size_t>(x)] < threshold) {
                continue;
            }
            const int begin = x;
            while (x < region.width && row[static_cast<std::size_t>(x)] >= threshold) {
                ++x;
            }
            const Run run{region.x + begin, region.x + x, y};
            sets.add();
            while (above < own && runs[above].end < run.begin) {
                ++above;
            }
            // Touching also over corners, hence <=.
            for (std::size_t i = above; i < own && runs[i].begin <= run.end; ++i) {
                sets.join(static_cast<int>(i), static_cast<int>(runs.size()));
            }
            runs.push_back(run);
        }
        above = own;
    }

    std::vector<MaskComponent> out;
    std::vector<int> place(runs.size(), -1);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto root = static_cast<std::size_t>(sets.find(static_cast<int>(i)));
        if (place[root] < 0) {
            place[root] = static_cast<int>(out.size());
            out.emplace_back();
        }
        MaskComponent& part = out[static_cast<std::size_t>(place[root])];
        part.bounds = part.bounds.united(
            Rect::fromEdges(runs[i].begin, runs[i].y, runs[i].end, runs[i].y + 1));
        part.pixels += runs[i].end - runs[i].begin;
    }
    return out;
}

} // namespace core
