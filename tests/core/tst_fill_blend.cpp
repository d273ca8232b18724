#include <QtTest>

#include <cmath>

#include "core/fill/fill_blend.h"
#include "core/fill/fill_layer.h"
#include "core/fill/seam_field.h"
#include "support/documents.h"

using namespace core;

namespace {

constexpr int kSide = 160;

PixelBuffer randomBuffer(int channels, unsigned seed)
{
    PixelBuffer out(kSide, kSide, channels);
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < out.count(); ++i) {
        out.data()[i] = float(random() % 1000) / 999.0F;
    }
    return out;
}

/// 1 within `radius` of the middle.
PixelBuffer disc(float radius)
{
    PixelBuffer out(kSide, kSide, 1);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            *out.at(x, y) = std::hypot(float(x - kSide / 2), float(y - kSide / 2)) <= radius;
        }
    }
    return out;
}

/// A smooth picture: what a photo's sky is like.
PixelBuffer gradient()
{
    PixelBuffer out(kSide, kSide, 3);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            out.at(x, y)[0] = 0.3F + 0.3F * float(x) / kSide;
            out.at(x, y)[1] = 0.4F + 0.2F * float(y) / kSide;
            out.at(x, y)[2] = 0.5F;
        }
    }
    return out;
}

PixelBuffer mapped(const PixelBuffer& in, float gain, float shift)
{
    PixelBuffer out = in;
    for (std::size_t i = 0; i < out.count(); ++i) {
        out.data()[i] = out.data()[i] * gain + shift;
    }
    return out;
}

} // namespace

class TestFillBlend : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outsideHoleAndCompositeThePatchIsZero();
    void aColourCastIsTakenAway();
    void whatTheHoleHidesIsNotMeasured();
    void anUnrelatedPictureIsLeftAlone();
    void gainAndShiftAreLimited();
    void noStepIsLeftAtTheSeam();
    void smoothInterpolationKeepsKnownValues();
    void theLayerHoldsThePatch();
    void anEmptyPatchGivesAnEmptyLayer();
};

void TestFillBlend::outsideHoleAndCompositeThePatchIsZero()
{
    const PixelBuffer hole = disc(50);
    const PixelBuffer composite = disc(40);
    const PixelBuffer patch = blendFill(randomBuffer(3, 1), randomBuffer(3, 2), hole, composite);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const float* pixel = patch.at(x, y);
            QCOMPARE(pixel[3], *composite.at(x, y));
            QVERIFY(pixel[3] > 0.0F || (pixel[0] == 0.0F && pixel[1] == 0.0F && pixel[2] == 0.0F));
        }
    }
    // A composite mask that reaches beyond the hole is cut to it.
    const PixelBuffer cut = blendFill(randomBuffer(3, 1), randomBuffer(3, 2), composite, hole);
    QCOMPARE(cut.at(kSide / 2 + 45, kSide / 2)[3], 0.0F);
}

void TestFillBlend::aColourCastIsTakenAway()
{
    const PixelBuffer photo = gradient();
    const PixelBuffer hole = disc(40);
    const PixelBuffer cast = mapped(photo, 0.95F, 0.05F);

    const PixelBuffer patch = blendFill(photo, cast, hole, hole);

    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            for (int c = 0; c < 3 && *hole.at(x, y) > 0; ++c) {
                QVERIFY(std::abs(patch.at(x, y)[c] - photo.at(x, y)[c]) <
                        0.004F); // one 8-bit level
            }
        }
    }
}

void TestFillBlend::whatTheHoleHidesIsNotMeasured()
{
    const PixelBuffer photo = gradient();
    const PixelBuffer hole = disc(40);
    PixelBuffer boat = photo; // what was there and is to vanish must not tint the result
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            if (*hole.at(x, y) > 0) {
                boat.at(x, y)[0] = 1.0F;
            }
        }
    }
    const ColourMatch clean = matchColours(photo, photo, hole);
    const ColourMatch found = matchColours(boat, photo, hole);
    QVERIFY(found.applied);
    QVERIFY(found.gain == clean.gain && found.shift == clean.shift);
    QVERIFY(std::abs(found.shift[0]) < 1e-5F && std::abs(found.gain[0] - 1.0F) < 1e-5F);
}

void TestFillBlend::anUnrelatedPictureIsLeftAlone()
{
    const PixelBuffer hole = disc(40);
    const PixelBuffer black(kSide, kSide, 3);
    const PixelBuffer white(kSide, kSide, 3, 1.0F);
    QVERIFY(!matchColours(black, white, hole).applied);
    const PixelBuffer patch = blendFill(black, white, hole, hole);
    QCOMPARE(patch.at(kSide / 2, kSide / 2)[0], 1.0F);
    // Nothing around the hole: nothing to measure.
    QVERIFY(!matchColours(black, black, PixelBuffer(kSide, kSide, 1, 1.0F)).applied);
    QVERIFY(!matchColours(black, black, PixelBuffer(kSide, kSide, 1)).applied);
}

void TestFillBlend::gainAndShiftAreLimited()
{
    const PixelBuffer photo = gradient();
    const PixelBuffer hole = disc(40);
    const ColourMatch match = matchColours(photo, mapped(photo, 0.3F, 0.2F), hole);
    QVERIFY(match.applied);
    QCOMPARE(match.gain[0], 1.25F);
    const PixelBuffer patch =
        blendFill(photo, mapped(photo, 1.0F, 0.14F), hole, hole, {true, false});
    const int middle = kSide / 2;
    const float moved = photo.at(middle, middle)[2] + 0.14F - patch.at(middle, middle)[2];
    QVERIFY(std::abs(moved - 0.1F) < 0.01F);
}

void TestFillBlend::noStepIsLeftAtTheSeam()
{
    // A cast that changes over the picture: one gain and shift can't take it away.
    const PixelBuffer photo = gradient();
    PixelBuffer made = photo;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            made.at(x, y)[0] += 0.08F * float(y - kSide / 2) / kSide;
            made.at(x, y)[2] -= 0.08F * float(x - kSide / 2) / kSide;
        }
    }
    const PixelBuffer hole = disc(40);
    const auto step = [&](const BlendOptions& options) {
        const PixelBuffer patch = blendFill(photo, made, hole, hole, options);
        float worst = 0;
        for (int y = 1; y < kSide; ++y) {
            for (int x = 1; x < kSide; ++x) {
                const bool rim =
                    *hole.at(x, y) > 0 && (*hole.at(x - 1, y) == 0 || *hole.at(x, y - 1) == 0);
                for (int c = 0; c < 3 && rim; ++c) {
                    worst = std::max(worst, std::abs(patch.at(x, y)[c] - photo.at(x, y)[c]));
                }
            }
        }
        return worst;
    };
    QVERIFY(step({true, false}) > 0.015F);
    QVERIFY2(step({true, true}) < 0.004F, qPrintable(QString::number(step({true, true}))));
}

void TestFillBlend::smoothInterpolationKeepsKnownValues()
{
    PixelBuffer values(64, 64, 3);
    PixelBuffer weight(64, 64, 1);
    for (int x = 0; x < 64; ++x) {
        for (const int y : {0, 63}) {
            std::fill_n(values.at(x, y), 3, y == 0 ? 0.0F : 1.0F);
            *weight.at(x, y) = 1.0F;
        }
    }
    const PixelBuffer out = interpolateSmoothly(values, weight);
    QCOMPARE(out.at(20, 0)[1], 0.0F);
    QCOMPARE(out.at(20, 63)[1], 1.0F);
    for (int y = 1; y < 64; ++y) {
        QVERIFY(out.at(31, y)[0] >= out.at(31, y - 1)[0] - 1e-5F);
        QVERIFY(out.at(31, y)[0] - out.at(31, y - 1)[0] < 0.2F);
    }
}

void TestFillBlend::theLayerHoldsThePatch()
{
    const PixelBuffer composite = disc(30);
    PixelBuffer soft = composite;
    *soft.at(kSide / 2, kSide / 2) = 0.5F;
    const PixelBuffer patch = blendFill(gradient(), gradient(), disc(50), soft);

    const Layer layer = makeFillLayer(patch, {1000, 2000}, PixelFormat::Rgba8, "Fill");

    QVERIFY(layer.bounds() == (Rect{1050, 2050, 61, 61}));
    QVERIFY(layer.mask.has_value());
    QCOMPARE(int(layer.mask->at(30, 30)), 128);
    QCOMPARE(int(layer.mask->at(0, 0)), 0);
    QCOMPARE(layer.pixels.read({30, 30, 1, 1}).at(0, 0)[3], 1.0F);
    QCOMPARE(layer.pixels.read({0, 0, 1, 1}).at(0, 0)[3], 0.0F);
}

void TestFillBlend::anEmptyPatchGivesAnEmptyLayer()
{
    const Layer layer = makeFillLayer(PixelBuffer(9, 9, 4), {0, 0}, PixelFormat::Rgba8, "Fill");
    QVERIFY(layer.pixels.size().isEmpty());
    QVERIFY(layer.occupied().isEmpty());
}

QTEST_APPLESS_MAIN(TestFillBlend)
#include "tst_fill_blend.moc"
