#include <QtTest>

#include "core/commands/replace_layer.h"
#include "core/document/compositor.h"
#include "core/fill/expansion.h"
#include "core/fill/refill.h"
#include "core/fill/seam_metric.h"
#include "core/fill/whole_picture.h"
#include "support/documents.h"
#include "support/undo_round_trip.h"

using namespace core;

class TestExpansion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRatioAddsToTheShorterDirectionOnly()
    {
        QCOMPARE(expandedToRatio({400, 300}, {16, 9}), (Rect{-66, 0, 533, 300}));
        QCOMPARE(expandedToRatio({400, 300}, {1, 1}), (Rect{0, -50, 400, 400}));
        QCOMPARE(expandedToRatio({400, 300}, {4, 3}), (Rect{0, 0, 400, 300}));
    }

    void theAnchorSaysWhereTheOldPictureLies()
    {
        QCOMPARE(expandedToRatio({300, 300}, {2, 1}, {0, 0.5}), (Rect{0, 0, 600, 300}));
        QCOMPARE(expandedToRatio({300, 300}, {2, 1}, {1, 0.5}), (Rect{-300, 0, 600, 300}));
        QCOMPARE(expandedToRatio({300, 300}, {1, 2}, {0.5, 1}), (Rect{0, -300, 300, 600}));
    }

    void marginsMoveTheCorner()
    {
        QCOMPARE(expandedBy({100, 80}, {10, 20, 30, 40}), (Rect{-10, -20, 140, 140}));
    }

    void anExpansionByNothingOrToTooMuchIsRefused()
    {
        QVERIFY(!checkExpansion({100, 80}, {0, 0, 100, 80}));
        QVERIFY(!checkExpansion({100, 80}, {0, 0, kMaxExpandedSide + 1, 80}));
        QVERIFY(checkExpansion({100, 80}, {-1, 0, 101, 80}));
    }

    void layersKeepTheirPlaceInThePicture()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot before = document->snapshot();
        const Rect canvas{-40, -10, 400, 320};

        const DocumentSnapshot after = expandedSnapshot(before, canvas);

        QCOMPARE(after.size, canvas.size());
        QVERIFY(after.mask.isEmpty());
        QVERIFY(composite(after, {40, 10, before.size.width, before.size.height}) ==
                composite(before, before.rect()));
        QCOMPARE(document->layers().back()->offset, (Point{200, -20})); // as it was
    }

    void theOverlapIsAtLeast32PixelsAndFades()
    {
        const FillOptions options = expansionOptions({400, 300});
        QVERIFY(options.grow >= 32);
        QVERIFY(options.feather < options.grow);
        QVERIFY(expansionOptions({40, 20}).grow <= 5);
    }

    void aSmallBorderIsOnePass()
    {
        const auto passes = expansionPasses({400, 300}, {-50, 0, 500, 300}, 256);
        QCOMPARE(passes, std::vector<Rect>{Rect({0, 0, 500, 300})});
    }

    void aLargeBorderGrowsOutwardsInEqualPasses()
    {
        const Size picture{400, 300};
        const Rect canvas{-600, -100, 1600, 400};
        const auto passes = expansionPasses(picture, canvas, 250);

        QCOMPARE(passes.size(), std::size_t{3});
        QCOMPARE(passes.back(), Rect::fromSize(canvas.size()));
        Rect before{600, 100, 400, 300};
        for (const Rect& pass : passes) {
            QVERIFY(pass.contains(before));
            QVERIFY(before.x - pass.x <= 250 && pass.right() - before.right() <= 250);
            QVERIFY(before.y - pass.y <= 250 && pass.bottom() - before.bottom() <= 250);
            before = pass;
        }
    }

    void thePassesCoverTheBorderOnceAndNothingElse()
    {
        const Size picture{90, 70};
        const Rect canvas{-130, -20, 300, 190};
        const auto passes = expansionPasses(picture, canvas, 60);
        std::vector<int> covered(static_cast<std::size_t>(canvas.area()));
        for (std::size_t pass = 0; pass < passes.size(); ++pass) {
            const Mask selection = passSelection(picture, canvas, passes, pass);
            for (int y = 0; y < canvas.height; ++y) {
                for (int x = 0; x < canvas.width; ++x) {
                    covered[static_cast<std::size_t>(y * canvas.width + x)] +=
                        selection.at(x, y) == 255 ? 1 : 0;
                }
            }
        }
        const Rect old{130, 20, picture.width, picture.height};
        for (int y = 0; y < canvas.height; ++y) {
            for (int x = 0; x < canvas.width; ++x) {
                QCOMPARE(covered[static_cast<std::size_t>(y * canvas.width + x)],
                         old.contains(Point{x, y}) ? 0 : 1);
            }
        }
    }

    void aWholePictureIsSeenAtASizeTheNetworkTakes()
    {
        FillConstraints constraints;
        constraints.sizeMultiple = 8;
        constraints.nativeSide = 256;
        constraints.maxSide = 512;
        QCOMPARE(wholeModelSize({2560, 1600}, constraints), (Size{512, 320}));
        QCOMPARE(wholeModelSize({100, 50}, constraints), (Size{256, 128}));
    }

    void aRatioKeepsTheNetworksArea()
    {
        QCOMPARE(sizeOfRatio({1, 1}, 256, 8), (Size{256, 256}));
        const Size wide = sizeOfRatio({16, 9}, 512, 8);
        QCOMPARE(wide.width % 8 + wide.height % 8, 0);
        QVERIFY(std::abs(wide.area() - 512 * 512) < 512 * 16);
        QVERIFY(std::abs(wide.width / double(wide.height) - 16.0 / 9) < 0.05);
    }

    void shadesAreToldOnlyWhereThereAreAny()
    {
        FillPlan plan;
        plan.context = {0, 0, 64, 64};
        plan.imageSize = {64, 64};
        Mask mask({64, 64});
        mask.fill({10, 10, 20, 20}, 255);
        QVERIFY(selectionShades(mask, plan).isEmpty());
        mask.fill({40, 40, 5, 5}, 128);
        QCOMPARE(selectionShades(mask, plan).size(), (Size{64, 64}));
    }

    void anEdgeShowsInTheSeamMetric()
    {
        PixelBuffer picture(64, 64, 3);
        PixelBuffer hole(64, 64, 1);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                std::fill_n(picture.at(x, y), 3, 0.2F + 0.005F * static_cast<float>(x + y));
                *hole.at(x, y) = x >= 20 && x < 44 && y >= 20 && y < 44 ? 1.0F : 0.0F;
            }
        }
        QVERIFY(std::abs(measureSeam(picture, hole).ratio() - 1.0) < 0.01);
        for (int y = 20; y < 44; ++y) {
            for (int x = 20; x < 44; ++x) {
                picture.at(x, y)[0] += 0.1F;
            }
        }
        QVERIFY(measureSeam(picture, hole).ratio() > 4.0);
        QCOMPARE(measureSeam(picture, PixelBuffer(64, 64, 1)).ratio(), 0.0);
    }

    void aLayerIsMadeAgainWhereItCovers()
    {
        const auto document = support::threeLayerDocument();
        const core::LayerRef layer = document->layers()[2]; // partly off the canvas, with a mask
        FillConstraints constraints;
        constraints.nativeSide = 64;
        constraints.maxSide = 128;

        const auto again = prepareRefill(document->snapshot(), layer->id, constraints);

        QVERIFY(again);
        const Rect context = again->plan.context;
        for (int y = 0; y < context.height; ++y) {
            for (int x = 0; x < context.width; ++x) {
                const bool covered = *again->compositeMask.at(x, y) > 0.0F;
                QVERIFY(!covered || *again->mask.at(x, y) == 1.0F);
            }
        }
        // What lies above and the layer itself are not looked at.
        DocumentSnapshot below = document->snapshot();
        below.layers.resize(2);
        const PixelBuffer seen = composite(below, context);
        QCOMPARE(again->image.at(0, 0)[0], std::clamp(seen.at(0, 0)[0], 0.0F, 1.0F));
        QVERIFY(!prepareRefill(document->snapshot(), 9999, constraints));
        const Layer made = inPlaceOf(*layer, support::randomLayer({3, 3}, 1));
        QCOMPARE(made.id, layer->id);
        QCOMPARE(made.properties.opacity, layer->properties.opacity);
    }

    void aReplacedLayerComesBackByUndo()
    {
        const auto document = support::threeLayerDocument();
        Layer other = support::randomLayer({50, 40}, 9, {5, 6});
        other.id = document->layers()[1]->id;
        other.recipe = "{\"action\":\"fill\"}";
        QVERIFY(support::verifyUndoRoundTrip(
            *document, std::make_unique<ReplaceLayer>(std::move(other), "Fill")));
    }
};

QTEST_APPLESS_MAIN(TestExpansion)
#include "tst_expansion.moc"
