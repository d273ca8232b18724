#include <QtTest>

#include <cmath>

#include "core/selection/color_match.h"
#include "core/selection/combine.h"
#include "core/selection/shapes.h"
#include "support/documents.h"

using namespace core;

namespace {

double coveredArea(const Mask& mask)
{
    double sum = 0;
    for (int y = 0; y < mask.size().height; ++y) {
        for (int x = 0; x < mask.size().width; ++x) {
            sum += mask.at(x, y) / 255.0;
        }
    }
    return sum;
}

RegionReader readerOf(const TiledImage& image)
{
    return [image](const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        image.readRgba8(area, out, stride, AlphaMode::Premultiplied);
    };
}

/// Grey with two red squares, 300 pixels apart, and a pinkish one that touches the first.
TiledImage squares()
{
    TiledImage image({700, 400}, PixelFormat::Rgba8);
    const auto paint = [&](const Rect& area, float r, float g, float b) {
        const float color[] = {r, g, b, 1.0F};
        image.fill(area, color);
    };
    paint(image.rect(), 0.5F, 0.5F, 0.5F);
    paint({100, 100, 80, 80}, 1.0F, 0.0F, 0.0F);
    paint({180, 100, 40, 80}, 1.0F, 0.1F, 0.1F);
    paint({400, 200, 60, 60}, 1.0F, 0.0F, 0.0F);
    return image;
}

} // namespace

class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRectangleOnPixelBordersIsHard()
    {
        const Mask mask = rectangleSelection({600, 500}, {{400, 300}, {20, 10}});

        QCOMPARE(mask.bounds() == (Rect{20, 10, 380, 290}), true);
        QCOMPARE(coveredArea(mask), 380.0 * 290.0);
    }

    void aRectangleBetweenPixelsCoversByShare()
    {
        const Mask mask = rectangleSelection({50, 50}, {{10.25, 10}, {20, 20.5}});

        QVERIFY(std::abs(mask.at(10, 12) - 191) <= 1);
        QVERIFY(std::abs(mask.at(15, 20) - 128) <= 1);
        QCOMPARE(int(mask.at(15, 15)), 255);
        QCOMPARE(int(mask.at(9, 15)), 0);
    }

    void anEllipseHasItsArea_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::newRow("circle") << 200.0 << 200.0;
        QTest::newRow("wide") << 500.0 << 90.0;
        QTest::newRow("tiny") << 7.0 << 5.0;
    }

    void anEllipseHasItsArea()
    {
        QFETCH(double, width);
        QFETCH(double, height);
        const Mask mask =
            ellipseSelection({600, 300}, {{20.3, 30.7}, {20.3 + width, 30.7 + height}});

        const double area = M_PI * width * height / 4;
        QVERIFY(std::abs(coveredArea(mask) - area) < 0.01 * area);
    }

    void aPolygonHasItsArea()
    {
        const PointF triangle[] = {{10, 10}, {310, 10}, {10, 210}};
        const Mask mask = polygonSelection({400, 300}, triangle);

        QVERIFY(std::abs(coveredArea(mask) - 30000) < 60);
        QCOMPARE(int(mask.at(20, 20)), 255);
        QCOMPARE(int(mask.at(300, 200)), 0);
    }

    void aPolygonThatCrossesItselfHasAHole()
    {
        // A square inside a square, drawn in one line.
        const PointF points[] = {{0, 0},   {100, 0}, {100, 100}, {0, 100}, {0, 0},
                                 {30, 30}, {70, 30}, {70, 70},   {30, 70}, {30, 30}};
        const Mask mask = polygonSelection({120, 120}, points);

        QCOMPARE(int(mask.at(10, 50)), 255);
        QCOMPARE(int(mask.at(50, 50)), 0);
    }

    void shapesOutsideTheCanvasAreCut()
    {
        const Mask box = rectangleSelection({100, 100}, {{-50.5, -50.5}, {20, 20}});
        QCOMPARE(box.bounds() == (Rect{0, 0, 20, 20}), true);
        const PointF far[] = {{-500, -500}, {900, -500}, {900, 900}, {-500, 900}};
        QCOMPARE(coveredArea(polygonSelection({100, 100}, far)), 10000.0);
        QVERIFY(ellipseSelection({100, 100}, {{200, 200}, {300, 300}}).isEmpty());
        QVERIFY(polygonSelection({100, 100}, std::span(far, 2)).isEmpty());
    }

    void aGestureMakesSquaresAndGrowsFromItsMiddle()
    {
        const BoxF square = boxOf({10, 10}, {40, -20 - 5}, {true, false});
        QVERIFY((square.to == PointF{45, -25}));
        const BoxF centred = boxOf({10, 10}, {30, 20}, {false, true});
        QVERIFY((centred.from == PointF{-10, 0}));
        QVERIFY((centred.to == PointF{30, 20}));
    }

    void theWandStopsAtOtherColours()
    {
        const Mask mask =
            selectByColor(readerOf(squares()), {700, 400}, {120, 120}, {10, true, false});

        QCOMPARE(mask.bounds() == (Rect{100, 100, 80, 80}), true);
        QCOMPARE(coveredArea(mask), 6400.0);
    }

    void toleranceTakesInSimilarColours()
    {
        const Mask mask =
            selectByColor(readerOf(squares()), {700, 400}, {120, 120}, {40, true, false});

        QCOMPARE(mask.bounds() == (Rect{100, 100, 120, 80}), true);
    }

    void byColourFindsFarParts()
    {
        const Mask mask =
            selectByColor(readerOf(squares()), {700, 400}, {120, 120}, {10, false, false});

        QCOMPARE(coveredArea(mask), 6400.0 + 3600.0);
        QCOMPARE(int(mask.at(430, 230)), 255);
    }

    void theWandFindsTheSameAsAPlainFlood()
    {
        // Noise of two colours across tile borders, against the simplest flood there is.
        const Size size{330, 300};
        TiledImage image(size, PixelFormat::Rgba8);
        std::mt19937 random(7);
        std::vector<std::uint8_t> is(static_cast<std::size_t>(size.area()));
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const bool set = random() % 10 < 6;
                is[std::size_t(y * size.width + x)] = set;
                const std::uint8_t gray = set ? 200 : 20;
                const std::uint8_t pixel[] = {gray, gray, gray, 255};
                image.writeRow(x, y, 1, pixel);
            }
        }
        is[std::size_t(150 * size.width + 160)] = 1;
        const std::uint8_t pixel[] = {200, 200, 200, 255};
        image.writeRow(160, 150, 1, pixel);

        const Mask mask = selectByColor(readerOf(image), size, {160, 150}, {50, true, false});

        std::vector<Point> open{{160, 150}};
        while (!open.empty()) {
            const Point p = open.back();
            open.pop_back();
            if (!Rect::fromSize(size).contains(p) || is[std::size_t(p.y * size.width + p.x)] != 1) {
                continue;
            }
            is[std::size_t(p.y * size.width + p.x)] = 2;
            for (const Point d : {Point{1, 0}, Point{-1, 0}, Point{0, 1}, Point{0, -1}}) {
                open.push_back({p.x + d.x, p.y + d.y});
            }
        }
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                QCOMPARE(mask.at(x, y) == 255, is[std::size_t(y * size.width + x)] == 2);
            }
        }
    }

    void aSeedOutsideSelectsNothing()
    {
        QVERIFY(selectByColor(readerOf(squares()), {700, 400}, {700, 10}, {}).isEmpty());
    }

    void modesCombine()
    {
        const Size size{100, 100};
        const Mask left = rectangleSelection(size, {{0, 0}, {60, 100}});
        const Mask right = rectangleSelection(size, {{40, 0}, {100, 100}});

        QCOMPARE(coveredArea(combined(left, right, SelectionMode::Replace)), 6000.0);
        QCOMPARE(coveredArea(combined(left, right, SelectionMode::Add)), 10000.0);
        QCOMPARE(coveredArea(combined(left, right, SelectionMode::Subtract)), 4000.0);
        QCOMPARE(coveredArea(combined(left, right, SelectionMode::Intersect)), 2000.0);
    }

    void smoothingDropsSpecksAndKeepsStraightEdges()
    {
        Mask mask = rectangleSelection({300, 300}, {{50, 50}, {250, 250}});
        mask.fill({10, 10, 2, 2}, 255);

        const Mask smooth = smoothed(mask, 6);

        QCOMPARE(int(smooth.at(11, 11)), 0);
        QCOMPARE(int(smooth.at(150, 150)), 255);
        QVERIFY(smooth.at(150, 48) < 64 && smooth.at(150, 51) > 192);
        QVERIFY(smooth.at(50, 50) < 64); // the corner is rounder
    }

    void aLayerCoversByAlphaAndMask()
    {
        Layer layer = support::randomLayer({50, 40}, 5, {20, -10}, true);

        const Mask mask = coverageOf(layer, {100, 100});

        const PixelBuffer pixels = layer.pixels.read(layer.pixels.rect());
        for (int y = 0; y < 30; ++y) {
            for (int x = 20; x < 70; ++x) {
                const float alpha = pixels.at(x - 20, y + 10)[3];
                const float share = layer.mask->at(x - 20, y + 10) / 255.0F;
                QVERIFY(std::abs(mask.at(x, y) - alpha * share * 255) <= 0.6F);
            }
        }
        QCOMPARE(int(mask.at(10, 10)), 0);
    }
};

QTEST_APPLESS_MAIN(TestSelection)
#include "tst_selection.moc"
