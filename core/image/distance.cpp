#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/image/mask.h"

namespace core {

namespace {

/// Rows between a pixel and the nearest `inside` pixel of its column; kNone if over `limit`.
constexpr int kNone = -1;

std::vector<int> columnDistances(const std::vector<std::uint8_t>& inside, Size size, int limit)
{
    const auto width = static_cast<std::size_t>(size.width);
    std::vector<int> out(inside.size(), kNone);
    std::vector<int> since(width, limit + 1);
    const auto sweep = [&](std::size_t y) {
        for (std::size_t x = 0; x < width; ++x) {
            since[x] = inside[y * width + x] != 0 ? 0 : std::min(since[x] + 1, limit + 1);
            int& best = out[y * width + x];
            if (since[x] <= limit && (best == kNone || since[x] < best)) {
                best = since[x];
            }
        }
    };
    for (int y = 0; y < size.height; ++y) {
        sweep(static_cast<std::size_t>(y));
    }
    std::fill(since.begin(), since.end(), limit + 1);
    for (int y = size.height - 1; y >= 0; --y) {
        sweep(static_cast<std::size_t>(y));
    }
    return out;
}

/// The lower envelope of the parabolas (x - site)^2 + height^2 of one row.
struct Envelope {
    std::vector<int> sites;
    std::vector<double> starts; ///< where sites[i] becomes the lowest

    void build(const int* column, int width)
    {
        sites.clear();
        starts.clear();
        for (int x = 0; x < width; ++x) {
            if (column[x] == kNone) {
                continue;
            }
            double start = -1e30;
            while (!sites.empty()) {
                const int last = sites.back();
                const double own = double(column[x]) * column[x] + double(x) * x;
                const double other = double(column[last]) * column[last] + double(last) * last;
                start = (own - other) / (2.0 * (x - last));
                if (start > starts.back()) {
                    break;
                }
                sites.pop_back();
                starts.pop_back();
                start = -1e30;
            }
            sites.push_back(x);
            starts.push_back(start);
        }
    }
};

} // namespace

std::vector<float> distanceTo(const std::vector<std::uint8_t>& inside, Size size, float limit)
{
    assert(static_cast<std::int64_t>(inside.size()) == size.area());
    std::vector<float> out(inside.size(), limit);
    const std::vector<int> columns =
        columnDistances(inside, size, static_cast<int>(std::ceil(limit)));
    Envelope envelope;
    for (int y = 0; y < size.height; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width);
        envelope.build(columns.data() + row, size.width);
        std::size_t piece = 0;
        for (int x = 0; x < size.width && !envelope.sites.empty(); ++x) {
            while (piece + 1 < envelope.sites.size() && envelope.starts[piece + 1] <= x) {
                ++piece;
            }
            const int site = envelope.sites[piece];
            const int height = columns[row + static_cast<std::size_t>(site)];
            const auto away = static_cast<float>(x - site);
            const auto across = static_cast<float>(height);
            const float distance = std::sqrt(away * away + across * across);
            out[row + static_cast<std::size_t>(x)] = std::min(limit, distance);
        }
    }
    return out;
}

} // namespace core
