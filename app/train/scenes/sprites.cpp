#include "app/train/scenes/sprites.h"

#include <QLinearGradient>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

/// What a sprite draws with: unit coordinates, colours under the scene's light.
struct Pen {
    QPainter& painter;
    Rgb light;
    std::uint32_t seed;

    [[nodiscard]] QColor colour(Rgb c, float shade = 1.0F) const
    {
        const Rgb lit = c * light * shade;
        return QColor::fromRgbF(std::clamp(lit.r, 0.0F, 1.0F), std::clamp(lit.g, 0.0F, 1.0F),
                                std::clamp(lit.b, 0.0F, 1.0F));
    }
    void polygon(std::initializer_list<QPointF> points, Rgb c, float shade = 1.0F) const
    {
        painter.setBrush(colour(c, shade));
        painter.drawPolygon(QPolygonF(QList<QPointF>(points)));
    }
    void box(double x, double y, double w, double h, Rgb c, float shade = 1.0F) const
    {
        painter.fillRect(QRectF(x, y, w, h), colour(c, shade));
    }
    /// A box lit from the left.
    void round(double x, double y, double w, double h, Rgb c) const
    {
        QLinearGradient gradient(x, 0, x + w, 0);
        gradient.setColorAt(0, colour(c, 1.05F));
        gradient.setColorAt(1, colour(c, 0.62F));
        painter.fillRect(QRectF(x, y, w, h), gradient);
    }
    [[nodiscard]] float random(int i) const { return uniform2d(i, 77, seed); }
};

void drawHull(const Pen& pen, Rgb c)
{
    QPainterPath hull;
    hull.moveTo(0.0, 0.62);
    hull.quadTo(0.5, 0.74, 1.0, 0.58);
    hull.quadTo(0.92, 0.98, 0.76, 1.0);
    hull.lineTo(0.20, 1.0);
    hull.quadTo(0.06, 0.94, 0.0, 0.62);
    QLinearGradient gradient(0, 0.6, 0, 1.0);
    gradient.setColorAt(0, pen.colour(c, 1.05F));
    gradient.setColorAt(1, pen.colour(c, 0.55F));
    pen.painter.setBrush(gradient);
    pen.painter.drawPath(hull);
}

void drawBoat(const Pen& pen, Rgb c)
{
    // The far inner side shows above the near rim.
    pen.polygon({{0.02, 0.63}, {0.45, 0.55}, {0.99, 0.59}, {0.6, 0.72}, {0.3, 0.72}},
                {0.34F, 0.25F, 0.17F});
    pen.box(0.28, 0.60, 0.10, 0.08, {0.60F, 0.45F, 0.28F});
    pen.box(0.60, 0.58, 0.10, 0.09, {0.60F, 0.45F, 0.28F});
    drawHull(pen, c);
}

void drawSailboat(const Pen& pen, Rgb c)
{
    pen.box(0.49, 0.0, 0.02, 0.80, {0.35F, 0.26F, 0.18F});
    pen.polygon({{0.52, 0.03}, {0.96, 0.74}, {0.52, 0.76}}, c, 1.0F);
    pen.polygon({{0.48, 0.10}, {0.48, 0.76}, {0.12, 0.74}}, c, 0.84F);
    pen.painter.save();
    pen.painter.translate(0.12, 0.56);
    pen.painter.scale(0.78, 0.44);
    drawHull(pen, {0.90F, 0.90F, 0.88F});
    pen.painter.restore();
}

void drawHouse(const Pen& pen, Rgb c)
{
    const Rgb roof = pen.random(1) < 0.6F ? Rgb{0.52F, 0.20F, 0.14F} : Rgb{0.28F, 0.27F, 0.30F};
    pen.box(0.68, 0.08, 0.08, 0.26, {0.42F, 0.26F, 0.22F});
    pen.round(0.10, 0.45, 0.80, 0.55, c);
    pen.polygon({{0.02, 0.47}, {0.28, 0.12}, {0.72, 0.12}, {0.98, 0.47}}, roof);
    pen.box(0.02, 0.455, 0.96, 0.02, roof, 0.6F);
    const Rgb glass = pen.light.r < 0.45F ? Rgb{3.0F, 2.4F, 1.0F} : Rgb{0.22F, 0.30F, 0.40F};
    for (const double x : {0.20, 0.66}) {
        pen.box(x - 0.015, 0.565, 0.17, 0.19, {0.93F, 0.92F, 0.90F});
        pen.box(x, 0.58, 0.14, 0.16, glass);
    }
    pen.box(0.44, 0.66, 0.13, 0.34, {0.32F, 0.20F, 0.12F});
}

void drawCastle(const Pen& pen, Rgb)
{
    const Rgb stone{0.58F, 0.55F, 0.52F};
    const Rgb roof = pen.random(1) < 0.5F ? Rgb{0.30F, 0.34F, 0.46F} : Rgb{0.50F, 0.24F, 0.18F};
    pen.round(0.16, 0.52, 0.68, 0.48, stone);
    for (int i = 0; i < 7; ++i) {
        pen.box(0.16 + 0.1 * i, 0.47, 0.06, 0.06, stone, 0.95F);
    }
    for (const auto& [x, top] : {std::pair{0.06, 0.34}, {0.40, 0.20}, {0.76, 0.30}}) {
        pen.round(x, top, 0.19, 1.0 - top, stone);
        pen.polygon({{x - 0.03, top}, {x + 0.095, top - 0.24}, {x + 0.22, top}}, roof);
        pen.box(x + 0.075, top + 0.1, 0.04, 0.09, {0.14F, 0.13F, 0.14F});
    }
    pen.box(0.44, 0.80, 0.12, 0.20, {0.16F, 0.13F, 0.12F});
}

void drawLighthouse(const Pen& pen, Rgb c)
{
    const Rgb other = c.g > 0.5F ? Rgb{0.80F, 0.14F, 0.12F} : Rgb{0.95F, 0.94F, 0.92F};
    for (int i = 0; i < 6; ++i) {
        const double y = 0.22 + 0.13 * i;
        const double inset = 0.30 - 0.025 * i;
        pen.round(inset, y, 1.0 - 2.0 * inset, 0.131, i % 2 == 0 ? c : other);
    }
    pen.box(0.24, 0.19, 0.52, 0.03, {0.22F, 0.22F, 0.24F});
    pen.box(0.36, 0.09, 0.28, 0.10, {1.5F, 1.4F, 0.9F});
    pen.polygon({{0.30, 0.10}, {0.5, 0.0}, {0.70, 0.10}}, {0.45F, 0.12F, 0.10F});
}

void drawTree(const Pen& pen, Rgb c)
{
    pen.round(0.46, 0.55, 0.08, 0.45, {0.33F, 0.23F, 0.15F});
    for (int i = 0; i < 150; ++i) {
        const double angle = 6.2832 * pen.random(10 + i);
        const double r = std::sqrt(pen.random(400 + i));
        const double x = 0.5 + 0.40 * r * std::cos(angle);
        const double y = 0.36 + 0.32 * r * std::sin(angle);
        const float shade = 0.55F + 0.55F * (0.7F - static_cast<float>(y)) +
                            0.25F * pen.random(800 + i) - 0.25F * static_cast<float>(x - 0.5);
        const double size = 0.05 + 0.06 * pen.random(1200 + i);
        pen.painter.setBrush(pen.colour(c, shade));
        pen.painter.drawEllipse(QPointF(x, y), size, size * 0.8);
    }
}

void drawPine(const Pen& pen, Rgb c, bool snowy)
{
    pen.round(0.46, 0.85, 0.08, 0.15, {0.30F, 0.21F, 0.14F});
    for (int tier = 7; tier >= 0; --tier) {
        const double top = 0.10 * tier;
        const double half = 0.10 + 0.043 * tier;
        const double bottom = top + 0.21;
        pen.polygon({{0.5, top}, {0.5 + half, bottom}, {0.5, bottom - 0.03}, {0.5 - half, bottom}},
                    c, 0.75F + 0.06F * static_cast<float>(tier % 3));
        if (snowy) {
            pen.polygon({{0.5, top},
                         {0.5 + half * 0.6, top + 0.13},
                         {0.5, top + 0.09},
                         {0.5 - half * 0.7, top + 0.14}},
                        {0.94F, 0.96F, 0.99F});
        }
    }
}

void drawBridge(const Pen& pen, Rgb)
{
    const Rgb stone{0.56F, 0.51F, 0.45F};
    QPainterPath deck;
    deck.addRect(0.0, 0.30, 1.0, 0.70);
    QPainterPath holes;
    for (int i = 0; i < 3; ++i) {
        holes.addEllipse(QPointF(0.19 + 0.31 * i, 1.0), 0.125, 0.50);
    }
    QLinearGradient gradient(0, 0.3, 0, 1.0);
    gradient.setColorAt(0, pen.colour(stone, 1.05F));
    gradient.setColorAt(1, pen.colour(stone, 0.6F));
    pen.painter.setBrush(gradient);
    pen.painter.drawPath(deck.subtracted(holes));
    pen.box(0.0, 0.20, 1.0, 0.05, stone, 1.15F);
    for (int i = 0; i <= 20; ++i) {
        pen.box(0.0488 * i, 0.22, 0.012, 0.10, stone, 0.9F);
    }
}

void drawWindmill(const Pen& pen, Rgb)
{
    pen.polygon({{0.36, 0.42}, {0.64, 0.42}, {0.72, 1.0}, {0.28, 1.0}}, {0.84F, 0.80F, 0.72F});
    pen.polygon({{0.52, 0.42}, {0.64, 0.42}, {0.72, 1.0}, {0.54, 1.0}}, {0.84F, 0.80F, 0.72F},
                0.72F);
    pen.polygon({{0.33, 0.43}, {0.5, 0.28}, {0.67, 0.43}}, {0.42F, 0.24F, 0.18F});
    pen.box(0.46, 0.84, 0.08, 0.16, {0.28F, 0.19F, 0.13F});
    const double turn = 90.0 * pen.random(5);
    for (int i = 0; i < 4; ++i) {
        pen.painter.save();
        pen.painter.translate(0.5, 0.40);
        pen.painter.rotate(turn + 90.0 * i);
        pen.box(-0.012, -0.40, 0.024, 0.40, {0.30F, 0.22F, 0.16F});
        pen.box(0.012, -0.39, 0.09, 0.28, {0.93F, 0.91F, 0.86F});
        pen.painter.restore();
    }
}

} // namespace

float aspect(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Boat:
        return 2.2F;
    case ObjectKind::Sailboat:
        return 0.9F;
    case ObjectKind::House:
        return 1.15F;
    case ObjectKind::Castle:
        return 1.1F;
    case ObjectKind::Lighthouse:
        return 0.34F;
    case ObjectKind::Tree:
        return 0.9F;
    case ObjectKind::Pine:
        return 0.62F;
    case ObjectKind::Bridge:
        return 3.4F;
    case ObjectKind::Windmill:
        return 0.85F;
    }
    return 1.0F;
}

void drawSprite(QPainter& painter, ObjectKind kind, Colour colour, Rgb light, std::uint32_t seed)
{
    const Pen pen{painter, light, seed};
    painter.setPen(Qt::NoPen);
    switch (kind) {
    case ObjectKind::Boat:
        drawBoat(pen, paint(colour, {0.50F, 0.33F, 0.20F}));
        break;
    case ObjectKind::Sailboat:
        drawSailboat(pen, paint(colour, {0.95F, 0.94F, 0.92F}));
        break;
    case ObjectKind::House:
        drawHouse(pen, paint(colour, {0.85F, 0.80F, 0.70F}));
        break;
    case ObjectKind::Castle:
        drawCastle(pen, {});
        break;
    case ObjectKind::Lighthouse:
        drawLighthouse(pen, paint(colour, {0.95F, 0.94F, 0.92F}));
        break;
    case ObjectKind::Tree:
        drawTree(pen, paint(colour, {0.24F, 0.46F, 0.17F}));
        break;
    case ObjectKind::Pine:
        drawPine(pen, {0.10F, 0.28F, 0.16F}, colour == Colour::White);
        break;
    case ObjectKind::Bridge:
        drawBridge(pen, {});
        break;
    case ObjectKind::Windmill:
        drawWindmill(pen, {});
        break;
    }
}

} // namespace train::scenes
