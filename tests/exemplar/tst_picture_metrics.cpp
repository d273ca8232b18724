// Metrics on pictures whose numbers can be worked out by hand or ordered by eye.

#include <QtTest>

#include "core/exemplar/metrics.h"
#include "tests/exemplar/test_pictures.h"

using core::PixelBuffer;
using namespace exemplar_tests;

namespace {

PixelBuffer shifted(const PixelBuffer& image, float by)
{
    PixelBuffer out = image;
    for (std::size_t i = 0; i < out.count(); ++i) {
        out.data()[i] += by;
    }
    return out;
}

/// 3 x 3 means inside the hole.
PixelBuffer blurred(const PixelBuffer& image, core::Rect hole)
{
    PixelBuffer out = image;
    for (int y = hole.y; y < hole.bottom(); ++y) {
        for (int x = hole.x; x < hole.right(); ++x) {
            for (int c = 0; c < 3; ++c) {
                float sum = 0.0F;
                for (int k = 0; k < 9; ++k) {
                    sum += image.at(x - 1 + k % 3, y - 1 + k / 3)[c];
                }
                out.at(x, y)[c] = sum / 9.0F;
            }
        }
    }
    return out;
}

constexpr core::Rect kHole{30, 20, 40, 40};

PixelBuffer holeMask()
{
    PixelBuffer mask = emptyMask(100, 80);
    punch(mask, kHole);
    return mask;
}

} // namespace

class TestPictureMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void psnrOfAConstantErrorIsKnown();
    void psnrLooksInsideTheHoleOnly();
    void ssimIsOneForEqualPicturesAndFallsWithNoise();
    void textureDistanceIsZeroForEqualPictures();
    void textureDistanceIgnoresWhereThingsAre();
    void textureDistanceSeesBlur();
    void textureDistanceOfAColourShiftGrowsWithIt();
    void seamRatioIsOneWithoutASeam();
    void seamRatioSeesAStep();
    void emptyHolesHaveNeutralValues();
};

void TestPictureMetrics::psnrOfAConstantErrorIsKnown()
{
    const PixelBuffer image = waves(100, 80, 8);

    // An error of 0.1 everywhere: -10 log10(0.01) = 20 dB.
    QVERIFY(std::abs(core::psnrInMask(shifted(image, 0.1F), image, holeMask()) - 20.0) < 1e-3);
    QCOMPARE(core::psnrInMask(image, image, holeMask()), 99.0);
}

void TestPictureMetrics::psnrLooksInsideTheHoleOnly()
{
    const PixelBuffer image = waves(100, 80, 8);
    PixelBuffer other = image;
    other.at(0, 0)[0] = 0.0F;
    other.at(99, 79)[2] = 1.0F;

    QCOMPARE(core::psnrInMask(other, image, holeMask()), 99.0);
}

void TestPictureMetrics::ssimIsOneForEqualPicturesAndFallsWithNoise()
{
    const PixelBuffer image = grainyHorizon(100, 80);
    const PixelBuffer blur = blurred(image, kHole);

    QVERIFY(std::abs(core::ssimInMask(image, image, holeMask()) - 1.0) < 1e-9);
    const double value = core::ssimInMask(blur, image, holeMask());
    QVERIFY2(value < 0.9 && value > 0.0, qPrintable(QString::number(value)));
}

void TestPictureMetrics::textureDistanceIsZeroForEqualPictures()
{
    const PixelBuffer image = grainyHorizon(100, 80);

    QCOMPARE(core::textureDistance(image, image, holeMask()), 0.0);
}

void TestPictureMetrics::textureDistanceIgnoresWhereThingsAre()
{
    // Waves moved by a few pixels are wrong everywhere, yet the same texture.
    const PixelBuffer image = waves(100, 80, 8);
    PixelBuffer moved = image;
    for (int y = 0; y < 80; ++y) {
        for (int x = 0; x < 100; ++x) {
            std::copy_n(image.at((x + 3) % 96, y), 3, moved.at(x, y));
        }
    }

    QVERIFY(core::psnrInMask(moved, image, holeMask()) < 20.0);
    QVERIFY(core::textureDistance(moved, image, holeMask()) <
            0.2 * core::textureDistance(blurred(image, kHole), image, holeMask()));
}

void TestPictureMetrics::textureDistanceSeesBlur()
{
    const PixelBuffer image = grainyHorizon(100, 80);
    PixelBuffer flat = image;
    for (int y = kHole.y; y < kHole.bottom(); ++y) {
        for (int x = kHole.x; x < kHole.right(); ++x) {
            std::fill_n(flat.at(x, y), 3, y < 40 ? 0.3F : 0.75F); // right means, no grain
        }
    }

    // Fresh grain of the same kind is closer than the same means without grain, though the
    // latter has the better PSNR.
    PixelBuffer fresh = image;
    core::exemplar::Random random(99);
    for (int y = kHole.y; y < kHole.bottom(); ++y) {
        for (int x = kHole.x; x < kHole.right(); ++x) {
            const float grain = 0.1F * static_cast<float>(random.below(1000)) / 1000.0F;
            std::fill_n(fresh.at(x, y), 3, (y < 40 ? 0.25F : 0.7F) + grain);
        }
    }
    QVERIFY(core::psnrInMask(flat, image, holeMask()) > core::psnrInMask(fresh, image, holeMask()));
    QVERIFY(core::textureDistance(fresh, image, holeMask()) <
            0.5 * core::textureDistance(flat, image, holeMask()));
}

void TestPictureMetrics::textureDistanceOfAColourShiftGrowsWithIt()
{
    const PixelBuffer image = waves(100, 80, 8);
    const double small = core::textureDistance(shifted(image, 0.02F), image, holeMask());
    const double large = core::textureDistance(shifted(image, 0.1F), image, holeMask());

    QVERIFY(small > 0.0);
    QVERIFY(std::abs(large / small - 5.0) < 0.1); // a shift moves every projection in proportion
}

void TestPictureMetrics::seamRatioIsOneWithoutASeam()
{
    QVERIFY(std::abs(core::seamRatio(gradient(100, 80), holeMask()) - 1.0) < 0.05);
    QVERIFY(std::abs(core::seamRatio(grainyHorizon(100, 80), holeMask()) - 1.0) < 0.35);
    QVERIFY(std::abs(core::seamRatio(PixelBuffer(100, 80, 3, 0.4F), holeMask()) - 1.0) < 1e-6);
}

void TestPictureMetrics::seamRatioSeesAStep()
{
    PixelBuffer image = gradient(100, 80);
    for (int y = kHole.y; y < kHole.bottom(); ++y) {
        for (int x = kHole.x; x < kHole.right(); ++x) {
            image.at(x, y)[1] += 0.05F;
        }
    }

    QVERIFY(core::seamRatio(image, holeMask()) > 5.0);
}

void TestPictureMetrics::emptyHolesHaveNeutralValues()
{
    const PixelBuffer a = waves(20, 20, 4);
    const PixelBuffer b = gradient(20, 20);
    const PixelBuffer none = emptyMask(20, 20);

    QCOMPARE(core::psnrInMask(a, b, none), 99.0);
    QCOMPARE(core::ssimInMask(a, b, none), 1.0);
    QCOMPARE(core::textureDistance(a, b, none), 0.0);
    QCOMPARE(core::seamRatio(a, none), 1.0);
}

QTEST_APPLESS_MAIN(TestPictureMetrics)
#include "tst_picture_metrics.moc"
