#include "core/fill/companion.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/document/compositor.h"

namespace core {

namespace {

constexpr int kLongSide = 320;       ///< of the field that is looked at, cells
constexpr float kDarker = 0.16F;     ///< log2 steps of light below the ground that count as shadow
constexpr float kColourChange = 0.03F; ///< most that a shadow changes the share of red and blue
constexpr double kLeastShadow = 0.04;  ///< of the selection's area
constexpr double kMostShadow = 3.0;
constexpr double kLeastLikeness = 0.6; ///< correlation that makes a reflection
constexpr double kLeastHeight = 0.35;  ///< of the selection that must be mirrored

/// A small picture of the surroundings.
struct Field {
    Rect area;         ///< of the canvas
    int width = 0;
    int height = 0;
    double scale = 1;  ///< canvas pixels a cell
    std::vector<float> light; ///< log2 of luminance
    std::vector<float> red;   ///< share of red
    std::vector<float> blue;
    std::vector<std::uint8_t> selected;

    [[nodiscard]] std::size_t at(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x);
    }
    [[nodiscard]] bool holds(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < width && y < height;
    }
};

Field fieldOf(const DocumentSnapshot& snapshot, const Rect& bounds)
{
    Field out;
    const int side = std::max(bounds.width, bounds.height);
    out.area = bounds.expanded(side).intersected(snapshot.rect());
    out.scale = std::max(1.0, static_cast<double>(std::max(out.area.width, out.area.height)) /
                                  kLongSide);
    out.width = std::max(1, static_cast<int>(out.area.width / out.scale));
    out.height = std::max(1, static_cast<int>(out.area.height / out.scale));
    const std::size_t count = out.at(0, out.height);
    out.light.resize(count);
    out.red.resize(count);
    out.blue.resize(count);
    out.selected.resize(count);
    for (int y = 0; y < out.height; ++y) {
        const int top = out.area.y + static_cast<int>(y * out.scale);
        const int rows = std::max(1, static_cast<int>((y + 1) * out.scale) -
                                         static_cast<int>(y * out.scale));
        const Rect strip{out.area.x, top, out.area.width, rows};
        const PixelBuffer pixels = composite(snapshot, strip);
        const PixelBuffer mask = snapshot.mask.toBuffer(strip);
        for (int x = 0; x < out.width; ++x) {
            const int left = static_cast<int>(x * out.scale);
            const int right = std::min(strip.width,
                                       std::max(left + 1, static_cast<int>((x + 1) * out.scale)));
            double sum[3] = {0, 0, 0};
            float covered = 0;
            for (int py = 0; py < rows; ++py) {
                for (int px = left; px < right; ++px) {
                    for (int c = 0; c < 3; ++c) {
                        const double v = static_cast<double>(pixels.at(px, py)[c]);
                        sum[c] += v * v; // about linear light
                    }
                    covered = std::max(covered, *mask.at(px, py));
                }
            }
            const double n = static_cast<double>(rows) * (right - left);
            const double all = sum[0] + sum[1] + sum[2] + 1e-6 * n;
            const std::size_t i = out.at(x, y);
            out.light[i] = static_cast<float>(std::log2(all / n / 3.0 + 0.002));
            out.red[i] = static_cast<float>(sum[0] / all);
            out.blue[i] = static_cast<float>(sum[2] / all);
            out.selected[i] = covered >= 0.5F ? 1 : 0;
        }
    }
    return out;
}

/// Means over squares of `reach` cells to each side, of the cells where `counts` is set; where none
/// is, the value itself.
std::vector<float> blurred(const Field& field, const std::vector<float>& values,
                           const std::vector<std::uint8_t>& counts, int reach)
{
    const auto w = static_cast<std::size_t>(field.width) + 1;
    std::vector<double> sums(w * (static_cast<std::size_t>(field.height) + 1));
    std::vector<double> numbers(sums.size());
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            const std::size_t i = field.at(x, y);
            const std::size_t to = (static_cast<std::size_t>(y) + 1) * w +
                                   static_cast<std::size_t>(x) + 1;
            const double on = counts[i] != 0 ? 1.0 : 0.0;
            sums[to] = on * static_cast<double>(values[i]) + sums[to - 1] + sums[to - w] -
                       sums[to - w - 1];
            numbers[to] = on + numbers[to - 1] + numbers[to - w] - numbers[to - w - 1];
        }
    }
    std::vector<float> out(values.size());
    for (int y = 0; y < field.height; ++y) {
        const auto top = static_cast<std::size_t>(std::max(0, y - reach));
        const auto bottom = static_cast<std::size_t>(std::min(field.height, y + reach + 1));
        for (int x = 0; x < field.width; ++x) {
            const auto left = static_cast<std::size_t>(std::max(0, x - reach));
            const auto right = static_cast<std::size_t>(std::min(field.width, x + reach + 1));
            const auto total = [&](const std::vector<double>& table) {
                return table[bottom * w + right] - table[top * w + right] -
                       table[bottom * w + left] + table[top * w + left];
            };
            const double n = total(numbers);
            const std::size_t i = field.at(x, y);
            out[i] = n > 0.5 ? static_cast<float>(total(sums) / n) : values[i];
        }
    }
    return out;
}

std::size_t countOf(const std::vector<std::uint8_t>& cells)
{
    return static_cast<std::size_t>(std::count(cells.begin(), cells.end(), std::uint8_t{1}));
}

/// Cells of `wanted` that hang together with `seeds`.
std::vector<std::uint8_t> connectedTo(const Field& field, const std::vector<std::uint8_t>& wanted,
                                      const std::vector<std::uint8_t>& seeds, int gap)
{
    std::vector<std::uint8_t> out(wanted.size());
    std::vector<std::pair<int, int>> open;
    const auto visit = [&](int x, int y) {
        if (field.holds(x, y) && wanted[field.at(x, y)] != 0 && out[field.at(x, y)] == 0) {
            out[field.at(x, y)] = 1;
            open.emplace_back(x, y);
        }
    };
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            for (int dy = -gap; seeds[field.at(x, y)] != 0 && dy <= gap; ++dy) {
                for (int dx = -gap; dx <= gap; ++dx) {
                    visit(x + dx, y + dy);
                }
            }
        }
    }
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                visit(x + dx, y + dy);
            }
        }
    }
    return out;
}

/// How much of the field's border the cells take up, [0, 1].
double borderShare(const Field& field, const std::vector<std::uint8_t>& cells)
{
    double on = 0;
    for (int x = 0; x < field.width; ++x) {
        on += cells[field.at(x, 0)] + cells[field.at(x, field.height - 1)];
    }
    for (int y = 0; y < field.height; ++y) {
        on += cells[field.at(0, y)] + cells[field.at(field.width - 1, y)];
    }
    return on / (2.0 * (field.width + field.height));
}

double meanRow(const Field& field, const std::vector<std::uint8_t>& cells)
{
    double sum = 0, count = 0;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            sum += y * cells[field.at(x, y)];
            count += cells[field.at(x, y)];
        }
    }
    return count > 0 ? sum / count : 0;
}

std::vector<std::uint8_t> shadowCells(const Field& field)
{
    std::vector<std::uint8_t> ground(field.selected.size());
    std::transform(field.selected.begin(), field.selected.end(), ground.begin(),
                   [](std::uint8_t on) { return static_cast<std::uint8_t>(1 - on); });
    const int reach = std::max(field.width, field.height) / 4;
    const std::vector<float> smooth = blurred(field, field.light, ground, 1);
    const std::vector<float> smoothRed = blurred(field, field.red, ground, 1);
    const std::vector<float> smoothBlue = blurred(field, field.blue, ground, 1);
    std::vector<std::uint8_t> lit = ground, dark(ground.size());
    // What lies in the shadow is taken out of what the ground looks like, twice.
    for (int round = 0; round < 3; ++round) {
        const std::vector<float> light = blurred(field, field.light, lit, reach);
        const std::vector<float> red = blurred(field, field.red, lit, reach);
        const std::vector<float> blue = blurred(field, field.blue, lit, reach);
        for (std::size_t i = 0; i < dark.size(); ++i) {
            const bool darker = smooth[i] < light[i] - kDarker;
            const bool sameColour = std::abs(smoothRed[i] - red[i]) < kColourChange &&
                                    std::abs(smoothBlue[i] - blue[i]) < kColourChange;
            dark[i] = ground[i] != 0 && darker && sameColour ? 1 : 0;
            lit[i] = ground[i] != 0 && !darker ? 1 : 0;
        }
    }
    return connectedTo(field, dark, field.selected, 2);
}

/// The part of the selection that is found again below, upside down.
std::vector<std::uint8_t> reflectionCells(const Field& field)
{
    int top = field.height, bottom = 0;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            if (field.selected[field.at(x, y)] != 0) {
                top = std::min(top, y);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    const int height = bottom - top;
    std::vector<std::uint8_t> best;
    double bestLikeness = kLeastLikeness;
    for (int gap = 0; gap <= std::max(1, height / 8); ++gap) {
        const int rows = std::min(height, field.height - bottom - gap);
        if (rows < kLeastHeight * height) {
            break;
        }
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        std::vector<std::uint8_t> cells(field.selected.size());
        for (int row = 0; row < rows; ++row) {
            for (int x = 0; x < field.width; ++x) {
                const std::size_t from = field.at(x, bottom - 1 - row);
                const std::size_t to = field.at(x, bottom + gap + row);
                if (field.selected[from] == 0 || field.selected[to] != 0) {
                    continue;
                }
                cells[to] = 1;
                const double u = static_cast<double>(field.light[from]);
                const double v = static_cast<double>(field.light[to]);
                n += 1, a += u, b += v, aa += u * u, bb += v * v, ab += u * v;
            }
        }
        const double spread = (aa * n - a * a) * (bb * n - b * b);
        const double likeness = n > 64 && spread > 1e-9 ? (ab * n - a * b) / std::sqrt(spread) : 0;
        if (likeness > bestLikeness) {
            bestLikeness = likeness;
            best = std::move(cells);
        }
    }
    return best;
}

Mask maskOf(const Field& field, const std::vector<std::uint8_t>& cells,
            const DocumentSnapshot& snapshot)
{
    Mask out(snapshot.size);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(field.area.width));
    for (int y = 0; y < field.area.height; ++y) {
        const int cy = std::min(field.height - 1, static_cast<int>(y / field.scale));
        for (int x = 0; x < field.area.width; ++x) {
            const int cx = std::min(field.width - 1, static_cast<int>(x / field.scale));
            row[static_cast<std::size_t>(x)] = cells[field.at(cx, cy)] != 0 ? 255 : 0;
        }
        out.coverage().writeRow(field.area.x, field.area.y + y, field.area.width, row.data());
    }
    out.grow(static_cast<float>(1.5 * field.scale)); // a shadow's rim is soft
    out.subtract(snapshot.mask);
    return out;
}

} // namespace

std::optional<Companion> findCompanion(const DocumentSnapshot& snapshot, std::stop_token stop)
{
    const Rect bounds = snapshot.mask.bounds(128);
    if (bounds.isEmpty() || std::min(bounds.width, bounds.height) < 4) {
        return std::nullopt;
    }
    const Field field = fieldOf(snapshot, bounds);
    const auto selected = static_cast<double>(countOf(field.selected));
    if (stop.stop_requested() || selected < 16) {
        return std::nullopt;
    }
    if (const std::vector<std::uint8_t> cells = reflectionCells(field); !cells.empty()) {
        return Companion{Companion::Kind::Reflection, maskOf(field, cells, snapshot)};
    }
    const std::vector<std::uint8_t> cells = shadowCells(field);
    const double share = static_cast<double>(countOf(cells)) / selected;
    const bool clear = share >= kLeastShadow && share <= kMostShadow &&
                       borderShare(field, cells) < 0.08 &&
                       meanRow(field, cells) >= meanRow(field, field.selected);
    if (!clear) {
        return std::nullopt;
    }
    return Companion{Companion::Kind::Shadow, maskOf(field, cells, snapshot)};
}

} // namespace core
