#include <QtTest>

#include <cmath>

#include "core/image/mask.h"
#include "support/documents.h"

using namespace core;

namespace {

Mask rectangle(Size size, const Rect& area)
{
    Mask out(size);
    out.fill(area, 255);
    return out;
}

} // namespace

class TestMask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundsAreTight();
    void distancesAreEuclidean();
    void growReachesExactlySoFar_data();
    void growReachesExactlySoFar();
    void growNeverTakesCoverageAway();
    void shrinkUndoesGrowOfARectangle();
    void shrinkKeepsTheCanvasBorder();
    void featherKeepsMeanAndEndsInTime();
    void featherKeepsTheCanvasBorder();
    void invertTwiceChangesNothing();
    void booleanOperationsAreMaxAndMin();
    void aHardDabIsADisc();
    void aSegmentEqualsManyDabs();
    void erasingTakesOnlyWhatTheBrushCovers();
    void theDirtyRectangleHoldsEveryChange();
    void componentsJoinOverCorners();
    void componentsOfAUAreOne();
    void buffersRoundTrip();
};

void TestMask::boundsAreTight()
{
    Mask mask({1000, 900});
    QVERIFY(mask.bounds().isEmpty());
    QVERIFY(mask.isEmpty());

    mask.fill({250, 300, 20, 1}, 9);
    mask.fill({700, 899, 1, 1}, 255);

    QVERIFY(mask.bounds() == (Rect{250, 300, 451, 600}));
    QVERIFY(mask.bounds(10) == (Rect{700, 899, 1, 1}));
    QCOMPARE(int(mask.peak()), 255);
    QCOMPARE(int(mask.at(251, 300)), 9);
    QCOMPARE(int(mask.at(-1, 300)), 0);
}

void TestMask::distancesAreEuclidean()
{
    const Size size{61, 47};
    std::vector<std::uint8_t> inside(static_cast<std::size_t>(size.area()), 0);
    std::mt19937 random(3);
    std::vector<Point> points;
    for (int i = 0; i < 9; ++i) {
        const Point p{int(random() % 61), int(random() % 47)};
        points.push_back(p);
        inside[static_cast<std::size_t>(p.y * 61 + p.x)] = 1;
    }

    const std::vector<float> distance = distanceTo(inside, size, 12.5F);

    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            float expected = 12.5F;
            for (const Point& p : points) {
                expected = std::min(expected, float(std::hypot(p.x - x, p.y - y)));
            }
            const float found = distance[static_cast<std::size_t>(y * 61 + x)];
            QVERIFY2(std::abs(found - expected) < 1e-5F, qPrintable(QString::number(found)));
        }
    }
}

void TestMask::growReachesExactlySoFar_data()
{
    QTest::addColumn<int>("px");
    QTest::newRow("1") << 1;
    QTest::newRow("12") << 12;
    QTest::newRow("100") << 100;
}

void TestMask::growReachesExactlySoFar()
{
    QFETCH(int, px);
    Mask mask = rectangle({900, 800}, {300, 250, 200, 300});

    mask.grow(float(px));

    QVERIFY(mask.bounds(255) == (Rect{300, 250, 200, 300}.expanded(px)));
    QVERIFY(mask.bounds() == (Rect{300, 250, 200, 300}.expanded(px)));
    // The corner is round: a point on its diagonal is covered up to px, not beyond.
    const int inside = int(px / std::sqrt(2.0));
    QCOMPARE(int(mask.at(300 - inside, 250 - inside)), 255);
    QCOMPARE(int(mask.at(300 - inside - 2, 250 - inside - 2)), 0);
}

void TestMask::growNeverTakesCoverageAway()
{
    const Mask before = support::randomMask({300, 300}, 5);
    Mask after = before;
    after.grow(0.7F);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) {
            QVERIFY(after.at(x, y) >= before.at(x, y));
        }
    }
}

void TestMask::shrinkUndoesGrowOfARectangle()
{
    const Mask before = rectangle({600, 600}, {100, 100, 300, 300});
    Mask mask = before;
    mask.shrink(20);
    QVERIFY(mask.bounds() == (Rect{120, 120, 260, 260}));
    mask.grow(20);
    QVERIFY(mask.bounds() == before.bounds());
    mask.shrink(1000);
    QVERIFY(mask.isEmpty());
}

void TestMask::shrinkKeepsTheCanvasBorder()
{
    Mask mask = rectangle({400, 400}, {0, 0, 200, 400});
    mask.shrink(10);
    QVERIFY(mask.bounds(255) == (Rect{0, 0, 190, 400}));
}

void TestMask::featherKeepsMeanAndEndsInTime()
{
    Mask mask = rectangle({700, 700}, {200, 200, 300, 300});

    mask.feather(30);

    QVERIFY(Rect({200, 200, 300, 300}).expanded(30).contains(mask.bounds()));
    QVERIFY(mask.bounds().width > 340);
    QCOMPARE(int(mask.at(350, 350)), 255);
    double sum = 0;
    for (int y = 0; y < 700; ++y) {
        for (int x = 0; x < 700; ++x) {
            sum += mask.at(x, y) / 255.0;
        }
    }
    QVERIFY(std::abs(sum - 90000.0) < 90.0); // rounding to 8 bits only
    QVERIFY(std::abs(mask.at(199, 350) - 127) < 8);
    // No trace of the blocks it is worked in.
    for (int y = 240; y < 460; ++y) {
        QCOMPARE(mask.at(205, y), mask.at(205, 350));
    }
}

void TestMask::featherKeepsTheCanvasBorder()
{
    Mask mask = rectangle({400, 400}, {0, 0, 200, 400});
    mask.feather(30);
    QCOMPARE(int(mask.at(0, 0)), 255);
    QCOMPARE(int(mask.at(100, 399)), 255);
}

void TestMask::invertTwiceChangesNothing()
{
    const Mask before = support::randomMask({300, 500}, 6);
    Mask mask = before;
    mask.invert();
    QCOMPARE(int(mask.at(7, 7)), 255 - before.at(7, 7));
    mask.invert();
    QVERIFY(mask.samePixels(before));

    Mask empty({5000, 5000});
    empty.invert();
    QCOMPARE(empty.coverage().tile(0), empty.coverage().tile(30)); // one tile of memory
    QVERIFY(empty.bounds(255) == (Rect{0, 0, 5000, 5000}));
    empty.invert();
    QCOMPARE(empty.byteSize(), std::int64_t{0});
}

void TestMask::booleanOperationsAreMaxAndMin()
{
    const Size size{700, 300};
    Mask left = support::randomMask({700, 300}, 1);
    left.fill({256, 0, 256, 300}, 0);
    left.coverage().clear({256, 0, 256, 256});
    Mask right = support::randomMask(size, 2);
    right.coverage().clear({512, 0, 188, 256});

    Mask both = left;
    both.add(right);
    Mask less = left;
    less.subtract(right);
    Mask common = left;
    common.intersect(right);

    for (int y = 0; y < size.height; y += 3) {
        for (int x = 0; x < size.width; ++x) {
            const int a = left.at(x, y);
            const int b = right.at(x, y);
            QCOMPARE(int(both.at(x, y)), std::max(a, b));
            QCOMPARE(int(less.at(x, y)), std::min(a, 255 - b));
            QCOMPARE(int(common.at(x, y)), std::min(a, b));
        }
    }
}

void TestMask::aHardDabIsADisc()
{
    Mask mask({400, 400});
    mask.paintDab({200, 200, 100, 1.0F, 1.0F}, BrushMode::Add);

    double area = 0;
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 400; ++x) {
            area += mask.at(x, y) / 255.0;
        }
    }
    QVERIFY(std::abs(area - M_PI * 100 * 100) < 40.0); // the one-pixel rim is linear, not exact
    QCOMPARE(int(mask.at(200, 200)), 255);
    QVERIFY(mask.bounds() == (Rect{100, 100, 200, 200}));
    Mask soft({400, 400});
    soft.paintDab({200, 200, 100, 0.0F, 1.0F}, BrushMode::Add);
    QVERIFY(soft.at(200, 200) > soft.at(150, 200) && soft.at(150, 200) > soft.at(110, 200));
}

void TestMask::aSegmentEqualsManyDabs()
{
    const BrushDab from{60.3F, 80.0F, 20.0F, 0.5F, 1.0F};
    const BrushDab to{310.0F, 290.5F, 20.0F, 0.5F, 1.0F};
    Mask stroke({400, 400});
    stroke.paintSegment(from, to, BrushMode::Add);

    Mask dabs({400, 400});
    for (int i = 0; i <= 4000; ++i) {
        BrushDab dab = from;
        dab.x += (to.x - from.x) * float(i) / 4000.0F;
        dab.y += (to.y - from.y) * float(i) / 4000.0F;
        dabs.paintDab(dab, BrushMode::Add);
    }

    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 400; ++x) {
            QVERIFY(std::abs(stroke.at(x, y) - dabs.at(x, y)) <= 1);
        }
    }
}

void TestMask::erasingTakesOnlyWhatTheBrushCovers()
{
    Mask mask = rectangle({600, 300}, {0, 0, 600, 300});
    mask.paintDab({256, 150, 50, 1.0F, 1.0F}, BrushMode::Erase);

    QCOMPARE(int(mask.at(256, 150)), 0);
    QCOMPARE(int(mask.at(200, 150)), 255);
    Mask empty({600, 300});
    empty.paintDab({256, 150, 50, 1.0F, 1.0F}, BrushMode::Erase);
    QCOMPARE(empty.byteSize(), std::int64_t{0});
}

void TestMask::theDirtyRectangleHoldsEveryChange()
{
    std::mt19937 random(11);
    Mask mask({500, 400});
    for (int i = 0; i < 60; ++i) {
        const Mask before = mask;
        const auto number = [&](int from, int to) {
            return float(from + int(random() % (to - from)));
        };
        const BrushDab a{number(-40, 540), number(-40, 440), number(1, 60), number(0, 10) / 9, 1};
        const BrushDab b{number(-40, 540), number(-40, 440), number(1, 60), a.hardness, 0.5F};
        const Rect dirty = mask.paintSegment(a, b, i % 3 == 0 ? BrushMode::Erase : BrushMode::Add);
        for (int y = 0; y < 400; ++y) {
            for (int x = 0; x < 500; ++x) {
                if (mask.at(x, y) != before.at(x, y)) {
                    QVERIFY(dirty.contains(Point{x, y}));
                }
            }
        }
    }
}

void TestMask::componentsJoinOverCorners()
{
    Mask mask({600, 600});
    mask.fill({10, 10, 5, 5}, 255);
    mask.fill({15, 15, 5, 5}, 255); // touches the first with a corner
    mask.fill({400, 20, 50, 60}, 255);
    mask.fill({100, 500, 1, 1}, 127); // under the threshold

    const auto parts = mask.components(mask.coverage().rect());

    QCOMPARE(parts.size(), std::size_t{2});
    QVERIFY(parts[0].bounds == (Rect{10, 10, 10, 10}));
    QCOMPARE(parts[0].pixels, std::int64_t{50});
    QVERIFY(parts[1].bounds == (Rect{400, 20, 50, 60}));
    QCOMPARE(mask.components({0, 0, 12, 12}).at(0).pixels, std::int64_t{4});
}

void TestMask::componentsOfAUAreOne()
{
    Mask mask({600, 600});
    mask.fill({100, 100, 20, 300}, 255);
    mask.fill({300, 100, 20, 300}, 255);
    mask.fill({100, 400, 220, 20}, 255);

    const auto parts = mask.components(mask.coverage().rect());

    QCOMPARE(parts.size(), std::size_t{1});
    QVERIFY(parts[0].bounds == (Rect{100, 100, 220, 320}));
}

void TestMask::buffersRoundTrip()
{
    const Mask mask = support::randomMask({300, 200}, 8);
    QVERIFY(Mask::fromBuffer(mask.toBuffer({0, 0, 300, 200})).samePixels(mask));

    std::vector<std::uint8_t> rows(300 * 200);
    mask.readGray8({0, 0, 300, 200}, rows.data(), 300);
    QVERIFY(Mask::fromGray8({300, 200}, rows.data(), 300).samePixels(mask));
}

QTEST_APPLESS_MAIN(TestMask)
#include "tst_mask.moc"
