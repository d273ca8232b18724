#include <QtTest>

#include <array>
#include <cstring>

#include "core/image/tiled_image.h"
#include "support/documents.h"

using namespace core;

Q_DECLARE_METATYPE(core::PixelFormat)

class TestTiledImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readingAndWritingBackChangesNoSample_data();
    void readingAndWritingBackChangesNoSample();
    void anEmptyImageHoldsNoTiles();
    void aSnapshotKeepsItsPixelsWhileTheImageIsWritten();
    void writingOneTileLeavesTheOthersShared();
    void samplesOutsideAreZeroAndWritesThereAreDropped();
    void rowsCrossTileBordersUnchanged();
    void filledTilesShareTheirMemory();
    void clearingGivesTilesBack();
    void floatSamplesAreNotClampedIntegersAre();
    void eightBitOutputIsBitIdentical();
    void premultipliedOutputRoundsToNearest();
    void sixteenBitsScaleExactly();
    void croppedPixelsAreThoseOfTheArea();
    void croppingOutsideGivesZeros();
};

void TestTiledImage::readingAndWritingBackChangesNoSample_data()
{
    QTest::addColumn<PixelFormat>("format");
    QTest::newRow("8 bit") << PixelFormat::Rgba8;
    QTest::newRow("16 bit") << PixelFormat::Rgba16;
    QTest::newRow("float") << PixelFormat::RgbaF32;
    QTest::newRow("coverage") << PixelFormat::Gray8;
}

void TestTiledImage::readingAndWritingBackChangesNoSample()
{
    QFETCH(PixelFormat, format);
    const Size size{600, 300};
    TiledImage image(size, format);
    std::mt19937 random(7);
    const int rowBytes = size.width * bytesPerPixel(format);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(rowBytes));
    for (int y = 0; y < size.height; ++y) {
        if (format == PixelFormat::RgbaF32) {
            for (int i = 0; i < size.width * 4; ++i) {
                const float value = static_cast<float>(random() % 100000) / 70000.0F - 0.2F;
                std::memcpy(row.data() + std::ptrdiff_t{4} * i, &value, 4);
            }
        } else {
            std::generate(row.begin(), row.end(), [&] { return std::uint8_t(random()); });
        }
        image.writeRow(0, y, size.width, row.data());
    }

    TiledImage copy(size, format);
    copy.write({0, 0}, image.read(image.rect()));

    QVERIFY(copy.samePixels(image));
    QVERIFY(!copy.samePixels(TiledImage(size, format)));
}

void TestTiledImage::anEmptyImageHoldsNoTiles()
{
    const TiledImage image({10000, 10000}, PixelFormat::Rgba8);

    QCOMPARE(image.byteSize(), std::int64_t{0});
    QVERIFY(image.occupiedTiles().isEmpty());
    QCOMPARE(image.read({9990, 9990, 20, 20}).at(19, 19)[0], 0.0F);
}

void TestTiledImage::aSnapshotKeepsItsPixelsWhileTheImageIsWritten()
{
    TiledImage image = support::randomImage({300, 300}, PixelFormat::Rgba8, 1);
    const TiledImage snapshot = image.snapshot();
    const PixelBuffer before = snapshot.read(snapshot.rect());

    const std::array<float, 4> red{1, 0, 0, 1};
    image.fill({10, 10, 270, 270}, red);

    QCOMPARE(snapshot.read(snapshot.rect()) == before, true);
    QVERIFY(!image.samePixels(snapshot));
}

void TestTiledImage::writingOneTileLeavesTheOthersShared()
{
    TiledImage image = support::randomImage({1024, 512}, PixelFormat::Rgba8, 1);
    const TiledImage snapshot = image;

    const std::uint32_t pixel = 0;
    image.writeRow(300, 300, 1, &pixel);

    QCOMPARE(image.changedTiles(snapshot), std::vector<int>{5});
}

void TestTiledImage::samplesOutsideAreZeroAndWritesThereAreDropped()
{
    TiledImage image({20, 20}, PixelFormat::Gray8);
    image.write({15, 15}, PixelBuffer(10, 10, 1, 1.0F));
    image.write({-5, -5}, PixelBuffer(6, 6, 1, 1.0F));

    const PixelBuffer all = image.read({-10, -10, 40, 40});

    double sum = 0;
    for (std::size_t i = 0; i < all.count(); ++i) {
        sum += double(all.data()[i]);
    }
    QCOMPARE(sum, 26.0); // 5 x 5 and 1 x 1
}

void TestTiledImage::rowsCrossTileBordersUnchanged()
{
    TiledImage image({1000, 3}, PixelFormat::Rgba16);
    std::vector<std::uint16_t> in(4000);
    std::iota(in.begin(), in.end(), std::uint16_t{1});
    image.writeRow(-100, 1, 1000, in.data());

    std::vector<std::uint16_t> out(4000, 9);
    image.readRow(-100, 1, 1000, out.data());

    QVERIFY(std::equal(out.begin() + 400, out.end(), in.begin() + 400));
    QVERIFY(std::all_of(out.begin(), out.begin() + 400, [](auto v) { return v == 0; }));
}

void TestTiledImage::filledTilesShareTheirMemory()
{
    TiledImage image({1024, 1024}, PixelFormat::Gray8);
    const float one = 1.0F;
    image.fill(image.rect(), {&one, 1});

    QCOMPARE(image.tile(0), image.tile(15));
    QCOMPARE(image.read({1023, 1023, 1, 1}).at(0, 0)[0], 1.0F);
    image.fill({0, 0, 1, 1}, std::array<float, 1>{0.0F});
    QCOMPARE(image.read({256, 0, 1, 1}).at(0, 0)[0], 1.0F);
}

void TestTiledImage::clearingGivesTilesBack()
{
    TiledImage image = support::randomImage({512, 512}, PixelFormat::Rgba8, 3);

    image.clear({0, 0, 512, 300});

    QCOMPARE(image.byteSize(), std::int64_t{2} * 256 * 256 * 4);
    QCOMPARE(image.read({5, 290, 1, 1}).at(0, 0)[3], 0.0F);
}

void TestTiledImage::floatSamplesAreNotClampedIntegersAre()
{
    const PixelBuffer bright(1, 1, 4, 7.5F);
    TiledImage wide({1, 1}, PixelFormat::RgbaF32);
    TiledImage narrow({1, 1}, PixelFormat::Rgba16);
    wide.write({0, 0}, bright);
    narrow.write({0, 0}, bright);

    QCOMPARE(wide.read({0, 0, 1, 1}).at(0, 0)[2], 7.5F);
    QCOMPARE(narrow.read({0, 0, 1, 1}).at(0, 0)[2], 1.0F);
    narrow.write({0, 0}, PixelBuffer(1, 1, 4, std::nanf("")));
    QCOMPARE(narrow.read({0, 0, 1, 1}).at(0, 0)[2], 0.0F);
}

void TestTiledImage::eightBitOutputIsBitIdentical()
{
    const TiledImage image = support::randomImage({400, 20}, PixelFormat::Rgba8, 5);
    std::vector<std::uint8_t> out(400 * 20 * 4);
    image.readRgba8(image.rect(), out.data(), 1600, AlphaMode::Straight);

    std::vector<std::uint8_t> row(1600);
    for (int y = 0; y < 20; ++y) {
        image.readRow(0, y, 400, row.data());
        QVERIFY(std::equal(row.begin(), row.end(), out.begin() + 1600 * y));
    }
}

void TestTiledImage::premultipliedOutputRoundsToNearest()
{
    TiledImage image({256, 256}, PixelFormat::Rgba8);
    for (int alpha = 0; alpha < 256; ++alpha) {
        for (int value = 0; value < 256; ++value) {
            const std::array<std::uint8_t, 4> pixel{std::uint8_t(value), std::uint8_t(255 - value),
                                                    std::uint8_t(value), std::uint8_t(alpha)};
            image.writeRow(value, alpha, 1, pixel.data());
        }
    }
    std::vector<std::uint8_t> out(256 * 256 * 4);
    image.readRgba8(image.rect(), out.data(), 1024, AlphaMode::Premultiplied);

    for (int alpha = 0; alpha < 256; ++alpha) {
        for (int value = 0; value < 256; ++value) {
            const std::uint8_t* pixel = out.data() + 1024 * alpha + 4 * value;
            QCOMPARE(int(pixel[0]), (value * alpha * 2 + 255) / 510);
            QCOMPARE(int(pixel[1]), ((255 - value) * alpha * 2 + 255) / 510);
            QCOMPARE(int(pixel[3]), alpha);
        }
    }
}

void TestTiledImage::sixteenBitsScaleExactly()
{
    const TiledImage eight = support::randomImage({64, 64}, PixelFormat::Rgba8, 9);

    const TiledImage sixteen = eight.converted(PixelFormat::Rgba16);

    std::array<std::uint8_t, 256> narrow{};
    std::array<std::uint16_t, 256> wide{};
    eight.readRow(0, 10, 64, narrow.data());
    sixteen.readRow(0, 10, 64, wide.data());
    for (std::size_t i = 0; i < 256; ++i) {
        QCOMPARE(int(wide[i]), narrow[i] * 257);
    }
    QVERIFY(sixteen.converted(PixelFormat::Rgba8).samePixels(eight));
}

void TestTiledImage::croppedPixelsAreThoseOfTheArea()
{
    const TiledImage image = support::randomImage({700, 600}, PixelFormat::Rgba8, 11);
    for (const Rect area :
         {Rect{256, 256, 300, 300}, Rect{13, 7, 500, 500}, Rect{256, 0, 444, 600}}) {
        const TiledImage part = image.cropped(area);
        QCOMPARE(part.size() == area.size(), true);
        QVERIFY(part.read(part.rect()) == image.read(area));
    }
}

void TestTiledImage::croppingOutsideGivesZeros()
{
    TiledImage image({100, 100}, PixelFormat::Gray8);
    const float one = 1.0F;
    image.fill(image.rect(), {&one, 1}); // the tile's memory beyond 100 is 1 as well

    const TiledImage wide = image.cropped({0, 0, 256, 256});

    QCOMPARE(wide.read({99, 99, 1, 1}).at(0, 0)[0], 1.0F);
    QCOMPARE(wide.read({100, 0, 1, 1}).at(0, 0)[0], 0.0F);
    QCOMPARE(wide.read({0, 100, 1, 1}).at(0, 0)[0], 0.0F);
}

QTEST_APPLESS_MAIN(TestTiledImage)
#include "tst_tiled_image.moc"
