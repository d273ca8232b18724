#include "core/image/warp.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/image/resample.h"

namespace core {

namespace {

constexpr double kShrinksBelow = 0.75; // below this factor a picture is reduced first

/// Keys' cubic with a = -0.5 at distances 1 + t, t, 1 - t, 2 - t.
std::array<float, 4> cubicWeights(float t)
{
    const float s = 1.0F - t;
    return {-0.5F * t * s * s, 1.0F + t * t * (1.5F * t - 2.5F), 1.0F + s * s * (1.5F * s - 2.5F),
            -0.5F * s * t * t};
}

/// Reads a block with alpha multiplied in.
PixelBuffer readPremultiplied(const TiledImage& image, const Rect& area)
{
    PixelBuffer out = image.read(area);
    if (out.channels() == 4) {
        for (std::size_t i = 0; i < out.count(); i += 4) {
            float* p = out.data() + i;
            p[0] *= p[3];
            p[1] *= p[3];
            p[2] *= p[3];
        }
    }
    return out;
}

void sampleCubic(const PixelBuffer& source, float x, float y, float* out)
{
    const int channels = source.channels();
    const auto fx = std::floor(x);
    const auto fy = std::floor(y);
    const std::array<float, 4> wx = cubicWeights(x - fx);
    const std::array<float, 4> wy = cubicWeights(y - fy);
    const int x0 = static_cast<int>(fx) - 1;
    const int y0 = static_cast<int>(fy) - 1;
    for (int j = 0; j < 4; ++j) {
        const int row = y0 + j;
        if (row < 0 || row >= source.height()) {
            continue;
        }
        for (int i = 0; i < 4; ++i) {
            const int column = x0 + i;
            if (column < 0 || column >= source.width()) {
                continue;
            }
            const float w = wx[static_cast<std::size_t>(i)] * wy[static_cast<std::size_t>(j)];
            const float* from = source.at(column, row);
            for (int c = 0; c < channels; ++c) {
                out[c] += w * from[c];
            }
        }
    }
}

void finishPixel(float* p, int channels)
{
    if (channels != 4) {
        p[0] = std::clamp(p[0], 0.0F, 1.0F);
        return;
    }
    const float alpha = p[3];
    const float factor = alpha > 1e-5F ? 1.0F / alpha : 0.0F;
    for (int c = 0; c < 3; ++c) {
        p[c] *= factor;
    }
    p[3] = std::clamp(alpha, 0.0F, 1.0F);
}

void warpTile(const TiledImage& image, TiledImage& out, const Rect& part, Point corner,
              const Affine& back)
{
    const Rect onTarget = part.translated(corner.x, corner.y);
    const Rect need = back.boundsOf(onTarget).expanded(3);
    if (need.intersected(image.rect()).isEmpty()) {
        return;
    }
    // A margin of transparency round the picture makes its outline soft by itself.
    const PixelBuffer source = readPremultiplied(image, need);
    PixelBuffer result(part.width, part.height, source.channels());
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            const double px = onTarget.x + x + 0.5;
            const double py = onTarget.y + y + 0.5;
            const double sx = back.xx * px + back.xy * py + back.dx - 0.5 - need.x;
            const double sy = back.yx * px + back.yy * py + back.dy - 0.5 - need.y;
            float* to = result.at(x, y);
            sampleCubic(source, static_cast<float>(sx), static_cast<float>(sy), to);
            finishPixel(to, source.channels());
        }
    }
    out.write({part.x, part.y}, result);
}

} // namespace

Affine Affine::rotation(double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    return {c, -s, s, c, 0, 0};
}

Affine Affine::then(const Affine& n) const
{
    return {n.xx * xx + n.xy * yx, n.xx * xy + n.xy * yy,        n.yx * xx + n.yy * yx,
            n.yx * xy + n.yy * yy, n.xx * dx + n.xy * dy + n.dx, n.yx * dx + n.yy * dy + n.dy};
}

std::optional<Affine> Affine::inverted() const
{
    const double determinant = xx * yy - xy * yx;
    if (std::abs(determinant) < 1e-12) {
        return std::nullopt;
    }
    Affine out{yy / determinant, -xy / determinant, -yx / determinant, xx / determinant, 0, 0};
    out.dx = -(out.xx * dx + out.xy * dy);
    out.dy = -(out.yx * dx + out.yy * dy);
    return out;
}

Rect Affine::boundsOf(const Rect& area) const
{
    double left = 1e18;
    double top = 1e18;
    double right = -1e18;
    double bottom = -1e18;
    for (const int x : {area.x, area.right()}) {
        for (const int y : {area.y, area.bottom()}) {
            const double px = xx * x + xy * y + dx;
            const double py = yx * x + yy * y + dy;
            left = std::min(left, px);
            right = std::max(right, px);
            top = std::min(top, py);
            bottom = std::max(bottom, py);
        }
    }
    constexpr double kSlack = 1e-6; // a whole edge stays whole
    return Rect::fromEdges(
        static_cast<int>(std::floor(left + kSlack)), static_cast<int>(std::floor(top + kSlack)),
        static_cast<int>(std::ceil(right - kSlack)), static_cast<int>(std::ceil(bottom - kSlack)));
}

bool Affine::isWholeShift() const
{
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-9; };
    return near(xx, 1) && near(yy, 1) && near(xy, 0) && near(yx, 0) && near(dx, std::round(dx)) &&
           near(dy, std::round(dy));
}

TiledImage warped(const TiledImage& image, const Affine& transform, const Rect& area,
                  const std::stop_token& stop)
{
    const double scaleX = std::hypot(transform.xx, transform.yx);
    const double scaleY = std::hypot(transform.xy, transform.yy);
    const auto reducedSide = [](int side, double scale) {
        return scale < kShrinksBelow ? std::max(1, static_cast<int>(std::lround(side * scale)))
                                     : side;
    };
    const Size reduced{reducedSide(image.size().width, scaleX),
                       reducedSide(image.size().height, scaleY)};
    if (reduced != image.size()) {
        const Affine grow =
            Affine::scaling(image.size().width / static_cast<double>(reduced.width),
                            image.size().height / static_cast<double>(reduced.height));
        const TiledImage smaller = resampled(image, reduced, ResampleFilter::Lanczos, stop);
        return warped(smaller, grow.then(transform), area, stop);
    }
    TiledImage out(area.size(), image.format());
    const std::optional<Affine> back = transform.inverted();
    if (!back) {
        return out;
    }
    if (transform.isWholeShift()) {
        return image.cropped(area.translated(-static_cast<int>(std::lround(transform.dx)),
                                             -static_cast<int>(std::lround(transform.dy))));
    }
    for (int index = 0; index < out.tileCount() && !stop.stop_requested(); ++index) {
        warpTile(image, out, out.tileRect(index), {area.x, area.y}, *back);
    }
    return out;
}

} // namespace core
