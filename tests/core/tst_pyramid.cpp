#include <QtTest>

#include "core/document/compositor.h"
#include "core/image/pyramid.h"
#include "support/documents.h"

using namespace core;

namespace {

RegionReader readerOf(const TiledImage& image)
{
    return [image](const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        image.readRgba8(area, out, stride, AlphaMode::Premultiplied);
    };
}

const std::uint8_t* bytes(const TileRef& tile)
{
    return reinterpret_cast<const std::uint8_t*>(tile->bytes.get());
}

} // namespace

class TestPyramid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsEndInOneTile();
    void eachPixelIsTheMeanOfFour();
    void oddEdgesAverageWhatIsThere();
    void levelForScaleNeverMagnifies();
    void invalidatingDropsOnlyWhatLiesAbove();
    void mergeRefusesTilesMadeBeforeAChange();
};

void TestPyramid::levelsEndInOneTile()
{
    const Pyramid pyramid({10000, 3001});

    QCOMPARE(pyramid.levelSize(1) == (Size{5000, 1501}), true);
    QCOMPARE(pyramid.levelSize(pyramid.levels() - 1) == (Size{157, 47}), true);
    QCOMPARE(Pyramid(Size{}).levels(), 0);
    QCOMPARE(Pyramid(Size{256, 256}).levels(), 1);
}

void TestPyramid::eachPixelIsTheMeanOfFour()
{
    const TiledImage image = support::randomImage({1200, 600}, PixelFormat::Rgba8, 2);
    Pyramid pyramid(image.size());
    const TileRef tile = pyramid.ensure(readerOf(image), 1, 1, 0);

    std::vector<std::uint8_t> base(1200 * 600 * 4);
    image.readRgba8(image.rect(), base.data(), 4800, AlphaMode::Premultiplied);
    for (int y = 0; y < 256; ++y) {
        for (int x = 0; x < 256; ++x) {
            for (int c = 0; c < 4; ++c) {
                const std::uint8_t* corner = base.data() + 4800 * (2 * y) + 8 * (x + 256) + c;
                const int sum = corner[0] + corner[4] + corner[4800] + corner[4804];
                QCOMPARE(int(bytes(tile)[1024 * y + 4 * x + c]), (sum + 2) / 4);
            }
        }
    }
}

void TestPyramid::oddEdgesAverageWhatIsThere()
{
    TiledImage image({301, 301}, PixelFormat::Rgba8);
    const std::array<float, 4> white{1, 1, 1, 1};
    image.fill(image.rect(), white);
    Pyramid pyramid(image.size());

    const TileRef tile = pyramid.ensure(readerOf(image), 1, 0, 0);

    QCOMPARE(int(bytes(tile)[1024 * 150 + 4 * 150]), 255);
    QCOMPARE(int(bytes(tile)[1024 * 151 + 4 * 150]), 0);
}

void TestPyramid::levelForScaleNeverMagnifies()
{
    const Pyramid pyramid({10000, 10000});

    QCOMPARE(pyramid.levelForScale(4.0), 0);
    QCOMPARE(pyramid.levelForScale(0.51), 0);
    QCOMPARE(pyramid.levelForScale(0.5), 1);
    QCOMPARE(pyramid.levelForScale(0.26), 1);
    QCOMPARE(pyramid.levelForScale(0.1), 3);
    QCOMPARE(pyramid.levelForScale(1e-9), pyramid.levels() - 1);
}

void TestPyramid::invalidatingDropsOnlyWhatLiesAbove()
{
    TiledImage image = support::randomImage({2048, 2048}, PixelFormat::Rgba8, 3);
    Pyramid pyramid(image.size());
    const int top = pyramid.levels() - 1;
    pyramid.ensure(readerOf(image), top, 0, 0);
    const TileRef kept = pyramid.tile(1, 0, 0);
    const TileRef changed = pyramid.tile(1, 3, 3);

    image.clear({1600, 1600, 200, 200});
    pyramid.invalidate({1600, 1600, 200, 200});

    QVERIFY(pyramid.isFresh(1, 0, 0));
    QVERIFY(!pyramid.isFresh(1, 3, 3));
    QVERIFY(!pyramid.isFresh(top, 0, 0));
    QVERIFY(pyramid.tile(1, 3, 3) == changed); // stale, still shown
    pyramid.ensure(readerOf(image), top, 0, 0);
    QVERIFY(pyramid.isFresh(1, 3, 3));
    QVERIFY(pyramid.tile(1, 3, 3) != changed);
    QVERIFY(pyramid.tile(1, 0, 0) == kept);
    pyramid.invalidate({0, 0, 10, 10}, false);
    QVERIFY(!pyramid.tile(1, 0, 0));
}

void TestPyramid::mergeRefusesTilesMadeBeforeAChange()
{
    const TiledImage image = support::randomImage({1024, 512}, PixelFormat::Rgba8, 3);
    Pyramid pyramid(image.size());
    Pyramid worker = pyramid;
    worker.ensure(readerOf(image), worker.levels() - 1, 0, 0);

    pyramid.invalidate({0, 0, 1, 1});
    pyramid.merge(worker);

    QVERIFY(!pyramid.isFresh(1, 0, 0));
    QVERIFY(pyramid.isFresh(1, 1, 0));
    QVERIFY(!pyramid.isFresh(pyramid.levels() - 1, 0, 0));
}

QTEST_APPLESS_MAIN(TestPyramid)
#include "tst_pyramid.moc"
