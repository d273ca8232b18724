/// Shadows and reflections of what is selected, in painted scenes.

#include <QtTest>

#include <cmath>
#include <random>

#include "core/fill/companion.h"

using core::Companion;

namespace {

constexpr core::Size kSize{400, 300};
const core::Rect kThing{170, 80, 60, 90};

/// Ground with grain, lighter to the right; a thing on it.
core::PixelBuffer scene()
{
    std::mt19937 random(5);
    std::normal_distribution<float> grain(0.0F, 0.015F);
    core::PixelBuffer out(kSize.width, kSize.height, 4, 1.0F);
    for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < kSize.width; ++x) {
            const float light = 0.5F + 0.15F * static_cast<float>(x) / kSize.width + grain(random);
            const float colour[3] = {light, light * 0.9F, light * 0.7F};
            std::copy_n(colour, 3, out.at(x, y));
        }
    }
    for (int y = kThing.y; y < kThing.bottom(); ++y) {
        for (int x = kThing.x; x < kThing.right(); ++x) {
            const bool stripe = (y / 12) % 2 == 0 || (x / 15) % 3 == 0;
            const float colour[3] = {stripe ? 0.8F : 0.2F, 0.2F, stripe ? 0.1F : 0.5F};
            std::copy_n(colour, 3, out.at(x, y));
        }
    }
    return out;
}

core::DocumentSnapshot snapshotOf(const core::PixelBuffer& pixels)
{
    core::TiledImage image(kSize, core::PixelFormat::Rgba8);
    image.write({0, 0}, pixels);
    const auto document = core::Document::fromImage(std::move(image), "Background");
    document->editMask([](core::Mask& mask) {
        mask.fill(kThing, 255);
        return kThing;
    });
    return document->snapshot();
}

/// An ellipse on the ground to the lower right of the thing.
bool inShadow(int x, int y)
{
    const double dx = (x - 265.0) / 70.0, dy = (y - 168.0) / 18.0;
    return dx * dx + dy * dy < 1.0;
}

} // namespace

class TestCompanion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShadowBesideTheThingIsFound()
    {
        core::PixelBuffer pixels = scene();
        int shadow = 0;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width; ++x) {
                if (inShadow(x, y) && !kThing.contains({x, y, 1, 1})) {
                    for (int c = 0; c < 3; ++c) {
                        pixels.at(x, y)[c] *= 0.62F;
                    }
                    ++shadow;
                }
            }
        }

        const auto found = core::findCompanion(snapshotOf(pixels));

        QVERIFY(found);
        QVERIFY(found->kind == Companion::Kind::Shadow);
        int right = 0, wrong = 0;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width; ++x) {
                if (found->mask.at(x, y) >= 128) {
                    ++(inShadow(x, y) ? right : wrong);
                }
            }
        }
        QVERIFY2(right > 0.85 * shadow, "most of the shadow is missed");
        QVERIFY2(wrong < 0.35 * shadow, "much else is taken for it");
        QCOMPARE(found->mask.at(200, 120), std::uint8_t{0}); // selected already
    }

    void aReflectionBelowIsFound()
    {
        core::PixelBuffer pixels = scene();
        for (int row = 0; row < kThing.height; ++row) {
            for (int x = kThing.x; x < kThing.right(); ++x) {
                const float* from = pixels.at(x, kThing.bottom() - 1 - row);
                float* to = pixels.at(x, kThing.bottom() + row);
                for (int c = 0; c < 3; ++c) {
                    to[c] = 0.5F * to[c] + 0.4F * from[c];
                }
            }
        }
        const auto found = core::findCompanion(snapshotOf(pixels));
        QVERIFY(found);
        QVERIFY(found->kind == Companion::Kind::Reflection);
        QVERIFY(found->mask.at(200, 200) >= 128);
        QVERIFY(found->mask.at(200, 245) >= 128);
        QCOMPARE(found->mask.at(120, 200), std::uint8_t{0});
    }

    void whereThereIsNeitherNothingIsOffered()
    {
        QVERIFY(!core::findCompanion(snapshotOf(scene())));
        core::PixelBuffer other = scene(); // a thing of another colour is no shadow
        for (int y = 150; y < 190; ++y) {
            for (int x = 232; x < 300; ++x) {
                const float colour[3] = {0.1F, 0.2F, 0.5F};
                std::copy_n(colour, 3, other.at(x, y));
            }
        }
        QVERIFY(!core::findCompanion(snapshotOf(other)));
        core::PixelBuffer night = scene(); // half the picture is dark: no shadow of this thing
        for (int y = 170; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width; ++x) {
                for (int c = 0; c < 3; ++c) {
                    night.at(x, y)[c] *= 0.5F;
                }
            }
        }
        QVERIFY(!core::findCompanion(snapshotOf(night)));
    }
};

QTEST_APPLESS_MAIN(TestCompanion)
#include "tst_companion.moc"
