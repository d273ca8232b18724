// A removed thing must not be copied back from its like.

#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/exemplar/exemplar_fill.h"
#include "core/exemplar/object_likeness.h"
#include "core/exemplar/random.h"

using core::PixelBuffer;
using core::Rect;

namespace {

constexpr int kSide = 160;

bool inDisc(int x, int y, int cx, int cy, double radius)
{
    return std::hypot(x - cx, y - cy) <= radius;
}

/// Grey-blue grain with two red grained discs: one at (60, 80), its like at (120, 80).
PixelBuffer twoDiscs()
{
    PixelBuffer image(kSide, kSide, 3);
    core::exemplar::Random random(11);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const float grain = static_cast<float>(random.below(100)) / 1000.0F;
            const bool red = inDisc(x, y, 60, 80, 20) || inDisc(x, y, 120, 80, 20);
            float* p = image.at(x, y);
            p[0] = (red ? 0.75F : 0.35F) + grain;
            p[1] = (red ? 0.15F : 0.45F) + grain;
            p[2] = (red ? 0.12F : 0.60F) + grain;
        }
    }
    return image;
}

/// Over the first disc, with a margin.
PixelBuffer maskOfFirst()
{
    PixelBuffer mask(kSide, kSide, 1);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            *mask.at(x, y) = inDisc(x, y, 60, 80, 24) ? 1.0F : 0.0F;
        }
    }
    return mask;
}

} // namespace

class TestObjectLikeness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksTheLikeOfTheRemovedThingOnly()
    {
        const auto avoid =
            core::exemplar::likeTheRemoved(twoDiscs(), maskOfFirst(), Rect{0, 0, kSide, kSide});
        int discMissed = 0;
        int groundMarked = 0;
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                const bool marked = avoid[static_cast<std::size_t>(y * kSide + x)] != 0;
                discMissed += inDisc(x, y, 120, 80, 18) && !marked ? 1 : 0;
                groundMarked += !inDisc(x, y, 120, 80, 28) && marked ? 1 : 0;
            }
        }
        QCOMPARE(discMissed, 0);
        QCOMPARE(groundMarked, 0);
    }

    void marksNothingWhenTheHoleIsBlank()
    {
        PixelBuffer image = twoDiscs();
        const PixelBuffer mask = maskOfFirst();
        for (int i = 0; i < kSide * kSide; ++i) {
            if (mask.data()[i] > 0.0F) {
                std::fill_n(image.data() + 3 * i, 3, 0.75F);
            }
        }
        const auto avoid = core::exemplar::likeTheRemoved(image, mask, Rect{0, 0, kSide, kSide});
        QCOMPARE(std::count(avoid.begin(), avoid.end(), 1), 0);
    }

    void removingBringsNothingRedBack()
    {
        PixelBuffer image = twoDiscs();
        const PixelBuffer mask = maskOfFirst();
        core::ExemplarOptions options;
        options.removing = true;
        QVERIFY(core::exemplarFill(image, mask, options).has_value());
        int red = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
            const float* p = image.data() + 3 * i;
            red += mask.data()[i] > 0.0F && p[0] > p[2] ? 1 : 0;
        }
        QCOMPARE(red, 0);
    }
};

QTEST_APPLESS_MAIN(TestObjectLikeness)
#include "tst_object_likeness.moc"
