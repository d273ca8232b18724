#include <QtTest>

#include "core/image/resample.h"
#include "core/image/warp.h"
#include "support/documents.h"

using namespace core;

namespace {

constexpr Orientation kOrientations[] = {Orientation::QuarterLeft, Orientation::QuarterRight,
                                         Orientation::HalfTurn, Orientation::FlipHorizontal,
                                         Orientation::FlipVertical};

/// A colour that changes slowly, opaque.
TiledImage ramp(Size size, PixelFormat format = PixelFormat::Rgba8)
{
    PixelBuffer pixels(size.width, size.height, 4);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            float* p = pixels.at(x, y);
            p[0] = (static_cast<float>(x) + 0.5F) / static_cast<float>(size.width);
            p[1] = (static_cast<float>(y) + 0.5F) / static_cast<float>(size.height);
            p[2] = 0.25F;
            p[3] = 1.0F;
        }
    }
    TiledImage out(size, format);
    out.write({0, 0}, pixels);
    return out;
}

float largestDifference(const TiledImage& a, const TiledImage& b, const Rect& area)
{
    const PixelBuffer left = a.read(area);
    const PixelBuffer right = b.read(area);
    float most = 0;
    for (std::size_t i = 0; i < left.count(); ++i) {
        most = std::max(most, std::abs(left.data()[i] - right.data()[i]));
    }
    return most;
}

} // namespace

class TestResample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachOrientationUndoneByItsOppositeGivesTheSameBytes_data()
    {
        QTest::addColumn<int>("format");
        for (const PixelFormat format :
             {PixelFormat::Rgba8, PixelFormat::Rgba16, PixelFormat::RgbaF32, PixelFormat::Gray8}) {
            QTest::addRow("%d", static_cast<int>(format)) << static_cast<int>(format);
        }
    }
    void eachOrientationUndoneByItsOppositeGivesTheSameBytes()
    {
        QFETCH(int, format);
        const TiledImage image =
            support::randomImage({530, 301}, static_cast<PixelFormat>(format), 5);
        for (const Orientation orientation : kOrientations) {
            Orientation back = orientation;
            if (orientation == Orientation::QuarterLeft) {
                back = Orientation::QuarterRight;
            } else if (orientation == Orientation::QuarterRight) {
                back = Orientation::QuarterLeft;
            }
            const TiledImage turned = oriented(image, orientation);
            QVERIFY(!turned.samePixels(image) || turned.size() != image.size());
            QVERIFY(oriented(turned, back).samePixels(image));
        }
    }

    void aQuarterTurnToTheRightTakesTheTopLeftToTheTopRight()
    {
        const TiledImage image = support::randomImage({300, 200}, PixelFormat::Rgba8, 1);

        const TiledImage turned = oriented(image, Orientation::QuarterRight);

        QCOMPARE(turned.size(), (Size{200, 300}));
        QCOMPARE(turned.read({199, 0, 1, 1}), image.read({0, 0, 1, 1}));
        QCOMPARE(turned.read({0, 0, 1, 1}), image.read({0, 199, 1, 1}));
        QCOMPARE(orientedRect({10, 20, 30, 40}, image.size(), Orientation::QuarterRight),
                 (Rect{140, 10, 40, 30}));
    }

    void aRampStaysARampAtAnySize_data()
    {
        QTest::addColumn<int>("filter");
        QTest::addColumn<int>("width");
        for (const ResampleFilter filter :
             {ResampleFilter::Bilinear, ResampleFilter::Bicubic, ResampleFilter::Lanczos}) {
            for (const int width : {37, 150, 299, 601, 1300}) {
                QTest::addRow("filter %d to %d", static_cast<int>(filter), width)
                    << static_cast<int>(filter) << width;
            }
        }
    }
    void aRampStaysARampAtAnySize()
    {
        QFETCH(int, filter);
        QFETCH(int, width);
        const Size target{width, width * 2 / 3};
        const TiledImage result = resampled(ramp({300, 200}, PixelFormat::RgbaF32), target,
                                            static_cast<ResampleFilter>(filter));

        // The borders, where a filter has less to look at, are left out.
        const Rect inner = Rect::fromSize(target).expanded(-target.width / 12 - 4);
        const float off = largestDifference(result, ramp(target, PixelFormat::RgbaF32), inner);
        // Lanczos ripples on a slope by half a per cent when it enlarges.
        QVERIFY2(off < 0.006F, qPrintable(QString::number(off)));
    }

    void reducingKeepsTheMeanAndDoesNotShowTransparentColours()
    {
        TiledImage image({512, 512}, PixelFormat::RgbaF32);
        const float red[4] = {1, 0, 0, 1};
        const float hiddenGreen[4] = {0, 1, 0, 0};
        image.fill({0, 0, 256, 512}, red);
        image.fill({256, 0, 256, 512}, hiddenGreen);

        const PixelBuffer small =
            resampled(image, {3, 3}, ResampleFilter::Lanczos).read({0, 0, 3, 3});

        const float* middle = small.at(1, 1);
        QVERIFY(qAbs(middle[3] - 0.5F) < 0.02F);
        QVERIFY(middle[0] > 0.999F);
        QVERIFY(qAbs(middle[1]) < 0.001F);
    }

    void aPartResampledOnTheCanvasFitsTheWhole()
    {
        const TiledImage whole = ramp({400, 300}, PixelFormat::RgbaF32);
        const Rect part{51, 37, 120, 90};
        const ResizeFactors factors{1.37, 1.37};
        const PlacedImage all = resampledOnCanvas({whole, {0, 0}}, factors);
        const PlacedImage piece =
            resampledOnCanvas({whole.cropped(part), {part.x, part.y}}, factors);

        const Rect onCanvas =
            piece.pixels.rect().translated(piece.offset.x, piece.offset.y).expanded(-6);
        const PixelBuffer expected = all.pixels.read(onCanvas);
        const PixelBuffer got =
            piece.pixels.read(onCanvas.translated(-piece.offset.x, -piece.offset.y));
        for (std::size_t i = 0; i < got.count(); ++i) {
            QVERIFY(qAbs(got.data()[i] - expected.data()[i]) < 1e-4F);
        }
    }

    void aTransformAndItsInverseCancel()
    {
        const Affine there =
            Affine::scaling(1.7, 0.6).then(Affine::rotation(31)).then(Affine::translation(12, -7));
        const Affine both = there.then(*there.inverted());
        for (const double off : {both.xx - 1, both.yy - 1, both.xy, both.yx, both.dx, both.dy}) {
            QVERIFY(qAbs(off) < 1e-9);
        }
        QVERIFY(!Affine::scaling(1, 0).inverted());
        QVERIFY(Affine::translation(3, -2).isWholeShift());
        QVERIFY(!Affine::translation(3.5, 0).isWholeShift());
    }

    void turningByNinetyDegreesIsTheOrientation()
    {
        const TiledImage image = ramp({200, 120});
        const Affine turn = Affine::rotation(90).then(Affine::translation(120, 0));

        const TiledImage turned = warped(image, turn, {0, 0, 120, 200});

        const TiledImage exact = oriented(image, Orientation::QuarterRight);
        QVERIFY(largestDifference(turned, exact, turned.rect()) <= 1.01F / 255);
    }

    void turningThereAndBackKeepsTheMiddle()
    {
        const TiledImage image = ramp({300, 300}, PixelFormat::RgbaF32);
        const auto about = [](double degrees) {
            return Affine::translation(-150, -150)
                .then(Affine::rotation(degrees))
                .then(Affine::translation(150, 150));
        };
        const TiledImage turned = warped(image, about(17), image.rect());
        const TiledImage back = warped(turned, about(-17), image.rect());
        QVERIFY(largestDifference(back, image, {100, 100, 100, 100}) < 0.002F);
    }

    void shrinkingByATransformAverages()
    {
        // A checkerboard of single pixels: picking pixels instead of averaging would show.
        PixelBuffer pixels(256, 256, 4, 1.0F);
        for (int y = 0; y < 256; ++y) {
            for (int x = 0; x < 256; ++x) {
                const float v = (x + y) % 2 == 0 ? 1.0F : 0.0F;
                std::fill_n(pixels.at(x, y), 3, v);
            }
        }
        TiledImage image({256, 256}, PixelFormat::RgbaF32);
        image.write({0, 0}, pixels);

        const PixelBuffer small =
            warped(image, Affine::scaling(0.2, 0.2).then(Affine::rotation(5)), {10, 10, 25, 25})
                .read({0, 0, 25, 25});

        for (std::size_t i = 0; i < small.count(); i += 4) {
            QVERIFY(qAbs(small.data()[i] - 0.5F) < 0.02F);
        }
    }

    void sidesOfOnePixelAreFine()
    {
        const TiledImage thin = support::randomImage({1, 700}, PixelFormat::Rgba8, 3);
        QCOMPARE(resampled(thin, {5, 1}).size(), (Size{5, 1}));
        QCOMPARE(resampled(thin, {1, 1}).size(), (Size{1, 1}));
        const TiledImage turned = warped(thin, Affine::scaling(0.1, 0.1), {0, 0, 3, 80});
        QCOMPARE(turned.size(), (Size{3, 80}));
    }
};

QTEST_APPLESS_MAIN(TestResample)
#include "tst_resample.moc"
