#include "app/train/data/masks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace train {

namespace {

using core::PixelBuffer;

void fillRect(PixelBuffer& mask, int left, int top, int right, int bottom)
{
    for (int y = std::max(0, top); y < std::min(mask.height(), bottom); ++y) {
        for (int x = std::max(0, left); x < std::min(mask.width(), right); ++x) {
            *mask.at(x, y) = 1.0F;
        }
    }
}

void fillEllipse(PixelBuffer& mask, double cx, double cy, double rx, double ry, double angle)
{
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            const double u = ((x - cx) * c + (y - cy) * s) / rx;
            const double v = ((y - cy) * c - (x - cx) * s) / ry;
            if (u * u + v * v <= 1.0) {
                *mask.at(x, y) = 1.0F;
            }
        }
    }
}

/// All pixels within `radius` of the segment.
void drawLine(PixelBuffer& mask, double x0, double y0, double x1, double y1, double radius)
{
    const double dx = x1 - x0;
    const double dy = y1 - y0;
    const double length2 = std::max(1e-9, dx * dx + dy * dy);
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            const double t = std::clamp(((x - x0) * dx + (y - y0) * dy) / length2, 0.0, 1.0);
            if (std::hypot(x - x0 - t * dx, y - y0 - t * dy) <= radius) {
                *mask.at(x, y) = 1.0F;
            }
        }
    }
}

void addBorders(PixelBuffer& mask, Random& random)
{
    bool sides[4];
    int count = 0;
    for (bool& side : sides) {
        side = random.chance(0.4);
        count += side ? 1 : 0;
    }
    if (count == 0) {
        sides[random.integer(0, 4)] = true;
        count = 1;
    }
    const int size = mask.width();
    for (int i = 0; i < 4; ++i) {
        const int depth = static_cast<int>(size * random.uniform(0.12, count == 1 ? 0.5 : 0.3));
        if (sides[i]) {
            fillRect(mask, i == 1 ? size - depth : 0, i == 3 ? size - depth : 0,
                     i == 0 ? depth : size, i == 2 ? depth : size);
        }
    }
}

void addBoxOrEllipse(PixelBuffer& mask, Random& random)
{
    const int size = mask.width();
    const int w = static_cast<int>(size * random.uniform(0.15, 0.55));
    const int h = static_cast<int>(size * random.uniform(0.15, 0.55));
    const int x = random.integer(0, size - w);
    const int y = random.integer(0, size - h);
    if (random.chance(0.5)) {
        fillRect(mask, x, y, x + w, y + h);
    } else {
        fillEllipse(mask, x + w / 2.0, y + h / 2.0, w / 2.0, h / 2.0,
                    random.uniform(0, std::numbers::pi));
    }
}

/// A cut-out's silhouette somewhere in the picture, swollen as a careless brush would.
void addObject(PixelBuffer& mask, const std::vector<ByteImage>& silhouettes, Random& random)
{
    const auto count = static_cast<int>(silhouettes.size());
    const ByteImage& shape = silhouettes[static_cast<std::size_t>(random.integer(0, count))];
    const int size = mask.width();
    const double scale =
        size * random.uniform(0.2, 0.6) / std::max(1, std::max(shape.width, shape.height));
    const int w = std::max(4, static_cast<int>(shape.width * scale));
    const int h = std::max(4, static_cast<int>(shape.height * scale));
    const PixelBuffer small =
        resampled(shape, {0, 0, shape.width, shape.height}, w, h, random.chance(0.5));
    const int left = random.integer(0, size - w);
    const int top = random.integer(0, size - h);
    const int swell = random.integer(1, std::max(2, size / 20));
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            if (*small.at(x, y) < 0.1F) {
                continue;
            }
            const bool inner = x > 0 && y > 0 && x + 1 < w && y + 1 < h &&
                               *small.at(x - 1, y) >= 0.1F && *small.at(x + 1, y) >= 0.1F &&
                               *small.at(x, y - 1) >= 0.1F && *small.at(x, y + 1) >= 0.1F;
            if (inner) {
                fillRect(mask, left + x, top + y, left + x + 1, top + y + 1);
                continue;
            }
            for (int dy = -swell; dy <= swell; ++dy) {
                const int dx = static_cast<int>(std::sqrt(swell * swell - dy * dy));
                fillRect(mask, left + x - dx, top + y + dy, left + x + dx + 1, top + y + dy + 1);
            }
        }
    }
}

void addStroke(PixelBuffer& mask, Random& random)
{
    const double size = mask.width();
    const double radius = size * random.uniform(0.02, 0.09);
    double x = random.uniform(0, size);
    double y = random.uniform(0, size);
    double angle = random.uniform(0, 2 * std::numbers::pi);
    const int parts = random.integer(2, 7);
    for (int i = 0; i < parts; ++i) {
        angle += random.uniform(-1.2, 1.2);
        const double step = size * random.uniform(0.05, 0.25);
        const double nx = x + step * std::cos(angle);
        const double ny = y + step * std::sin(angle);
        drawLine(mask, x, y, nx, ny, radius);
        x = std::clamp(nx, 0.0, size);
        y = std::clamp(ny, 0.0, size);
    }
}

MaskKind pickKind(const MaskShares& shares, bool haveShapes, Random& random)
{
    double k = random.unit();
    if ((k -= shares.everything) < 0) {
        return MaskKind::Everything;
    }
    if ((k -= shares.border) < 0) {
        return MaskKind::Border;
    }
    if ((k -= shares.object) < 0) {
        return haveShapes ? MaskKind::Object : MaskKind::Box;
    }
    return (k -= shares.box) < 0 ? MaskKind::Box : MaskKind::Stroke;
}

} // namespace

RandomMask randomMask(int side, const std::vector<ByteImage>& silhouettes, const MaskShares& shares,
                      Random& random)
{
    RandomMask mask{PixelBuffer(side, side, 1), pickKind(shares, !silhouettes.empty(), random)};
    const int again = random.integer(1, 3);
    switch (mask.kind) {
    case MaskKind::Everything:
        std::fill_n(mask.coverage.data(), mask.coverage.count(), 1.0F);
        break;
    case MaskKind::Border:
        addBorders(mask.coverage, random);
        break;
    case MaskKind::Object:
        for (int i = 0; i < again; ++i) {
            addObject(mask.coverage, silhouettes, random);
        }
        break;
    case MaskKind::Box:
        for (int i = 0; i < again; ++i) {
            addBoxOrEllipse(mask.coverage, random);
        }
        break;
    case MaskKind::Stroke:
        for (int i = 0; i < again; ++i) {
            addStroke(mask.coverage, random);
        }
        break;
    }
    return mask;
}

} // namespace train
