#include <QImage>
#include <algorithm>
#include <cmath>

#include "app/train/scenes/layers.h"
#include "app/train/scenes/noise2d.h"
#include "app/train/scenes/sprites.h"

namespace train::scenes {

namespace {

struct Standing {
    const SceneObject* object;
    int index;
    float x;      ///< centre, parts of the side
    float foot;   ///< parts of the side
    float height; ///< parts of the side
    float distance;
};

float widthOf(const SceneObject& object)
{
    return object.stamp != nullptr ? object.stamp->aspect() : aspect(object.kind);
}

/// Height that lets the whole group stand inside the picture, and its members' distance.
struct Row {
    float height;
    float spread;
};

Row arrange(const SceneObject& object)
{
    constexpr float kRoom = 0.94F;
    constexpr float kOverlap = 0.92F; // of a thing's width from one to the next
    const auto gaps = static_cast<float>(object.count - 1);
    const float widest = kRoom / (1.0F + kOverlap * gaps);
    const float height = std::min(object.size, widest / widthOf(object));
    const float wide = height * widthOf(object);
    const float spread = gaps > 0.0F ? std::min(1.3F * wide, (kRoom - wide) / gaps) : 0.0F;
    return {height, spread};
}

/// Where the feet are, between the horizon and the lower edge.
float footOf(const Frame& f, const SceneObject& object, float height, float jitter)
{
    const float room = 1.0F - f.spec.horizon;
    switch (standOf(object, f.spec.ground)) {
    case Stand::Sky:
        return std::clamp(f.spec.horizon * (0.62F + 0.3F * jitter) + 0.5F * height, height + 0.03F,
                          f.spec.horizon);
    case Stand::FarShore:
        return f.spec.horizon + 0.012F;
    case Stand::Water:
        if (object.stamp == nullptr && object.kind == ObjectKind::Bridge) {
            return f.spec.horizon + 0.22F * room;
        }
        break;
    case Stand::Ground:
        break;
    }
    const bool ashore = f.spec.ground == Ground::Beach; // the water lies behind
    const float near = ashore ? 0.68F : 0.20F + 0.75F * height;
    return f.spec.horizon + room * std::clamp(near + 0.16F * jitter, 0.12F, 0.93F);
}

/// The middle, the foot and the height at multiples of 1 / grid, inside the picture.
void standOnGrid(Standing& s, float grid)
{
    const auto nearest = [grid](float v) { return std::round(v * grid) / grid; };
    s.x = nearest(s.x);
    s.foot = std::clamp(nearest(s.foot), 2.0F / grid, (grid - 0.5F) / grid);
    s.height = std::min(std::max(1.0F / grid, nearest(s.height)), s.foot);
}

Standing place(const Frame& f, const SceneObject& object, int i)
{
    const Row row = arrange(object);
    const float jitter = uniform2d(i, 31, f.spec.seed) - 0.5F;
    const float centre = static_cast<float>(i) - 0.5F * static_cast<float>(object.count - 1);
    const float half =
        0.5F * (row.height * widthOf(object) + row.spread * static_cast<float>(object.count - 1));
    constexpr float kMargin = 0.02F;
    Standing s{&object, i, 0.5F, 0.0F, row.height, 1.0F};
    s.x = std::clamp(object.place, std::min(0.5F, half + kMargin),
                     std::max(0.5F, 1.0F - half - kMargin)) +
          centre * row.spread;
    s.foot = footOf(f, object, row.height, jitter);
    s.height = std::min(s.height, s.foot - 0.02F);
    if (f.spec.grid > 0) {
        standOnGrid(s, static_cast<float>(f.spec.grid));
    }
    s.distance = 1.0F + 2.0F * (1.0F - object.size);
    return s;
}

/// A stamp under the scene's light, mirrored in half of the cases where things stand anywhere.
QImage stampSprite(const Frame& f, const Standing& s, int w, int h)
{
    const core::PixelBuffer& from = s.object->stamp->pixels;
    QImage image(from.width(), from.height(), QImage::Format_ARGB32);
    const Rgb light = mix(f.palette.light, {1.0F, 1.0F, 1.0F}, 0.12F);
    const auto byte = [](float v) { return static_cast<int>(std::clamp(v, 0.0F, 1.0F) * 255.0F); };
    for (int y = 0; y < from.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < from.width(); ++x) {
            const float* p = from.at(x, y);
            line[x] =
                qRgba(byte(p[0] * light.r), byte(p[1] * light.g), byte(p[2] * light.b), byte(p[3]));
        }
    }
    const bool mirror = f.spec.grid == 0 && uniform2d(s.index, 37, f.spec.seed) < 0.5F;
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied)
        .mirrored(mirror, false)
        .scaled(w, h, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_ARGB32);
}

QImage sprite(const Frame& f, const Standing& s)
{
    const int h = std::max(6, static_cast<int>(s.height * static_cast<float>(f.side())));
    const int w = std::max(4, static_cast<int>(static_cast<float>(h) * widthOf(*s.object)));
    if (s.object->stamp != nullptr) {
        return stampSprite(f, s, w, h);
    }
    QImage image(w, h, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(w, h);
    const bool snowy = s.object->kind == ObjectKind::Pine && f.spec.ground == Ground::Snow;
    drawSprite(painter, s.object->kind, snowy ? Colour::White : s.object->colour, f.palette.light,
               f.spec.seed + static_cast<std::uint32_t>(s.index) * 17U);
    return image;
}

/// The lower part of what swims is under water.
void submerge(QImage& image, float part)
{
    const int from = static_cast<int>(static_cast<float>(image.height()) * (1.0F - part));
    for (int y = from; y < image.height(); ++y) {
        const float keep =
            1.0F - static_cast<float>(y - from + 1) / static_cast<float>(image.height() - from);
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            line[x] = qRgba(qRed(line[x]), qGreen(line[x]), qBlue(line[x]),
                            static_cast<int>(static_cast<float>(qAlpha(line[x])) * keep));
        }
    }
}

void stamp(const Frame& f, const Standing& s, const QImage& image)
{
    const int left = static_cast<int>(s.x * static_cast<float>(f.side())) - image.width() / 2;
    const int top = static_cast<int>(s.foot * static_cast<float>(f.side())) - image.height();
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int px = left + x;
            const int py = top + y;
            if (qAlpha(line[x]) == 0 || px < 0 || py < 0 || px >= f.side() || py >= f.side()) {
                continue;
            }
            const Rgb c{static_cast<float>(qRed(line[x])) / 255.0F,
                        static_cast<float>(qGreen(line[x])) / 255.0F,
                        static_cast<float>(qBlue(line[x])) / 255.0F};
            f.blend(px, py, mix(c, f.palette.haze, f.hazeAt(s.distance * 1.5F)),
                    static_cast<float>(qAlpha(line[x])) / 255.0F);
        }
    }
}

/// The thing upside down in the water, broken by ripples.
void reflect(const Frame& f, const Standing& s, const QImage& image)
{
    const auto side = static_cast<float>(f.side());
    const int left = static_cast<int>(s.x * side) - image.width() / 2;
    const int foot = static_cast<int>(s.foot * side);
    for (int y = 0; y < image.height() * 4 / 5; ++y) {
        const int py = foot + y;
        if (py >= f.side()) {
            break;
        }
        const float sway =
            fbm(3.0F, static_cast<float>(py) / side * 70.0F, 2, f.spec.seed + 181U) - 0.5F;
        const int shift = static_cast<int>(sway * side * (f.spec.waves ? 0.05F : 0.018F));
        const auto* line =
            reinterpret_cast<const QRgb*>(image.constScanLine(image.height() - 1 - y));
        const float fade =
            0.62F * (1.0F - static_cast<float>(y) / static_cast<float>(image.height()));
        for (int x = 0; x < image.width(); ++x) {
            const int px = left + x + shift;
            if (qAlpha(line[x]) == 0 || px < 0 || px >= f.side() || !isWaterAt(f, px, py)) {
                continue;
            }
            const Rgb c{static_cast<float>(qRed(line[x])) / 255.0F,
                        static_cast<float>(qGreen(line[x])) / 255.0F,
                        static_cast<float>(qBlue(line[x])) / 255.0F};
            f.blend(px, py, c * 0.75F, fade * static_cast<float>(qAlpha(line[x])) / 255.0F);
        }
    }
}

/// A soft dark spot under what stands on the ground.
void shade(const Frame& f, const Standing& s, int width)
{
    const auto side = static_cast<float>(f.side());
    const float rx = 0.55F * static_cast<float>(width);
    const float ry = std::max(2.0F, 0.10F * rx);
    const float cx = s.x * side + 0.1F * rx;
    const float cy = s.foot * side;
    for (int y = static_cast<int>(cy - ry); y <= static_cast<int>(cy + ry); ++y) {
        for (int x = static_cast<int>(cx - rx); x <= static_cast<int>(cx + rx); ++x) {
            if (x < 0 || y < 0 || x >= f.side() || y >= f.side()) {
                continue;
            }
            const float r =
                std::hypot((static_cast<float>(x) - cx) / rx, (static_cast<float>(y) - cy) / ry);
            f.blend(x, y, f.get(x, y) * 0.45F, std::clamp(1.1F - r, 0.0F, 1.0F) * 0.7F);
        }
    }
}

} // namespace

void paintObjects(const Frame& f)
{
    std::vector<Standing> standing;
    for (const SceneObject& object : f.spec.objects) {
        for (int i = 0; i < object.count; ++i) {
            standing.push_back(place(f, object, i));
        }
    }
    std::sort(standing.begin(), standing.end(),
              [](const Standing& a, const Standing& b) { return a.foot < b.foot; });
    for (const Standing& s : standing) {
        QImage image = sprite(f, s);
        const Stand stand = standOf(*s.object, f.spec.ground);
        if (stand == Stand::Water || stand == Stand::FarShore) {
            if (stand == Stand::Water && s.object->stamp != nullptr) {
                submerge(image, 0.10F);
            }
            reflect(f, s, image);
        } else if (stand == Stand::Ground) {
            shade(f, s, image.width());
        }
        stamp(f, s, image);
    }
}

} // namespace train::scenes
