#include "ui/image_conversion.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

int toByte(float value)
{
    return static_cast<int>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
}

} // namespace

QImage coverageImage(const core::PixelBuffer& coverage)
{
    QImage image(coverage.width(), coverage.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < coverage.height(); ++y) {
        const float* in = coverage.row(y);
        uchar* out = image.scanLine(y);
        for (int x = 0; x < coverage.width(); ++x) {
            out[x] = static_cast<uchar>(toByte(in[x]));
        }
    }
    return image;
}

QImage previewImage(const core::PixelBuffer& pixels, core::Size visible, const QImage& coverage)
{
    const int width = std::clamp(visible.width, 1, pixels.width());
    const int height = std::clamp(visible.height, 1, pixels.height());
    const QImage alpha =
        coverage.scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_Grayscale8);
    QImage image(width, height, QImage::Format_ARGB32);
    for (int y = 0; y < height; ++y) {
        const float* in = pixels.row(y);
        const uchar* a = alpha.constScanLine(y);
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x, in += 3) {
            out[x] = qRgba(toByte(in[0]), toByte(in[1]), toByte(in[2]), a[x]);
        }
    }
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace ui
