#include "core/adjust/gaussian.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace core {

namespace {

constexpr float kExactBelow = 3.0F;
constexpr float kLeastSigma = 0.05F;
constexpr int kPasses = 3;

/// A running mean whose two outermost samples count in part, so that any sigma can be had
/// (Gwosdek, Grewenig, Bruhn and Weickert, "Theoretical Foundations of Gaussian Convolution by
/// Extended Box Filtering", 2011, equations 8 and 9).
struct Box {
    int radius = 0;
    float rim = 0; ///< weight of the samples at radius + 1
};

Box boxFor(float sigma)
{
    const float variance = sigma * sigma / kPasses;
    Box out;
    out.radius = static_cast<int>(0.5F * std::sqrt(12 * variance + 1) - 0.5F);
    const auto r = static_cast<float>(out.radius);
    out.rim = (2 * r + 1) * (r * (r + 1) - 3 * variance) / (6 * (variance - (r + 1) * (r + 1)));
    return out;
}

std::vector<float> kernelOf(float sigma)
{
    const int reach = gaussianReach(sigma);
    std::vector<float> out(static_cast<std::size_t>(2 * reach + 1));
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        const auto x = static_cast<float>(i) / sigma;
        const float w = std::exp(-0.5F * x * x);
        out[static_cast<std::size_t>(i + reach)] = w;
        sum += w;
    }
    for (float& w : out) {
        w /= sum;
    }
    return out;
}

/// One line of `count` samples, `stride` apart, through a kernel; `padded` is scratch.
void convolve(float* line, int count, int stride, const std::vector<float>& kernel,
              std::vector<float>& padded)
{
    const int reach = static_cast<int>(kernel.size() / 2);
    padded.resize(static_cast<std::size_t>(count + 2 * reach));
    for (int i = -reach; i < count + reach; ++i) {
        padded[static_cast<std::size_t>(i + reach)] =
            line[static_cast<std::ptrdiff_t>(std::clamp(i, 0, count - 1)) * stride];
    }
    for (int i = 0; i < count; ++i) {
        float sum = 0;
        for (std::size_t k = 0; k < kernel.size(); ++k) {
            sum += kernel[k] * padded[static_cast<std::size_t>(i) + k];
        }
        line[static_cast<std::ptrdiff_t>(i) * stride] = sum;
    }
}

void runningMean(float* line, int count, int stride, const Box& box, std::vector<float>& padded)
{
    const int reach = box.radius + 1;
    const int width = 2 * box.radius + 1;
    padded.resize(static_cast<std::size_t>(count + 2 * reach));
    for (int i = -reach; i < count + reach; ++i) {
        padded[static_cast<std::size_t>(i + reach)] =
            line[static_cast<std::ptrdiff_t>(std::clamp(i, 0, count - 1)) * stride];
    }
    double sum = 0;
    for (int i = 1; i <= width; ++i) {
        sum += padded[static_cast<std::size_t>(i)];
    }
    const double factor = 1.0 / (width + 2.0 * static_cast<double>(box.rim));
    for (int i = 0; i < count; ++i) {
        const auto first = static_cast<std::size_t>(i);
        const auto last = static_cast<std::size_t>(i + width + 1);
        const double rims = static_cast<double>(box.rim) * (padded[first] + padded[last]);
        line[static_cast<std::ptrdiff_t>(i) * stride] = static_cast<float>((sum + rims) * factor);
        sum += padded[last] - padded[first + 1];
    }
}

/// Calls filter(line, count, stride) for all rows and then all columns of each channel.
template <class Filter> void alongBoth(PixelBuffer& pixels, Filter filter)
{
    const int channels = pixels.channels();
    const int row = pixels.width() * channels;
    for (int c = 0; c < channels; ++c) {
        for (int y = 0; y < pixels.height(); ++y) {
            filter(pixels.row(y) + c, pixels.width(), channels);
        }
        for (int x = 0; x < pixels.width(); ++x) {
            filter(pixels.at(x, 0) + c, pixels.height(), row);
        }
    }
}

} // namespace

int gaussianReach(float sigma)
{
    if (sigma < kLeastSigma) {
        return 0;
    }
    return sigma < kExactBelow ? std::max(1, static_cast<int>(std::ceil(3 * sigma)))
                               : kPasses * (boxFor(sigma).radius + 1);
}

void gaussianBlur(PixelBuffer& pixels, float sigma)
{
    if (sigma < kLeastSigma || pixels.isEmpty()) {
        return;
    }
    std::vector<float> scratch;
    if (sigma < kExactBelow) {
        const std::vector<float> kernel = kernelOf(sigma);
        alongBoth(pixels, [&](float* line, int count, int stride) {
            convolve(line, count, stride, kernel, scratch);
        });
        return;
    }
    const Box box = boxFor(sigma);
    for (int pass = 0; pass < kPasses; ++pass) {
        alongBoth(pixels, [&](float* line, int count, int stride) {
            runningMean(line, count, stride, box, scratch);
        });
    }
}

} // namespace core
