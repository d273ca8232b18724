// The exemplar fill on pictures whose right continuation is known.

#include <QtTest>

#include <chrono>
#include <stop_token>
#include <vector>

#include "core/exemplar/exemplar_fill.h"
#include "core/exemplar/metrics.h"
#include "tests/exemplar/test_pictures.h"

using core::ExemplarOptions;
using core::ExemplarPreset;
using core::PixelBuffer;
using namespace exemplar_tests;

namespace {

/// The picture with noise under the mask, so that nothing can be learnt from what was there.
PixelBuffer spoilt(const PixelBuffer& image, const PixelBuffer& mask)
{
    PixelBuffer out = image;
    core::exemplar::Random random(5);
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            for (int c = 0; c < 3 && *mask.at(x, y) > 0; ++c) {
                out.at(x, y)[c] = static_cast<float>(random.below(1000)) / 1000.0F;
            }
        }
    }
    return out;
}

PixelBuffer filled(const PixelBuffer& image, const PixelBuffer& mask, ExemplarOptions options = {})
{
    PixelBuffer out = spoilt(image, mask);
    const core::Status status = core::exemplarFill(out, mask, options);
    return status ? out : PixelBuffer();
}

float largestError(const PixelBuffer& a, const PixelBuffer& b)
{
    float largest = 0.0F;
    for (std::size_t i = 0; i < a.count(); ++i) {
        largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    }
    return largest;
}

bool isFiniteAndInRange(const PixelBuffer& image)
{
    for (std::size_t i = 0; i < image.count(); ++i) {
        if (!(image.data()[i] >= 0.0F && image.data()[i] <= 1.0F)) {
            return false;
        }
    }
    return !image.isEmpty();
}

} // namespace

class TestExemplarFill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameResultForAnyNumberOfThreads();
    void sameSeedGivesTheSameResultAndAnotherOneMayDiffer();
    void pixelsOutsideTheHoleKeepTheirBits();
    void whatLayUnderTheHoleHasNoInfluence();
    void periodicTextureIsContinuedExactly();
    void smoothGradientShowsNoSeam();
    void horizonContinuesAndGrainStays();
    void holeAtTheBorderIsFilled_data();
    void holeAtTheBorderIsFilled();
    void wholePictureHoleBecomesMidGrey();
    void nearlyEverythingHoleIsASmoothExtension();
    void tinyPicturesAreFilled();
    void emptyHoleChangesNothing();
    void wrongShapesAreRefused();
    void stopRequestEndsWithinFiftyMilliseconds();
    void stoppedFillLeavesThePictureAlone();
    void progressRisesToOne();
    void presetsAllFill_data();
    void presetsAllFill();
};

void TestExemplarFill::sameResultForAnyNumberOfThreads()
{
    const PixelBuffer image = grainyHorizon(120, 90);
    PixelBuffer mask = emptyMask(120, 90);
    punch(mask, {40, 25, 35, 40});

    ExemplarOptions options;
    options.seed = 3;
    options.threads = 1;
    const PixelBuffer one = filled(image, mask, options);
    for (const int threads : {2, 3, 7}) {
        options.threads = threads;
        QVERIFY2(filled(image, mask, options) == one, qPrintable(QString::number(threads)));
    }
}

void TestExemplarFill::sameSeedGivesTheSameResultAndAnotherOneMayDiffer()
{
    const PixelBuffer image = grainyHorizon(90, 80);
    PixelBuffer mask = emptyMask(90, 80);
    punch(mask, {30, 20, 30, 35});

    ExemplarOptions options;
    options.seed = 1;
    const PixelBuffer first = filled(image, mask, options);
    QVERIFY(filled(image, mask, options) == first);
    options.seed = 2;
    QVERIFY(!(filled(image, mask, options) == first));
}

void TestExemplarFill::pixelsOutsideTheHoleKeepTheirBits()
{
    PixelBuffer image = grainyHorizon(80, 70);
    image.at(2, 3)[0] = 1.5F; // out of range, still nobody's business
    image.at(4, 3)[1] = -0.0F;
    PixelBuffer mask = emptyMask(80, 70);
    punch(mask, {20, 20, 25, 25});
    *mask.at(70, 60) = 0.01F;

    const PixelBuffer out = filled(image, mask);

    QVERIFY(!out.isEmpty());
    for (int y = 0; y < 70; ++y) {
        for (int x = 0; x < 80; ++x) {
            if (*mask.at(x, y) == 0.0F) {
                QVERIFY(std::memcmp(out.at(x, y), image.at(x, y), 3 * sizeof(float)) == 0);
            }
        }
    }
}

void TestExemplarFill::whatLayUnderTheHoleHasNoInfluence()
{
    const PixelBuffer image = waves(80, 60, 8);
    PixelBuffer mask = emptyMask(80, 60);
    punch(mask, {25, 15, 30, 30});
    PixelBuffer black = image;
    PixelBuffer broken = image;
    for (int y = 15; y < 45; ++y) {
        for (int x = 25; x < 55; ++x) {
            for (int c = 0; c < 3; ++c) {
                black.at(x, y)[c] = 0.0F;
                broken.at(x, y)[c] = std::nanf("");
            }
        }
    }

    QVERIFY(core::exemplarFill(black, mask).has_value());
    QVERIFY(core::exemplarFill(broken, mask).has_value());

    QVERIFY(black == broken);
}

void TestExemplarFill::periodicTextureIsContinuedExactly()
{
    const PixelBuffer image = waves(160, 120, 8);
    PixelBuffer mask = emptyMask(160, 120);
    punch(mask, {60, 40, 40, 36});

    const PixelBuffer out = filled(image, mask);

    QVERIFY(!out.isEmpty());
    // Copies along whole periods are exact; the gradient correction may add rounding errors.
    QVERIFY2(largestError(out, image) < 0.01F,
             qPrintable(QString::number(largestError(out, image))));
}

void TestExemplarFill::smoothGradientShowsNoSeam()
{
    const PixelBuffer image = gradient(160, 120);
    PixelBuffer mask = emptyMask(160, 120);
    punch(mask, {55, 35, 50, 50});

    const PixelBuffer out = filled(image, mask);

    QVERIFY(!out.isEmpty());
    // 1.5 steps of an 8-bit display at the outline; anything inside may be off by a few.
    QVERIFY2(core::seamRatio(out, mask) < 2.0,
             qPrintable(QString::number(core::seamRatio(out, mask))));
    QVERIFY2(largestError(out, image) < 0.05F,
             qPrintable(QString::number(largestError(out, image))));
}

void TestExemplarFill::horizonContinuesAndGrainStays()
{
    const PixelBuffer image = grainyHorizon(160, 120);
    PixelBuffer mask = emptyMask(160, 120);
    punch(mask, {60, 35, 40, 50});

    const PixelBuffer out = filled(image, mask);

    QVERIFY(!out.isEmpty());
    double variance = 0.0;
    for (int y = 40; y < 80; ++y) {
        for (int x = 60; x < 100; ++x) {
            const bool dark = out.at(x, y)[0] < 0.525F;
            if (std::abs(y - 60) > 5) { // the horizon may wander a little
                QCOMPARE(dark, y < 60);
            }
            const double middle = (dark ? 0.25 : 0.7) + 0.05;
            variance += std::pow(out.at(x, y)[0] - middle, 2) / 1600.0;
        }
    }
    // Uniform grain of width 0.1 has a variance of 0.01 / 12; blur would take most of it away.
    QVERIFY2(variance > 0.5 * 0.01 / 12, qPrintable(QString::number(variance)));
}

void TestExemplarFill::holeAtTheBorderIsFilled_data()
{
    QTest::addColumn<QRect>("hole");
    QTest::newRow("left") << QRect(0, 30, 30, 40);
    QTest::newRow("upper right corner") << QRect(90, 0, 30, 30);
    QTest::newRow("whole lower side") << QRect(0, 70, 120, 30);
    QTest::newRow("two sides") << QRect(40, 0, 30, 100);
}

void TestExemplarFill::holeAtTheBorderIsFilled()
{
    QFETCH(QRect, hole);
    const PixelBuffer image = waves(120, 100, 8);
    PixelBuffer mask = emptyMask(120, 100);
    punch(mask, {hole.x(), hole.y(), hole.width(), hole.height()});

    const PixelBuffer out = filled(image, mask);

    QVERIFY(isFiniteAndInRange(out));
    QVERIFY2(core::psnrInMask(out, image, mask) > 25.0,
             qPrintable(QString::number(core::psnrInMask(out, image, mask))));
}

void TestExemplarFill::wholePictureHoleBecomesMidGrey()
{
    const PixelBuffer out = filled(gradient(40, 30), PixelBuffer(40, 30, 1, 1.0F));

    QVERIFY(!out.isEmpty());
    QVERIFY(out == PixelBuffer(40, 30, 3, 0.5F));
}

void TestExemplarFill::nearlyEverythingHoleIsASmoothExtension()
{
    const PixelBuffer image = gradient(60, 50);
    PixelBuffer mask(60, 50, 1, 1.0F);
    for (int y = 0; y < 50; ++y) {
        *mask.at(0, y) = 0.0F; // one known column: no patch to copy
    }

    const PixelBuffer out = filled(image, mask);

    QVERIFY(isFiniteAndInRange(out));
    for (int y = 0; y < 50; ++y) { // near the known column its colours go on
        QVERIFY(std::abs(out.at(1, y)[1] - image.at(0, y)[1]) < 0.05F);
    }
}

void TestExemplarFill::tinyPicturesAreFilled()
{
    for (int width = 1; width <= 9; ++width) {
        for (int height = 1; height <= 9; ++height) {
            PixelBuffer image = gradient(width, height);
            PixelBuffer mask = emptyMask(width, height);
            *mask.at(width / 2, height / 2) = 1.0F;
            QVERIFY(isFiniteAndInRange(filled(image, mask)));
        }
    }
}

void TestExemplarFill::emptyHoleChangesNothing()
{
    const PixelBuffer image = waves(30, 20, 5);

    QVERIFY(filled(image, emptyMask(30, 20)) == image);
}

void TestExemplarFill::wrongShapesAreRefused()
{
    PixelBuffer grey(10, 10, 1);
    PixelBuffer image(10, 10, 3);
    ExemplarOptions negative;
    negative.threads = -1;

    const core::Status channels = core::exemplarFill(grey, emptyMask(10, 10));
    const core::Status sizes = core::exemplarFill(image, emptyMask(10, 11));
    const core::Status options = core::exemplarFill(image, emptyMask(10, 10), negative);

    QVERIFY(!channels && channels.error().code == core::ErrorCode::InvalidArgument);
    QVERIFY(!sizes && sizes.error().code == core::ErrorCode::InvalidArgument);
    QVERIFY(!options && options.error().code == core::ErrorCode::InvalidArgument);
}

void TestExemplarFill::stopRequestEndsWithinFiftyMilliseconds()
{
    using Clock = std::chrono::steady_clock;
    PixelBuffer image = grainyHorizon(900, 700);
    PixelBuffer mask = emptyMask(900, 700);
    punch(mask, {200, 150, 500, 400});
    std::stop_source source;
    std::chrono::steady_clock::time_point asked;
    bool requested = false;

    const core::Status status =
        core::exemplarFill(image, mask, {}, source.get_token(), [&](double fraction) {
            if (!requested && fraction > 0.3) {
                requested = true;
                asked = Clock::now();
                source.request_stop();
            }
        });
    const auto late = std::chrono::duration<double>(Clock::now() - asked).count();

    QVERIFY(requested);
    QVERIFY(!status && status.error().code == core::ErrorCode::Cancelled);
    // 50 ms is the promise; a busy test machine gets three times that.
    QVERIFY2(late < 0.15, qPrintable(QString::number(late)));
}

void TestExemplarFill::stoppedFillLeavesThePictureAlone()
{
    const PixelBuffer before = waves(100, 80, 8);
    PixelBuffer image = before;
    PixelBuffer mask = emptyMask(100, 80);
    punch(mask, {30, 20, 40, 40});
    std::stop_source source;
    source.request_stop();

    const core::Status status = core::exemplarFill(image, mask, {}, source.get_token());

    QVERIFY(!status && status.error().code == core::ErrorCode::Cancelled);
    QVERIFY(image == before);
}

void TestExemplarFill::progressRisesToOne()
{
    PixelBuffer image = waves(160, 120, 8);
    PixelBuffer mask = emptyMask(160, 120);
    punch(mask, {50, 30, 60, 60});
    std::vector<double> seen;

    QVERIFY(core::exemplarFill(image, mask, {}, {}, [&](double f) { seen.push_back(f); }));

    QVERIFY(seen.size() >= 3);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QVERIFY(seen.front() >= 0.0);
    QCOMPARE(seen.back(), 1.0);
}

void TestExemplarFill::presetsAllFill_data()
{
    QTest::addColumn<int>("preset");
    QTest::newRow("quality") << static_cast<int>(ExemplarPreset::Quality);
    QTest::newRow("fast") << static_cast<int>(ExemplarPreset::Fast);
    QTest::newRow("plain") << static_cast<int>(ExemplarPreset::Plain);
}

void TestExemplarFill::presetsAllFill()
{
    QFETCH(int, preset);
    const PixelBuffer image = waves(128, 128, 16);
    PixelBuffer mask = emptyMask(128, 128);
    punch(mask, {40, 40, 50, 50});
    ExemplarOptions options;
    options.preset = static_cast<ExemplarPreset>(preset);

    const PixelBuffer out = filled(image, mask, options);

    QVERIFY(isFiniteAndInRange(out));
    QVERIFY2(core::psnrInMask(out, image, mask) > 18.0,
             qPrintable(QString::number(core::psnrInMask(out, image, mask))));
}

QTEST_APPLESS_MAIN(TestExemplarFill)
#include "tst_exemplar_fill.moc"
