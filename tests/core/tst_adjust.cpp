#include <QtTest>

#include <cmath>

#include "core/adjust/apply.h"
#include "core/adjust/gaussian.h"
#include "core/adjust/registry.h"
#include "support/documents.h"

using namespace core;

namespace {

void forEachAdjustment()
{
    QTest::addColumn<QString>("id");
    for (const Adjustment* adjustment : adjustments()) {
        QTest::newRow(adjustment->id) << QString::fromLatin1(adjustment->id);
    }
}

const Adjustment& byId(const QString& id)
{
    return *adjustmentById(id.toStdString());
}

/// Values that visibly change a picture.
AdjustValues strong(const Adjustment& adjustment)
{
    AdjustValues values = initialValues(adjustment);
    for (std::size_t i = 0; i < values.numbers.size(); ++i) {
        const AdjustParameter& p = adjustment.parameters[i];
        values.numbers[i] = p.initial + (p.maximum - p.initial) * 0.1F;
    }
    if (adjustment.editor == AdjustEditor::Histogram) {
        values.numbers[0] = 20;
    }
    values.curves[0] = Curve({{0, 0.1F}, {0.5F, 0.7F}, {1, 0.9F}});
    return values;
}

float one(const Adjustment& adjustment, const AdjustValues& values, float level)
{
    PixelBuffer pixel(1, 1, 4, level);
    pixel.data()[3] = 1;
    adjustment.apply(pixel, values, 1);
    return pixel.data()[0];
}

} // namespace

class TestAdjust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void colourAdjustmentsStartByChangingNothing()
    {
        const TiledImage image = support::randomImage({300, 260}, PixelFormat::Rgba8, 4);
        for (const Adjustment* adjustment : adjustments()) {
            if (adjustment->reach != nullptr) {
                continue; // blur and sharpen start with what people mostly want
            }
            const TiledImage same = adjusted(image, *adjustment, initialValues(*adjustment), {});
            QVERIFY2(same.samePixels(image), adjustment->id);
        }
    }

    void whatIsNotSelectedKeepsItsBytes_data() { forEachAdjustment(); }
    void whatIsNotSelectedKeepsItsBytes()
    {
        QFETCH(QString, id);
        const Adjustment& adjustment = byId(id);
        const TiledImage image = support::randomImage({600, 400}, PixelFormat::Rgba16, 4, true);
        Mask selection({600, 400});
        selection.fill({250, 100, 100, 200}, 255);
        AdjustScope scope;
        scope.selection = &selection;

        const TiledImage after = adjusted(image, adjustment, strong(adjustment), scope);

        QVERIFY(after.read({0, 0, 250, 400}) == image.read({0, 0, 250, 400}));
        QVERIFY(after.read({350, 0, 250, 400}) == image.read({350, 0, 250, 400}));
        QVERIFY(!(after.read({250, 100, 100, 200}) == image.read({250, 100, 100, 200})));
    }

    void blocksLeaveNoSeams_data() { forEachAdjustment(); }
    void blocksLeaveNoSeams()
    {
        QFETCH(QString, id);
        const Adjustment& adjustment = byId(id);
        const AdjustValues values = strong(adjustment);
        const TiledImage image = support::randomImage({700, 300}, PixelFormat::RgbaF32, 6, true);

        const TiledImage after = adjusted(image, adjustment, values, {});

        PixelBuffer whole = image.read(image.rect());
        adjustment.apply(whole, values, 1);
        // At the picture's own border the running means repeat other values: left out.
        const int border = adjustment.reach == nullptr ? 0 : adjustment.reach(values);
        const Rect inner = image.rect().expanded(-border);
        const PixelBuffer pieces = after.read(inner);
        QVERIFY(inner.contains(Rect{200, 140, 300, 10}));
        for (int y = 0; y < inner.height; ++y) {
            for (int x = 0; x < inner.width * 4; ++x) {
                const float off = whole.at(inner.x, inner.y + y)[x] - pieces.row(y)[x];
                QVERIFY2(qAbs(off) < 2e-4F, qPrintable(id));
            }
        }
    }

    void opaquePicturesStayOpaque_data() { forEachAdjustment(); }
    void opaquePicturesStayOpaque()
    {
        QFETCH(QString, id);
        const TiledImage image = support::randomImage({300, 300}, PixelFormat::Rgba8, 7, true);
        const PixelBuffer after =
            adjusted(image, byId(id), strong(byId(id)), {}).read({0, 0, 300, 300});
        for (std::size_t i = 3; i < after.count(); i += 4) {
            QCOMPARE(after.data()[i], 1.0F);
        }
    }

    void levelsMapBlackWhiteAndTheMiddle()
    {
        AdjustValues values = initialValues(kLevels);
        values.numbers = {51, 1, 204, 0, 255};
        QCOMPARE(one(kLevels, values, 0.2F), 0.0F);
        QCOMPARE(one(kLevels, values, 0.8F), 1.0F);
        QVERIFY(qAbs(one(kLevels, values, 0.5F) - 0.5F) < 0.001F);
        values.numbers[1] = 2;
        QVERIFY(qAbs(one(kLevels, values, 0.5F) - std::sqrt(0.5F)) < 0.001F);
    }

    void brightnessAndContrastKeepBlackAndWhite()
    {
        AdjustValues values = initialValues(kBrightnessContrast);
        values.numbers = {60, 80};
        QCOMPARE(one(kBrightnessContrast, values, 0.0F), 0.0F);
        QCOMPARE(one(kBrightnessContrast, values, 1.0F), 1.0F);
        QVERIFY(one(kBrightnessContrast, values, 0.5F) > 0.6F);
    }

    void aThirdOfTheCircleTurnsRedIntoGreenAndGreyStaysGrey()
    {
        AdjustValues values = initialValues(kHueSaturation);
        values.numbers[0] = 120;
        PixelBuffer pixels(2, 1, 4, 0.4F);
        pixels.data()[0] = 0.8F;
        pixels.data()[1] = 0.2F;
        pixels.data()[2] = 0.2F;
        kHueSaturation.apply(pixels, values, 1);
        QVERIFY(qAbs(pixels.data()[0] - 0.2F) < 1e-5F);
        QVERIFY(qAbs(pixels.data()[1] - 0.8F) < 1e-5F);
        QVERIFY(qAbs(pixels.data()[4] - 0.4F) < 1e-5F);
        values.numbers = {0, -100, 0, 0};
        kHueSaturation.apply(pixels, values, 1);
        QVERIFY(qAbs(pixels.data()[0] - pixels.data()[1]) < 1e-5F);
    }

    void warmerMeansMoreRedAndLessBlue()
    {
        AdjustValues values = initialValues(kWhiteBalance);
        values.numbers[0] = 50;
        PixelBuffer pixel(1, 1, 4, 0.5F);
        kWhiteBalance.apply(pixel, values, 1);
        QVERIFY(pixel.data()[0] > 0.5F);
        QVERIFY(pixel.data()[2] < 0.5F);
    }

    void aCurvePassesThroughItsPointsAndNeverTurnsBack()
    {
        const Curve curve({{0, 0}, {0.2F, 0.6F}, {0.25F, 0.62F}, {1, 1}});
        QVERIFY(qAbs(curve.at(0.2F) - 0.6F) < 1e-5F);
        float last = 0;
        for (int i = 0; i <= 1000; ++i) {
            const float value = curve.at(static_cast<float>(i) / 1000);
            QVERIFY(value >= last - 1e-6F);
            last = value;
        }
        QVERIFY(Curve().isIdentity());
        QVERIFY(!curve.isIdentity());
        QCOMPARE(Curve({{0.5F, 0.5F}}), Curve());
    }

    void theBlurIsGaussian_data()
    {
        QTest::addColumn<double>("sigma");
        QTest::newRow("kernel") << 1.5;
        QTest::newRow("means") << 6.0;
        QTest::newRow("wide") << 25.0;
    }
    void theBlurIsGaussian()
    {
        QFETCH(double, sigma);
        const int side = 201;
        PixelBuffer pixels(side, side, 1);
        *pixels.at(100, 100) = 1;

        gaussianBlur(pixels, static_cast<float>(sigma));

        double sum = 0;
        double variance = 0;
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                sum += *pixels.at(x, y);
                variance += *pixels.at(x, y) * (x - 100) * (x - 100);
            }
        }
        QVERIFY(qAbs(sum - 1) < 0.01);
        // The kernel is cut at three sigma, which takes 1.3 % off.
        QVERIFY2(qAbs(std::sqrt(variance) / sigma - 1) < 0.015,
                 qPrintable(QString::number(std::sqrt(variance))));
    }

    void theHistogramCountsOpaquePixels()
    {
        TiledImage image({100, 50}, PixelFormat::Rgba8);
        const float grey[4] = {0.5F, 0.5F, 0.5F, 1};
        image.fill({0, 0, 50, 50}, grey);
        const auto histogram = histogramOf(image);
        QCOMPARE(histogram[1][128], 2500U);
        QCOMPARE(histogram[1][0], 0U);
    }
};

QTEST_APPLESS_MAIN(TestAdjust)
#include "tst_adjust.moc"
