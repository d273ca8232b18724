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

bool floats(ObjectKind kind)
{
    return kind == ObjectKind::Boat || kind == ObjectKind::Sailboat || kind == ObjectKind::Bridge;
}

Standing place(const Frame& f, const SceneObject& object, int i)
{
    Standing s{&object, i, object.place, 0.0F, object.size, 1.0F};
    const float spread = std::min(0.30F, 0.9F / static_cast<float>(object.count));
    const float jitter = uniform2d(i, 31, f.spec.seed) - 0.5F;
    s.x = object.place +
          (static_cast<float>(i) - 0.5F * static_cast<float>(object.count - 1)) * spread +
          0.08F * jitter;
    if (object.count > 1) { // a group stays inside the picture
        const float half = 0.5F * spread * static_cast<float>(object.count - 1);
        s.x += std::clamp(0.5F, half + 0.1F, std::max(half + 0.1F, 0.9F - half)) - 0.5F +
               (0.5F - object.place) * 0.8F;
    }
    const bool wet = isWater(f.spec.ground) || f.spec.ground == Ground::Beach;
    const float room = 1.0F - f.spec.horizon;
    if (floats(object.kind)) {
        const float near = object.kind == ObjectKind::Bridge
                               ? 0.22F
                               : 0.18F + 0.42F * object.size / 0.5F + 0.16F * jitter;
        s.foot = f.spec.horizon + room * near;
        s.height *= object.kind == ObjectKind::Boat ? 0.5F : 1.0F;
        s.height *= object.kind == ObjectKind::Bridge ? 0.6F : 1.0F;
    } else if (wet) { // stands on the far shore
        s.foot = f.spec.horizon + 0.012F;
        s.height *= 0.75F;
    } else {
        s.foot = f.spec.horizon + room * (0.06F + 0.5F * object.size + 0.06F * jitter);
    }
    if (f.spec.ground == Ground::Beach && object.kind == ObjectKind::Boat) {
        s.foot = f.spec.horizon + room * (0.62F + 0.2F * jitter); // drawn up on the sand
    }
    s.distance = 1.0F + 2.0F * (1.0F - object.size);
    return s;
}

QImage sprite(const Frame& f, const Standing& s)
{
    const int h = std::max(6, static_cast<int>(s.height * static_cast<float>(f.side())));
    const int w = std::max(4, static_cast<int>(static_cast<float>(h) * aspect(s.object->kind)));
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
            const float grain = 0.94F + 0.12F * uniform2d(px, py, f.spec.seed + 171U);
            const Rgb c{static_cast<float>(qRed(line[x])) / 255.0F * grain,
                        static_cast<float>(qGreen(line[x])) / 255.0F * grain,
                        static_cast<float>(qBlue(line[x])) / 255.0F * grain};
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
        const QImage image = sprite(f, s);
        const int row =
            std::min(f.side() - 1, static_cast<int>(s.foot * static_cast<float>(f.side())) + 2);
        const int column =
            std::clamp(static_cast<int>(s.x * static_cast<float>(f.side())), 0, f.side() - 1);
        if (isWaterAt(f, column, row)) {
            reflect(f, s, image);
        } else {
            shade(f, s, image.width());
        }
        stamp(f, s, image);
    }
}

} // namespace train::scenes
