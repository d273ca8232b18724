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
    void refreshingGivesWhatMakingAnewGives();
    void coverageIsReducedToo();
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

void TestPyramid::refreshingGivesWhatMakingAnewGives()
{
    TiledImage image = support::randomImage({1301, 1099}, PixelFormat::Rgba8, 3);
    Pyramid pyramid(image.size());
    const int top = pyramid.levels() - 1;
    pyramid.ensure(readerOf(image), top, 0, 0);
    pyramid.invalidate({0, 0, 10, 10}); // these stay stale

    for (const Rect area :
         {Rect{511, 255, 77, 301}, Rect{1290, 1090, 50, 50}, Rect{700, 600, 1, 1}}) {
        const std::array<float, 4> color{0.2F, 0.9F, 0.4F, 1.0F};
        image.fill(area, color);
        pyramid.refresh(readerOf(image), area);
    }

    Pyramid anew(image.size());
    anew.ensure(readerOf(image), top, 0, 0);
    int fresh = 0;
    for (int level = 1; level <= top; ++level) {
        for (int row = 0; row < pyramid.rows(level); ++row) {
            for (int column = 0; column < pyramid.columns(level); ++column) {
                if (pyramid.isFresh(level, column, row)) {
                    ++fresh;
                    const std::size_t size = 4 * kTileSide * kTileSide;
                    QVERIFY(std::memcmp(bytes(pyramid.tile(level, column, row)),
                                        bytes(anew.tile(level, column, row)), size) == 0);
                }
            }
        }
    }
    QVERIFY(fresh >= 5);
    QVERIFY(!pyramid.isFresh(1, 0, 0));
    QVERIFY(!pyramid.isFresh(top, 0, 0));
}

void TestPyramid::coverageIsReducedToo()
{
    Mask mask({700, 600});
    mask.fill({512, 0, 100, 101}, 200);
    Pyramid pyramid(mask.size(), PixelFormat::Gray8);
    const RegionReader reader = [&](const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        mask.readGray8(area, out, stride);
    };

    pyramid.ensure(reader, pyramid.levels() - 1, 0, 0);

    Pyramid known(mask.size(), PixelFormat::Gray8);
    known.setZero();
    known.refresh(reader, {512, 0, 100, 101});
    QVERIFY(known.isFresh(1, 1, 0));
    QCOMPARE(int(bytes(known.tile(1, 1, 0))[256 * 10 + 10]), 200);
    QVERIFY(pyramid.isFresh(1, 0, 0));
    QVERIFY(!pyramid.tile(1, 0, 0)); // zeros take nothing
    QCOMPARE(int(bytes(pyramid.tile(1, 1, 0))[256 * 10 + 10]), 200);
    QCOMPARE(int(bytes(pyramid.tile(1, 1, 0))[256 * 50 + 10]), 100);
    QCOMPARE(int(bytes(pyramid.tile(1, 1, 0))[256 * 51 + 10]), 0);
}

QTEST_APPLESS_MAIN(TestPyramid)
#include "tst_pyramid.moc"
