// What is copied from where: the outline's kinds first, and nearby rows first.

#include <QtTest>

#include <algorithm>

#include "core/exemplar/exemplar_fill.h"
#include "core/exemplar/nearest_neighbours.h"
#include "core/exemplar/strangeness.h"
#include "tests/exemplar/test_pictures.h"

using core::PixelBuffer;
using core::Rect;
using namespace core::exemplar;

namespace {

constexpr int kSide = 128;
constexpr Rect kHole{48, 56, 32, 32};
constexpr Rect kPatch{10, 8, 24, 24}; ///< red, far from the hole

/// Grained blue above, grained green below row 72, and a red patch in a corner.
PixelBuffer landscape()
{
    PixelBuffer image(kSide, kSide, 3);
    Random random(5);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const float grain = static_cast<float>(random.below(100)) / 1500.0F;
            const bool red = kPatch.contains(core::Point{x, y});
            const bool green = !red && y >= 72;
            float* p = image.at(x, y);
            p[0] = grain + (red ? 0.8F : 0.2F);
            p[1] = grain + (green ? 0.6F : 0.2F);
            p[2] = grain + (red || green ? 0.2F : 0.7F);
        }
    }
    return image;
}

PixelBuffer mask()
{
    PixelBuffer out = exemplar_tests::emptyMask(kSide, kSide);
    exemplar_tests::punch(out, kHole);
    return out;
}

Level preparedLevel(Workers& workers)
{
    Level level = makeFinestLevel(landscape(), mask(), {0, 0, kSide, kSide}, workers);
    prepareLevel(level, 3, workers);
    return level;
}

} // namespace

class TestPlacePrior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheOutlineHasIsNotStrangeAndWhatItHasNotIs()
    {
        Workers workers(1, {});
        const Level level = preparedLevel(workers);
        const std::vector<float> strange = strangeness(level, {});
        QVERIFY(strange[level.index(100, 20)] < 0.06F);  // blue
        QVERIFY(strange[level.index(100, 110)] < 0.06F); // green
        QVERIFY(strange[level.index(20, 20)] > 0.3F);    // red
    }

    void nothingIsStrangeWhenNothingAtTheOutlineMayBeCopied()
    {
        Workers workers(1, {});
        Level level = makeFinestLevel(landscape(), mask(), {0, 0, kSide, kSide}, workers);
        level.avoid.assign(level.hole.size(), 0);
        const Rect round = kHole.expanded(12);
        for (int y = round.y; y < round.bottom(); ++y) {
            for (int x = round.x; x < round.right(); ++x) {
                level.avoid[level.index(x, y)] = 1;
            }
        }
        prepareLevel(level, 3, workers);
        const std::vector<float> strange = strangeness(level, {});
        QVERIFY(std::all_of(strange.begin(), strange.end(), [](float s) { return s == 0.0F; }));
    }

    void shiftsBeyondTheBandAreTheLastResort()
    {
        Workers workers(1, {});
        Level level = preparedLevel(workers);
        PlacePrior prior;
        prior.band = 0.5F; // 16 rows
        setPlaceCosts(level, nullptr, {}, prior);
        const PlaceCost cost(level, prior);
        QCOMPARE(cost(70, 100, 86), 0);
        QVERIFY(cost(70, 100, 87) > 1'000'000);
        prior.band = 0.0F;
        setPlaceCosts(level, nullptr, {}, prior);
        QCOMPARE(PlaceCost(level, prior)(70, 100, 120), 0);
    }

    void aHoleAlongTheBorderMayCopyFromFurtherAway()
    {
        Workers workers(1, {});
        PixelBuffer border = exemplar_tests::emptyMask(kSide, kSide);
        exemplar_tests::punch(border, {0, 0, kSide, 40});
        Level level = makeFinestLevel(landscape(), border, {0, 0, kSide, kSide}, workers);
        prepareLevel(level, 3, workers);
        PlacePrior prior;
        prior.band = 0.1F;
        setPlaceCosts(level, nullptr, {}, prior);
        QCOMPARE(PlaceCost(level, prior)(0, 60, 45), 0);
    }

    void aThingFarFromTheHoleIsNotCopiedIntoIt()
    {
        PixelBuffer filled = landscape();
        QVERIFY(core::exemplarFill(filled, mask()).has_value());
        for (int y = kHole.y; y < kHole.bottom(); ++y) {
            for (int x = kHole.x; x < kHole.right(); ++x) {
                QVERIFY(filled.at(x, y)[0] < 0.45F);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestPlacePrior)
#include "tst_place_prior.moc"
