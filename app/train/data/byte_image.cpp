#include "app/train/data/byte_image.h"

#include <algorithm>
#include <cmath>

namespace train {

namespace {

/// For each output sample the first source sample and the weights that follow.
struct Axis {
    std::vector<int> first;
    std::vector<std::vector<float>> weights;
};

/// A triangle filter as wide as the reduction, never narrower than a source pixel.
Axis makeAxis(int start, int length, int out, bool mirror)
{
    Axis axis;
    const double scale = static_cast<double>(length) / out;
    const double radius = std::max(1.0, scale);
    for (int i = 0; i < out; ++i) {
        const int position = mirror ? out - 1 - i : i;
        const double centre = start + (position + 0.5) * scale;
        const int low = std::max(start, static_cast<int>(std::floor(centre - radius)));
        const int high = std::min(start + length, static_cast<int>(std::ceil(centre + radius)));
        std::vector<float> weights;
        double sum = 0;
        for (int s = low; s < high; ++s) {
            const double w = std::max(0.0, 1.0 - std::abs(s + 0.5 - centre) / radius);
            weights.push_back(static_cast<float>(w));
            sum += w;
        }
        for (float& w : weights) {
            w = static_cast<float>(w / sum);
        }
        axis.first.push_back(low);
        axis.weights.push_back(std::move(weights));
    }
    return axis;
}

} // namespace

core::PixelBuffer resampled(const ByteImage& image, core::Rect window, int width, int height,
                            bool mirror)
{
    const Axis across = makeAxis(window.x, window.width, width, mirror);
    const Axis down = makeAxis(window.y, window.height, height, false);
    const int n = image.channels;
    core::PixelBuffer rows(width, window.height, n);
    for (int y = 0; y < window.height; ++y) {
        float* out = rows.row(y);
        for (int x = 0; x < width; ++x, out += n) {
            const std::uint8_t* in = image.at(across.first[x], window.y + y);
            for (const float w : across.weights[x]) {
                for (int c = 0; c < n; ++c) {
                    out[c] += w * (1.0F / 255.0F) * static_cast<float>(in[c]);
                }
                in += n;
            }
        }
    }
    core::PixelBuffer result(width, height, n);
    const int count = width * n;
    for (int y = 0; y < height; ++y) {
        float* out = result.row(y);
        int source = down.first[y] - window.y;
        for (const float w : down.weights[y]) {
            const float* in = rows.row(source++);
            for (int i = 0; i < count; ++i) {
                out[i] += w * in[i];
            }
        }
    }
    return result;
}

core::PixelBuffer cropped(const core::PixelBuffer& image, core::Rect window)
{
    core::PixelBuffer part(window.width, window.height, image.channels());
    for (int y = 0; y < window.height; ++y) {
        std::copy_n(image.at(window.x, window.y + y), window.width * image.channels(),
                    part.at(0, y));
    }
    return part;
}

ByteImage toBytes(const core::PixelBuffer& pixels)
{
    ByteImage image{pixels.width(), pixels.height(), pixels.channels(), {}};
    image.data.resize(pixels.count());
    std::transform(pixels.data(), pixels.data() + pixels.count(), image.data.begin(), [](float v) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0F, 1.0F) * 255.0F));
    });
    return image;
}

} // namespace train
