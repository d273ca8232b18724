#include "core/fill/fill_blend.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "core/fill/seam_field.h"
#include "core/image/mask.h"

namespace core {

namespace {

constexpr int kRing = 24;           ///< width of the ring colours are measured on, pixels
constexpr float kSeamRing = 6.0F;   ///< width of the ring the seam is measured on, pixels
constexpr float kMaxSeam = 0.1F;    ///< most a seam correction may change a sample
constexpr float kMaxShift = 0.1F;   ///< most the mean of a channel may move
constexpr float kSameScene = 0.15F; ///< mean absolute difference up to which the ring is comparable
constexpr std::int64_t kLeastRing = 64;

/// Distance to the hole for each pixel of `area`, up to `limit`; 0 in the hole.
std::vector<float> distanceToHole(const PixelBuffer& hole, const Rect& area, float limit)
{
    std::vector<std::uint8_t> inside;
    inside.reserve(static_cast<std::size_t>(area.area()));
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            inside.push_back(*hole.at(x, y) > 0.0F ? 1 : 0);
        }
    }
    return distanceTo(inside, area.size(), limit);
}

Rect boundsOf(const PixelBuffer& hole)
{
    Rect out;
    for (int y = 0; y < hole.height(); ++y) {
        const float* row = hole.row(y);
        const float* end = row + hole.width();
        const auto covered = [](float v) { return v > 0.0F; };
        const float* first = std::find_if(row, end, covered);
        if (first == end) {
            continue;
        }
        const float* last = end - 1;
        while (!covered(*last)) {
            --last;
        }
        out = out.united(Rect::fromEdges(static_cast<int>(first - row), y,
                                         static_cast<int>(last - row) + 1, y + 1));
    }
    return out;
}

struct ChannelSums {
    double sum = 0.0;
    double squares = 0.0;

    void add(float v)
    {
        sum += v;
        squares += double(v) * v;
    }
    [[nodiscard]] double mean(std::int64_t n) const { return sum / double(n); }
    [[nodiscard]] double spread(std::int64_t n) const
    {
        return std::sqrt(std::max(0.0, squares / double(n) - mean(n) * mean(n)));
    }
};

ColourMatch measured(const PixelBuffer& context, const PixelBuffer& generated, const Rect& area,
                     const std::vector<float>& distance, float ring)
{
    ChannelSums photo[3];
    ChannelSums made[3];
    double difference = 0.0;
    std::int64_t count = 0;
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            const auto i =
                static_cast<std::size_t>(std::ptrdiff_t{y - area.y} * area.width + x - area.x);
            if (distance[i] <= 0.0F || distance[i] > ring) {
                continue;
            }
            ++count;
            for (int c = 0; c < 3; ++c) {
                photo[c].add(context.at(x, y)[c]);
                made[c].add(generated.at(x, y)[c]);
                difference += std::abs(context.at(x, y)[c] - generated.at(x, y)[c]);
            }
        }
    }
    ColourMatch out;
    if (count < kLeastRing || difference / double(3 * count) > kSameScene) {
        return out;
    }
    out.applied = true;
    for (std::size_t c = 0; c < 3; ++c) {
        const double from = made[c].spread(count);
        const double ratio = from > 1e-3 ? photo[c].spread(count) / from : 1.0;
        const double mean = made[c].mean(count);
        const double move = std::clamp<double>(photo[c].mean(count) - mean, -kMaxShift, kMaxShift);
        out.gain[c] = static_cast<float>(std::clamp(ratio, 0.8, 1.25));
        out.shift[c] = static_cast<float>(mean + move - mean * double(out.gain[c]));
    }
    return out;
}

/// The correction for each pixel of `area`: what is missing just outside the hole, carried inwards.
PixelBuffer seamCorrection(const PixelBuffer& context, const PixelBuffer& generated,
                           const ColourMatch& match, const Rect& area,
                           const std::vector<float>& distance)
{
    PixelBuffer values(area.width, area.height, 3);
    PixelBuffer weight(area.width, area.height, 1);
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            const float away =
                distance[static_cast<std::size_t>(std::ptrdiff_t{y} * area.width + x)];
            if (away <= 0.0F || away > kSeamRing) {
                continue;
            }
            *weight.at(x, y) = 1.0F;
            const float* photo = context.at(area.x + x, area.y + y);
            const float* made = generated.at(area.x + x, area.y + y);
            for (std::size_t c = 0; c < 3; ++c) {
                const float rest = photo[c] - (made[c] * match.gain[c] + match.shift[c]);
                values.at(x, y)[c] = std::clamp(rest, -kMaxSeam, kMaxSeam);
            }
        }
    }
    return interpolateSmoothly(values, weight);
}

} // namespace

ColourMatch matchColours(const PixelBuffer& context, const PixelBuffer& generated,
                         const PixelBuffer& hole, int ring)
{
    assert(context.size() == generated.size() && context.size() == hole.size());
    const Rect area = boundsOf(hole).expanded(ring).intersected(Rect::fromSize(context.size()));
    if (boundsOf(hole).isEmpty()) {
        return {};
    }
    const auto width = static_cast<float>(ring);
    return measured(context, generated, area, distanceToHole(hole, area, width + 1.0F), width);
}

PixelBuffer blendFill(const PixelBuffer& context, const PixelBuffer& generated,
                      const PixelBuffer& hole, const PixelBuffer& composite,
                      const BlendOptions& options)
{
    assert(context.size() == generated.size() && context.size() == hole.size() &&
           context.size() == composite.size());
    PixelBuffer out(context.width(), context.height(), 4);
    const Rect bounds = boundsOf(hole);
    if (bounds.isEmpty()) {
        return out;
    }

    const Rect area = bounds.expanded(kRing).intersected(Rect::fromSize(context.size()));
    const std::vector<float> distance = distanceToHole(hole, area, float(kRing) + 1.0F);
    const ColourMatch found = measured(context, generated, area, distance, float(kRing));
    const ColourMatch match = options.matchColours ? found : ColourMatch{};
    // Where even the ring shows something else, what differs along the seam says nothing.
    const bool smooth = options.smoothSeam && found.applied;
    const PixelBuffer field = smooth ? seamCorrection(context, generated, match, area, distance)
                                     : PixelBuffer(area.width, area.height, 3);
    for (int y = bounds.y; y < bounds.bottom(); ++y) {
        for (int x = bounds.x; x < bounds.right(); ++x) {
            const float alpha = std::clamp(*composite.at(x, y), 0.0F, 1.0F);
            if (!(*hole.at(x, y) > 0.0F) || !(alpha > 0.0F)) {
                continue;
            }
            float* to = out.at(x, y);
            for (std::size_t c = 0; c < 3; ++c) {
                const float fitted = generated.at(x, y)[c] * match.gain[c] + match.shift[c];
                to[c] = std::clamp(fitted + field.at(x - area.x, y - area.y)[c], 0.0F, 1.0F);
            }
            to[3] = alpha;
        }
    }
    return out;
}

} // namespace core
