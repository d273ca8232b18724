#include "core/adjust/preview.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace core {

namespace {

Size reducedSize(const Rect& area, int factor)
{
    return {(area.width + factor - 1) / factor, (area.height + factor - 1) / factor};
}

/// Sums `count` interleaved pixels of `channels` samples into groups of `factor`.
void sumRow(const std::uint8_t* in, int count, int channels, int factor,
            std::vector<std::uint32_t>& sums)
{
    for (int x = 0; x < count; ++x) {
        std::uint32_t* to = sums.data() + std::ptrdiff_t{x / factor} * channels;
        for (int c = 0; c < channels; ++c) {
            to[c] += in[x * channels + c];
        }
    }
}

/// Means of blocks of `factor` x `factor`; read(y, out) gives a row of `area`.
template <class Read> void reduceInto(TiledImage& out, const Rect& area, int factor, int channels,
                                      Read read, const std::stop_token& stop)
{
    std::vector<std::uint8_t> row(static_cast<std::size_t>(area.width * channels));
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(out.size().width * channels));
    std::vector<std::uint8_t> means(sums.size());
    for (int y = 0; y < out.size().height && !stop.stop_requested(); ++y) {
        std::fill(sums.begin(), sums.end(), 0U);
        const int rows = std::min(factor, area.height - y * factor);
        for (int i = 0; i < rows; ++i) {
            read(y * factor + i, row.data());
            sumRow(row.data(), area.width, channels, factor, sums);
        }
        for (int x = 0; x < out.size().width; ++x) {
            const auto n =
                static_cast<std::uint32_t>(std::min(factor, area.width - x * factor) * rows);
            const auto at = static_cast<std::size_t>(x * channels);
            for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
                means[at + c] = static_cast<std::uint8_t>((sums[at + c] + n / 2) / n);
            }
            if (channels == 4 && means[at + 3] > 0 && means[at + 3] < 255) {
                for (std::size_t c = 0; c < 3; ++c) { // straight again
                    const std::uint32_t value = means[at + c] * 255U / means[at + 3];
                    means[at + c] = static_cast<std::uint8_t>(std::min(255U, value));
                }
            }
        }
        out.writeRow(0, y, out.size().width, means.data());
    }
}

Mask reducedMask(const Mask& mask, const Rect& area, int factor, const std::stop_token& stop)
{
    TiledImage out(reducedSize(area, factor), PixelFormat::Gray8);
    reduceInto(
        out, area, factor, 1,
        [&](int y, std::uint8_t* row) {
            mask.readGray8({area.x, area.y + y, area.width, 1}, row, 0);
        },
        stop);
    return Mask::fromImage(std::move(out));
}

} // namespace

DocumentSnapshot reducedPart(const DocumentSnapshot& snapshot, const Rect& area, int factor,
                             const std::stop_token& stop)
{
    DocumentSnapshot out = snapshot;
    out.size = reducedSize(area, factor);
    out.format = PixelFormat::Rgba8;
    out.mask = reducedMask(snapshot.mask, area, factor, stop);
    for (LayerRef& layer : out.layers) {
        Layer small = *layer;
        const Rect own = area.translated(-layer->offset.x, -layer->offset.y);
        small.offset = {};
        small.pixels = TiledImage(out.size, PixelFormat::Rgba8);
        if (layer->mask) {
            small.mask = reducedMask(*layer->mask, own, factor, stop);
        }
        if (!layer->occupied().intersected(area).isEmpty() && layer->properties.visible) {
            reduceInto(
                small.pixels, area, factor, 4,
                [&](int y, std::uint8_t* row) {
                    layer->pixels.readRgba8({own.x, own.y + y, own.width, 1}, row, 0,
                                            AlphaMode::Premultiplied);
                },
                stop);
        }
        layer = std::make_shared<const Layer>(std::move(small));
    }
    return out;
}

} // namespace core
