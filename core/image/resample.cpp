#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace core {

namespace {

constexpr int kMostBlockSamples = 3 << 20; // source pixels read at once

double sinc(double x)
{
    if (std::abs(x) < 1e-9) {
        return 1.0;
    }
    const double t = std::numbers::pi * x;
    return std::sin(t) / t;
}

double keys(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

double weightOf(ResampleFilter filter, double x)
{
    switch (filter) {
    case ResampleFilter::Nearest:
        return x >= -0.5 && x < 0.5 ? 1.0 : 0.0;
    case ResampleFilter::Bilinear:
        return std::max(0.0, 1.0 - std::abs(x));
    case ResampleFilter::Bicubic:
        return keys(x);
    case ResampleFilter::Lanczos:
        break;
    }
    return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0.0;
}

double reachOf(ResampleFilter filter)
{
    switch (filter) {
    case ResampleFilter::Nearest:
        return 0.5;
    case ResampleFilter::Bilinear:
        return 1.0;
    case ResampleFilter::Bicubic:
        return 2.0;
    case ResampleFilter::Lanczos:
        break;
    }
    return 3.0;
}

/// One side of both pictures: a target sample i lies over the source at
/// (i + 0.5 + targetOrigin) * step - sourceOrigin.
struct Axis {
    int sourceSide = 0;
    int targetSide = 0;
    double step = 1; ///< source samples per target sample
    double sourceOrigin = 0;
    double targetOrigin = 0;
};

/// For each output sample of one axis the first source sample and the weights from there on.
class Taps {
public:
    Taps(const Axis& axis, ResampleFilter filter)
    {
        const double widen = std::max(1.0, axis.step);
        const double reach = reachOf(filter) * widen;
        m_first.resize(static_cast<std::size_t>(axis.targetSide) + 1);
        m_start.resize(static_cast<std::size_t>(axis.targetSide) + 1);
        for (int i = 0; i < axis.targetSide; ++i) {
            const double centre = (i + 0.5 + axis.targetOrigin) * axis.step - axis.sourceOrigin;
            addTaps(static_cast<std::size_t>(i), centre, reach, widen, axis.sourceSide, filter);
        }
        m_start.back() = m_weights.size();
    }

    [[nodiscard]] int first(int i) const { return m_first[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int count(int i) const
    {
        const auto at = static_cast<std::size_t>(i);
        return static_cast<int>(m_start[at + 1] - m_start[at]);
    }
    [[nodiscard]] const float* weights(int i) const
    {
        return m_weights.data() + m_start[static_cast<std::size_t>(i)];
    }
    /// One past the last source sample of outputs [from, to).
    [[nodiscard]] int end(int from, int to) const
    {
        int out = 0;
        for (int i = from; i < to; ++i) {
            out = std::max(out, first(i) + count(i));
        }
        return out;
    }
    [[nodiscard]] int begin(int from, int to) const
    {
        int out = first(from);
        for (int i = from; i < to; ++i) {
            out = std::min(out, first(i));
        }
        return out;
    }

private:
    void addTaps(std::size_t i, double centre, double reach, double widen, int side,
                 ResampleFilter filter)
    {
        m_start[i] = m_weights.size();
        if (filter == ResampleFilter::Nearest) {
            m_first[i] = std::clamp(static_cast<int>(std::floor(centre)), 0, side - 1);
            m_weights.push_back(1.0F);
            return;
        }
        const int from = std::clamp(static_cast<int>(std::floor(centre - reach)), 0, side - 1);
        const int to = std::clamp(static_cast<int>(std::ceil(centre + reach)), from + 1, side);
        m_first[i] = from;
        double sum = 0;
        for (int s = from; s < to; ++s) {
            const double w = weightOf(filter, (s + 0.5 - centre) / widen);
            m_weights.push_back(static_cast<float>(w));
            sum += w;
        }
        const auto factor = static_cast<float>(sum != 0 ? 1.0 / sum : 1.0);
        for (std::size_t k = m_start[i]; k < m_weights.size(); ++k) {
            m_weights[k] *= factor;
        }
    }

    std::vector<int> m_first;
    std::vector<std::size_t> m_start;
    std::vector<float> m_weights;
};

void multiplyAlpha(PixelBuffer& pixels)
{
    float* p = pixels.data();
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        p[i] *= p[i + 3];
        p[i + 1] *= p[i + 3];
        p[i + 2] *= p[i + 3];
    }
}

void divideAlpha(PixelBuffer& pixels)
{
    float* p = pixels.data();
    for (std::size_t i = 0; i < pixels.count(); i += 4) {
        const float alpha = p[i + 3];
        const float factor = alpha > 1e-6F ? 1.0F / alpha : 0.0F;
        p[i] *= factor;
        p[i + 1] *= factor;
        p[i + 2] *= factor;
        p[i + 3] = std::clamp(alpha, 0.0F, 1.0F);
    }
}

/// Rows of `source` (whose first column is `left`) squeezed to output columns of `part`.
PixelBuffer squeezeRows(const PixelBuffer& source, int left, const Rect& part, const Taps& taps)
{
    const int channels = source.channels();
    PixelBuffer out(part.width, source.height(), channels);
    for (int y = 0; y < source.height(); ++y) {
        const float* in = source.row(y);
        float* to = out.row(y);
        for (int x = 0; x < part.width; ++x) {
            const float* w = taps.weights(part.x + x);
            const int n = taps.count(part.x + x);
            const float* from = in + std::ptrdiff_t{channels} * (taps.first(part.x + x) - left);
            for (int k = 0; k < n; ++k) {
                for (int c = 0; c < channels; ++c) {
                    to[x * channels + c] += w[k] * from[k * channels + c];
                }
            }
        }
    }
    return out;
}

/// The same down the columns.
PixelBuffer squeezeColumns(const PixelBuffer& source, int top, const Rect& part, const Taps& taps)
{
    PixelBuffer out(source.width(), part.height, source.channels());
    const int samples = source.width() * source.channels();
    for (int y = 0; y < part.height; ++y) {
        float* to = out.row(y);
        const float* w = taps.weights(part.y + y);
        const int n = taps.count(part.y + y);
        for (int k = 0; k < n; ++k) {
            const float* from = source.row(taps.first(part.y + y) - top + k);
            const float weight = w[k];
            for (int i = 0; i < samples; ++i) {
                to[i] += weight * from[i];
            }
        }
    }
    return out;
}

void resampleBlock(const TiledImage& image, TiledImage& out, const Rect& part, const Taps& across,
                   const Taps& down)
{
    const int left = across.begin(part.x, part.right());
    const int top = down.begin(part.y, part.bottom());
    const Rect need = Rect::fromEdges(left, top, across.end(part.x, part.right()),
                                      down.end(part.y, part.bottom()));
    PixelBuffer source = image.read(need);
    const bool colour = source.channels() == 4;
    if (colour) {
        multiplyAlpha(source);
    }
    PixelBuffer result = squeezeColumns(squeezeRows(source, left, part, across), top, part, down);
    if (colour) {
        divideAlpha(result);
    }
    out.write({part.x, part.y}, result);
}

/// Side of the output blocks, so that what one needs of the source stays small.
int blockSide(double stepX, double stepY)
{
    const double sx = std::max(1.0, stepX);
    const double sy = std::max(1.0, stepY);
    int side = kTileSide;
    while (side > 1 && (side + 6) * sx * (side + 6) * sy > kMostBlockSamples) {
        side /= 2;
    }
    return side;
}

bool touchesAnything(const TiledImage& image, const Rect& area)
{
    const Rect inside = area.intersected(image.rect());
    for (const int index : tilesTouching(inside, image.columns())) {
        if (image.tile(index)) {
            return true;
        }
    }
    return false;
}

TiledImage resampledBy(const TiledImage& image, const Axis& columns, const Axis& rows,
                       ResampleFilter filter, const std::stop_token& stop)
{
    const Taps across(columns, filter);
    const Taps down(rows, filter);
    TiledImage out(Size{columns.targetSide, rows.targetSide}, image.format());
    const int side = blockSide(columns.step, rows.step);
    for (int y = 0; y < rows.targetSide; y += side) {
        for (int x = 0; x < columns.targetSide && !stop.stop_requested(); x += side) {
            const Rect part = Rect{x, y, side, side}.intersected(out.rect());
            const Rect need = Rect::fromEdges(
                across.begin(part.x, part.right()), down.begin(part.y, part.bottom()),
                across.end(part.x, part.right()), down.end(part.y, part.bottom()));
            if (touchesAnything(image, need)) {
                resampleBlock(image, out, part, across, down);
            }
        }
    }
    return out;
}

} // namespace

TiledImage resampled(const TiledImage& image, Size size, ResampleFilter filter,
                     const std::stop_token& stop)
{
    if (size == image.size() || size.isEmpty() || image.size().isEmpty()) {
        return size == image.size() ? image : TiledImage(size, image.format());
    }
    const Size from = image.size();
    return resampledBy(
        image, {from.width, size.width, from.width / static_cast<double>(size.width)},
        {from.height, size.height, from.height / static_cast<double>(size.height)}, filter, stop);
}

PlacedImage resampledOnCanvas(const PlacedImage& image, const ResizeFactors& factors,
                              ResampleFilter filter, const std::stop_token& stop)
{
    const Size from = image.pixels.size();
    const auto edge = [](double at, bool up) {
        constexpr double kSlack = 1e-6; // a whole edge stays whole
        return static_cast<int>(up ? std::ceil(at - kSlack) : std::floor(at + kSlack));
    };
    const Rect target = Rect::fromEdges(edge(image.offset.x * factors.across, false),
                                        edge(image.offset.y * factors.down, false),
                                        edge((image.offset.x + from.width) * factors.across, true),
                                        edge((image.offset.y + from.height) * factors.down, true));
    const Axis across{from.width, target.width, 1 / factors.across,
                      static_cast<double>(image.offset.x), static_cast<double>(target.x)};
    const Axis down{from.height, target.height, 1 / factors.down,
                    static_cast<double>(image.offset.y), static_cast<double>(target.y)};
    return {resampledBy(image.pixels, across, down, filter, stop), {target.x, target.y}};
}

} // namespace core
