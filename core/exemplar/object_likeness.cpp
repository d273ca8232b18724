// Colour histograms of thing and surroundings, and the posterior of a pixel given both, averaged
// over a neighbourhood: the colour model of Y. Boykov, M.-P. Jolly: "Interactive graph cuts for
// optimal boundary and region segmentation of objects in N-D images", ICCV 2001, section 2.4,
// without the cut.

#include "core/exemplar/object_likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace core::exemplar {

namespace {

constexpr int kLumaBins = 16;
constexpr int kChromaBins = 16;
constexpr float kChromaRange = 0.5F; ///< |R - Y| and |B - Y| beyond it share the last bin

using Histogram = std::vector<float>;

std::size_t binOf(const float* rgb)
{
    const auto sound = [](float v) { return v > 0.0F ? std::min(v, 1.0F) : 0.0F; }; // NaN too
    const float r = sound(rgb[0]);
    const float b = sound(rgb[2]);
    const float y = 0.299F * r + 0.587F * sound(rgb[1]) + 0.114F * b;
    const auto chroma = [](float v) {
        const float t = (v / kChromaRange + 1.0F) * 0.5F * static_cast<float>(kChromaBins);
        return std::clamp(static_cast<int>(t), 0, kChromaBins - 1);
    };
    const int l = std::clamp(static_cast<int>(y * kLumaBins), 0, kLumaBins - 1);
    return static_cast<std::size_t>((l * kChromaBins + chroma(r - y)) * kChromaBins +
                                    chroma(b - y));
}

/// Spreads each count over the neighbouring bins (1 2 1 along every axis) and makes the sum one.
void smooth(Histogram& h)
{
    constexpr std::array<int, 3> kStrides{kChromaBins * kChromaBins, kChromaBins, 1};
    constexpr std::array<int, 3> kSizes{kLumaBins, kChromaBins, kChromaBins};
    for (std::size_t axis = 0; axis < kStrides.size(); ++axis) {
        const Histogram in = h;
        for (int i = 0; i < static_cast<int>(h.size()); ++i) {
            const int place = i / kStrides[axis] % kSizes[axis];
            const int before = place > 0 ? i - kStrides[axis] : i;
            const int after = place + 1 < kSizes[axis] ? i + kStrides[axis] : i;
            h[static_cast<std::size_t>(i)] = 0.25F * in[static_cast<std::size_t>(before)] +
                                             0.50F * in[static_cast<std::size_t>(i)] +
                                             0.25F * in[static_cast<std::size_t>(after)];
        }
    }
    float sum = 0.0F;
    for (const float v : h) {
        sum += v;
    }
    for (float& v : h) {
        v /= std::max(sum, 1.0F);
    }
}

/// Mean over (2 radius + 1)^2 pixels, those outside left out.
void boxBlur(std::vector<float>& plane, int width, int height, int radius)
{
    const auto pass = [&](int lines, int length, std::ptrdiff_t lineStep, std::ptrdiff_t step) {
        std::vector<double> sums(static_cast<std::size_t>(length) + 1, 0.0);
        for (int line = 0; line < lines; ++line) {
            float* first = plane.data() + line * lineStep;
            for (int i = 0; i < length; ++i) {
                sums[static_cast<std::size_t>(i) + 1] =
                    sums[static_cast<std::size_t>(i)] + first[i * step];
            }
            for (int i = 0; i < length; ++i) {
                const int a = std::max(0, i - radius);
                const int b = std::min(length, i + radius + 1);
                first[i * step] = static_cast<float>(
                    (sums[static_cast<std::size_t>(b)] - sums[static_cast<std::size_t>(a)]) /
                    (b - a));
            }
        }
    };
    pass(height, width, width, 1);
    pass(width, height, 1, width);
}

/// The window's pixels as the histograms see them.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint16_t> bins;
    std::vector<std::uint8_t> hole;
    std::size_t holes = 0;
    bool meaningful = false; ///< the hole is not of one single colour
};

Pixels readPixels(const PixelBuffer& image, const PixelBuffer& mask, Rect window)
{
    Pixels pixels;
    pixels.width = window.width;
    pixels.height = window.height;
    const float* first = nullptr; // of the hole
    pixels.bins.reserve(static_cast<std::size_t>(window.area()));
    pixels.hole.reserve(pixels.bins.capacity());
    for (int y = window.y; y < window.bottom(); ++y) {
        for (int x = window.x; x < window.right(); ++x) {
            pixels.bins.push_back(static_cast<std::uint16_t>(binOf(image.at(x, y))));
            pixels.hole.push_back(*mask.at(x, y) > 0.0F ? 1 : 0);
            if (pixels.hole.back()) {
                ++pixels.holes;
                first = first != nullptr ? first : image.at(x, y);
                pixels.meaningful |= !std::equal(first, first + 3, image.at(x, y));
            }
        }
    }
    return pixels;
}

/// One estimate: known pixels in `avoid` are left out of the surroundings' histogram.
std::vector<std::uint8_t> estimate(const Pixels& pixels, const std::vector<std::uint8_t>& avoid)
{
    constexpr float kLikely = 0.6F;  // posterior from which a pixel counts as like the thing
    constexpr float kCrowded = 0.3F; // share of such pixels about a place that rules it out
    constexpr float kUnseen = 1e-5F;
    constexpr std::size_t kBins = kLumaBins * kChromaBins * kChromaBins;
    Histogram thing(kBins, 0.0F);
    Histogram around(kBins, 0.0F);
    for (std::size_t i = 0; i < pixels.bins.size(); ++i) {
        if (pixels.hole[i]) {
            thing[pixels.bins[i]] += 1.0F;
        } else if (!avoid[i]) {
            around[pixels.bins[i]] += 1.0F;
        }
    }
    smooth(thing);
    smooth(around);
    std::vector<float> likeness(pixels.bins.size());
    for (std::size_t i = 0; i < likeness.size(); ++i) {
        const float t = thing[pixels.bins[i]] + kUnseen;
        likeness[i] = t / (t + around[pixels.bins[i]] + kUnseen);
    }
    const int near =
        std::max(2, static_cast<int>(std::sqrt(static_cast<double>(pixels.holes)) * 0.025));
    boxBlur(likeness, pixels.width, pixels.height, near);
    for (float& value : likeness) { // closes gaps and takes in outlines
        value = value > kLikely ? 1.0F : 0.0F;
    }
    boxBlur(likeness, pixels.width, pixels.height, near);
    std::vector<std::uint8_t> out(likeness.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = likeness[i] > kCrowded && !pixels.hole[i] ? 1 : 0;
    }
    return out;
}

} // namespace

std::vector<std::uint8_t> likeTheRemoved(const PixelBuffer& image, const PixelBuffer& mask,
                                         Rect window)
{
    constexpr int kRounds = 2; // each sees the surroundings with less of the thing in them
    constexpr double kMostAvoided = 0.7; // of the surroundings
    const Pixels pixels = readPixels(image, mask, window);
    const std::size_t known = pixels.bins.size() - pixels.holes;
    std::vector<std::uint8_t> avoid(pixels.bins.size(), 0);
    for (int round = 0; round < kRounds && known > 0 && pixels.meaningful; ++round) {
        std::vector<std::uint8_t> next = estimate(pixels, avoid);
        const auto avoided = static_cast<double>(std::count(next.begin(), next.end(), 1));
        if (avoided > kMostAvoided * static_cast<double>(known)) {
            break;
        }
        avoid = std::move(next);
    }
    return avoid;
}

} // namespace core::exemplar
