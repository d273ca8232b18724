#include "core/selection/refine_edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

// p = the selection, I = the picture (r, g, b), both in [0, 1]. In each window a line p = a . I + b
// is fitted; the result is the mean of all lines that cover a pixel, taken at its colour.

namespace core {

namespace {

constexpr int kBlock = kTileSide;
constexpr int kWidestStep = 8; // windows wider than this many samples are subsampled

/// One number for each sample of a block.
struct Plane {
    Plane(int w, int h)
        : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h))
    {
    }
    [[nodiscard]] float& at(int x, int y) { return values[index(x, y)]; }
    [[nodiscard]] float at(int x, int y) const { return values[index(x, y)]; }
    [[nodiscard]] std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x);
    }
    int width;
    int height;
    std::vector<float> values;
};

/// Means over 2r + 1 samples of a line `stride` apart, fewer at its ends.
void meanOfLine(const float* in, float* out, int count, std::ptrdiff_t stride, int r)
{
    double sum = 0;
    int covered = 0;
    for (int i = 0; i < std::min(r, count); ++i) {
        sum += static_cast<double>(in[i * stride]);
        ++covered;
    }
    for (int i = 0; i < count; ++i) {
        if (i + r < count) {
            sum += static_cast<double>(in[(i + r) * stride]);
            ++covered;
        }
        if (i - r - 1 >= 0) {
            sum -= static_cast<double>(in[(i - r - 1) * stride]);
            --covered;
        }
        out[i * stride] = static_cast<float>(sum / covered);
    }
}

void boxMean(Plane& plane, int r)
{
    std::vector<float> between(plane.values.size());
    for (int y = 0; y < plane.height; ++y) {
        meanOfLine(&plane.at(0, y), between.data() + plane.index(0, y), plane.width, 1, r);
    }
    for (int x = 0; x < plane.width; ++x) {
        meanOfLine(between.data() + x, &plane.at(x, 0), plane.height, plane.width, r);
    }
}

/// x of the symmetric system m x = v; m = (rr, rg, rb, gg, gb, bb), made definite by the
/// smoothness.
std::array<double, 3> solved(const std::array<double, 6>& m, const std::array<double, 3>& v)
{
    const double c00 = m[3] * m[5] - m[4] * m[4];
    const double c01 = m[2] * m[4] - m[1] * m[5];
    const double c02 = m[1] * m[4] - m[2] * m[3];
    const double c11 = m[0] * m[5] - m[2] * m[2];
    const double c12 = m[1] * m[2] - m[0] * m[4];
    const double c22 = m[0] * m[3] - m[1] * m[1];
    const double scale = 1.0 / (m[0] * c00 + m[1] * c01 + m[2] * c02);
    return {(c00 * v[0] + c01 * v[1] + c02 * v[2]) * scale,
            (c01 * v[0] + c11 * v[1] + c12 * v[2]) * scale,
            (c02 * v[0] + c12 * v[1] + c22 * v[2]) * scale};
}

/// A block's picture and selection, and the lines through them.
struct Block {
    std::vector<Plane> color; ///< r, g, b
    Plane coverage;
};

/// Every `step`-th sample as the mean of its neighbourhood.
Plane reducedPlane(const Plane& in, int step)
{
    if (step == 1) {
        return in;
    }
    Plane out((in.width + step - 1) / step, (in.height + step - 1) / step);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            float sum = 0;
            int count = 0;
            for (int v = y * step; v < std::min((y + 1) * step, in.height); ++v) {
                for (int u = x * step; u < std::min((x + 1) * step, in.width); ++u) {
                    sum += in.at(u, v);
                    ++count;
                }
            }
            out.at(x, y) = sum / static_cast<float>(count);
        }
    }
    return out;
}

/// a (three planes) and b (the fourth), averaged over their windows.
std::vector<Plane> linesThrough(const std::vector<Plane>& color, const Plane& p, int r, float eps)
{
    const int w = p.width;
    const int h = p.height;
    const auto mean = [&](const auto& valueAt) {
        Plane out(w, h);
        for (std::size_t i = 0; i < out.values.size(); ++i) {
            out.values[i] = valueAt(i);
        }
        boxMean(out, r);
        return out;
    };
    const auto value = [](const Plane& plane, std::size_t i) { return plane.values[i]; };
    constexpr std::array<std::array<std::size_t, 2>, 6> kPairs{
        {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}}};
    std::vector<Plane> means;
    std::vector<Plane> withP;
    for (std::size_t c = 0; c < 3; ++c) {
        means.push_back(mean([&](std::size_t i) { return value(color[c], i); }));
        withP.push_back(mean([&](std::size_t i) { return value(color[c], i) * value(p, i); }));
    }
    const Plane meanP = mean([&](std::size_t i) { return value(p, i); });
    std::vector<Plane> squares;
    for (const auto& pair : kPairs) {
        squares.push_back(mean(
            [&](std::size_t i) { return value(color[pair[0]], i) * value(color[pair[1]], i); }));
    }
    std::vector<Plane> lines(4, Plane(w, h));
    for (std::size_t i = 0; i < meanP.values.size(); ++i) {
        std::array<double, 6> sigma{};
        for (std::size_t k = 0; k < 6; ++k) {
            const auto [c, d] = kPairs[k];
            sigma[k] = double(squares[k].values[i]) -
                       double(means[c].values[i]) * double(means[d].values[i]) +
                       (c == d ? double(eps) : 0.0);
        }
        std::array<double, 3> along{};
        for (std::size_t c = 0; c < 3; ++c) {
            along[c] =
                double(withP[c].values[i]) - double(means[c].values[i]) * double(meanP.values[i]);
        }
        const std::array<double, 3> a = solved(sigma, along);
        double b = double(meanP.values[i]);
        for (std::size_t c = 0; c < 3; ++c) {
            lines[c].values[i] = static_cast<float>(a[c]);
            b -= a[c] * double(means[c].values[i]);
        }
        lines[3].values[i] = static_cast<float>(b);
    }
    for (Plane& line : lines) {
        boxMean(line, r);
    }
    return lines;
}

/// Between the samples of a plane that is `step` times smaller.
float sampled(const Plane& plane, int x, int y, int step)
{
    if (step == 1) {
        return plane.at(x, y);
    }
    const auto place = [step](int at, int count, int& from) {
        const float exact = (static_cast<float>(at) + 0.5F) / static_cast<float>(step) - 0.5F;
        const float clamped = std::clamp(exact, 0.0F, static_cast<float>(count - 1));
        from = std::min(static_cast<int>(clamped), std::max(0, count - 2));
        return clamped - static_cast<float>(from);
    };
    int x0 = 0;
    int y0 = 0;
    const float fx = place(x, plane.width, x0);
    const float fy = place(y, plane.height, y0);
    const int x1 = std::min(x0 + 1, plane.width - 1);
    const int y1 = std::min(y0 + 1, plane.height - 1);
    const float top = plane.at(x0, y0) + (plane.at(x1, y0) - plane.at(x0, y0)) * fx;
    const float bottom = plane.at(x0, y1) + (plane.at(x1, y1) - plane.at(x0, y1)) * fx;
    return top + (bottom - top) * fy;
}

Block readBlock(const RegionReader& picture, const Mask& mask, const Rect& area)
{
    Block out{std::vector<Plane>(3, Plane(area.width, area.height)),
              Plane(area.width, area.height)};
    const auto width = static_cast<std::size_t>(area.width);
    std::vector<std::uint8_t> rgba(width * static_cast<std::size_t>(area.height) * 4);
    picture(area, rgba.data(), static_cast<std::ptrdiff_t>(width * 4));
    std::vector<std::uint8_t> gray(width * static_cast<std::size_t>(area.height));
    mask.readGray8(area, gray.data(), area.width);
    for (std::size_t i = 0; i < gray.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            out.color[c].values[i] = static_cast<float>(rgba[i * 4 + c]) / 255.0F;
        }
        out.coverage.values[i] = static_cast<float>(gray[i]) / 255.0F;
    }
    return out;
}

void refineBlock(const Block& block, const Rect& from, const Rect& tile,
                 const EdgeRefinement& wanted, Mask& out)
{
    const int radius = std::max(1, static_cast<int>(std::lround(wanted.radius)));
    const int step = std::max(1, radius / kWidestStep);
    std::vector<Plane> small;
    for (const Plane& color : block.color) {
        small.push_back(reducedPlane(color, step));
    }
    const std::vector<Plane> lines = linesThrough(small, reducedPlane(block.coverage, step),
                                                  std::max(1, radius / step), wanted.smoothness);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(tile.width));
    for (int y = tile.y; y < tile.bottom(); ++y) {
        for (int x = tile.x; x < tile.right(); ++x) {
            const int u = x - from.x;
            const int v = y - from.y;
            float q = sampled(lines[3], u, v, step);
            for (std::size_t c = 0; c < 3; ++c) {
                q += sampled(lines[c], u, v, step) * block.color[c].at(u, v);
            }
            q = std::clamp((q - 0.5F) * wanted.contrast + 0.5F, 0.0F, 1.0F);
            row[static_cast<std::size_t>(x - tile.x)] =
                static_cast<std::uint8_t>(q * 255.0F + 0.5F);
        }
        out.coverage().writeRow(tile.x, y, tile.width, row.data());
    }
}

} // namespace

Mask refinedEdges(const RegionReader& picture, const Mask& mask, const EdgeRefinement& wanted,
                  const std::stop_token& stop)
{
    Mask out = mask;
    // Two windows meet in each pixel: the one its line comes from, and those that line averages.
    const int margin = 2 * std::max(1, static_cast<int>(std::lround(wanted.radius))) + 1;
    const Rect canvas = Rect::fromSize(mask.size());
    std::vector<std::uint8_t> gray;
    for (int y = 0; y < canvas.height; y += kBlock) {
        for (int x = 0; x < canvas.width && !stop.stop_requested(); x += kBlock) {
            const Rect tile = Rect{x, y, kBlock, kBlock}.intersected(canvas);
            const Rect around = tile.expanded(margin).intersected(canvas);
            gray.resize(static_cast<std::size_t>(around.area()));
            mask.readGray8(around, gray.data(), around.width);
            const auto [least, most] = std::minmax_element(gray.begin(), gray.end());
            if (*least == *most) {
                continue; // no edge in reach
            }
            refineBlock(readBlock(picture, mask, around), around, tile, wanted, out);
        }
    }
    return out;
}

} // namespace core
