#include "ui/panels/layer_thumbnail.h"

#include <algorithm>
#include <array>

namespace ui {

namespace {

constexpr int kTaps = 3; // samples a side for each pixel of the thumbnail

QRgb sampleAt(const core::Layer& layer, int x, int y)
{
    std::array<std::uint8_t, 4> rgba{};
    layer.pixels.readRgba8({x, y, 1, 1}, rgba.data(), 4, core::AlphaMode::Straight);
    const core::Mask* shown = layer.shownMask();
    const int mask = shown != nullptr ? shown->at(x, y) : 255;
    return qPremultiply(qRgba(rgba[0], rgba[1], rgba[2], rgba[3] * mask / 255));
}

} // namespace

QImage layerThumbnail(const core::Layer& layer, core::Size canvas, int side)
{
    const core::Rect whole = layer.occupied().intersected(core::Rect::fromSize(canvas));
    if (whole.isEmpty()) {
        const double longer = std::max(canvas.width, canvas.height);
        QImage empty(std::max(1, static_cast<int>(side * canvas.width / longer)),
                     std::max(1, static_cast<int>(side * canvas.height / longer)),
                     QImage::Format_ARGB32_Premultiplied);
        empty.fill(Qt::transparent);
        return empty;
    }
    const double scale = std::max(whole.width, whole.height) / static_cast<double>(side);
    const int width = std::max(1, static_cast<int>(whole.width / scale));
    const int height = std::max(1, static_cast<int>(whole.height / scale));
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x) {
            std::array<int, 4> sum{};
            for (int tap = 0; tap < kTaps * kTaps; ++tap) {
                const double subX = x + (tap % kTaps + 0.5) / kTaps;
                const double subY = y + (tap / kTaps + 0.5) / kTaps;
                const int px =
                    std::min(whole.right() - 1, whole.x + static_cast<int>(subX * scale));
                const int py =
                    std::min(whole.bottom() - 1, whole.y + static_cast<int>(subY * scale));
                const QRgb c = sampleAt(layer, px - layer.offset.x, py - layer.offset.y);
                sum[0] += qRed(c);
                sum[1] += qGreen(c);
                sum[2] += qBlue(c);
                sum[3] += qAlpha(c);
            }
            constexpr int n = kTaps * kTaps;
            out[x] = qRgba(sum[0] / n, sum[1] / n, sum[2] / n, sum[3] / n);
        }
    }
    return image;
}

QImage maskThumbnail(const core::Layer& layer, core::Size canvas, int side)
{
    core::Rect whole = layer.occupied().intersected(core::Rect::fromSize(canvas));
    if (whole.isEmpty()) {
        whole = layer.bounds();
    }
    const double scale = std::max(whole.width, whole.height) / static_cast<double>(side);
    QImage image(std::max(1, static_cast<int>(whole.width / scale)),
                 std::max(1, static_cast<int>(whole.height / scale)), QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int px = whole.x + static_cast<int>((x + 0.5) * scale) - layer.offset.x;
            const int py = whole.y + static_cast<int>((y + 0.5) * scale) - layer.offset.y;
            image.scanLine(y)[x] = layer.mask->at(px, py);
        }
    }
    return image;
}

} // namespace ui
