/// Smart selection and edge refinement on pictures painted here, with the real GrabCut.

#include <QtTest>

#include <cmath>
#include <random>

#include "core/selection/object_select.h"
#include "core/selection/refine_edges.h"
#include "core/vision/grab_cut.h"

using namespace core;

namespace {

constexpr Size kCanvas{1500, 1100};

/// Where the thing is: a disc with two bumps.
bool isThing(double x, double y)
{
    return std::hypot(x - 700, y - 520) < 260 || std::hypot(x - 930, y - 330) < 110 ||
           std::hypot(x - 520, y - 760) < 90;
}

/// A speckled orange thing before a green and blue ground that changes along the picture.
TiledImage scene()
{
    TiledImage image(kCanvas, PixelFormat::Rgba8);
    std::mt19937 random(5);
    std::uniform_int_distribution<int> speckle(-28, 28);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(kCanvas.width) * 4);
    for (int y = 0; y < kCanvas.height; ++y) {
        for (int x = 0; x < kCanvas.width; ++x) {
            const bool thing = isThing(x + 0.5, y + 0.5);
            const int shade = x * 60 / kCanvas.width;
            const int base[3] = {thing ? 196 : 60 + shade, thing ? 110 + y / 30 : 120 - shade / 2,
                                 thing ? 50 : 90 + y * 60 / kCanvas.height};
            for (int c = 0; c < 3; ++c) {
                row[static_cast<std::size_t>(x * 4 + c)] =
                    static_cast<std::uint8_t>(std::clamp(base[c] + speckle(random), 0, 255));
            }
            row[static_cast<std::size_t>(x * 4 + 3)] = 255;
        }
        image.writeRow(0, y, kCanvas.width, row.data());
    }
    return image;
}

RegionReader readerOf(const TiledImage& image)
{
    return [image](const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        image.readRgba8(area, out, stride, AlphaMode::Premultiplied);
    };
}

/// What both have, of what either has.
double overlap(const Mask& mask)
{
    double both = 0;
    double either = 0;
    for (int y = 0; y < kCanvas.height; ++y) {
        for (int x = 0; x < kCanvas.width; ++x) {
            const double covered = mask.at(x, y) / 255.0;
            const double truth = isThing(x + 0.5, y + 0.5) ? 1.0 : 0.0;
            both += std::min(covered, truth);
            either += std::max(covered, truth);
        }
    }
    return both / either;
}

} // namespace

class TestObjectSelect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRoughBoxFindsTheThing()
    {
        const TiledImage picture = scene();
        ObjectHint hint;
        hint.box = Rect::fromEdges(380, 180, 1100, 900);

        const auto found = selectObject(readerOf(picture), kCanvas, hint, *m_cut);

        QVERIFY(found.has_value());
        const double share = overlap(*found);
        qInfo("overlap %.4f", share);
        QVERIFY(share > 0.985);
        QCOMPARE(found->at(700, 520), 255);
        QCOMPARE(found->at(60, 60), 0);
    }

    void aScribbleAcrossItFindsTheThing()
    {
        const TiledImage picture = scene();
        ObjectHint hint;
        hint.stroke = {{500, 700}, {700, 520}, {800, 480}, {930, 340}};
        hint.strokeRadius = 6;

        const auto found = selectObject(readerOf(picture), kCanvas, hint, *m_cut);

        QVERIFY(found.has_value());
        const double share = overlap(*found);
        qInfo("overlap %.4f", share);
        QVERIFY(share > 0.97);
    }

    void theSameHintSelectsTheSamePixels()
    {
        const TiledImage picture = scene();
        ObjectHint hint;
        hint.box = Rect::fromEdges(380, 180, 1100, 900);

        const auto one = selectObject(readerOf(picture), kCanvas, hint, *m_cut);
        const auto two = selectObject(readerOf(picture), kCanvas, hint, *m_cut);

        QVERIFY(one.has_value() && two.has_value() && one->samePixels(*two));
    }

    void aBoxRoundEverythingStillParts()
    {
        const TiledImage picture = scene();
        ObjectHint hint;
        hint.box = Rect::fromSize(kCanvas);

        const auto found = selectObject(readerOf(picture), kCanvas, hint, *m_cut);

        QVERIFY(found.has_value());
        QCOMPARE(found->at(3, 3), 0);
    }

    void whatMakesNoSenseIsSaid()
    {
        const TiledImage picture = scene();
        ObjectHint tiny;
        tiny.box = {10, 10, 2, 2};
        QCOMPARE(selectObject(readerOf(picture), kCanvas, tiny, *m_cut).error().code,
                 ErrorCode::InvalidArgument);
        ObjectHint outside;
        outside.stroke = {{-500, -500}, {-400, -400}};
        QCOMPARE(selectObject(readerOf(picture), kCanvas, outside, *m_cut).error().code,
                 ErrorCode::InvalidArgument);
    }

    void aStopRequestEndsIt()
    {
        const TiledImage picture = scene();
        ObjectHint hint;
        hint.box = Rect::fromEdges(380, 180, 1100, 900);
        std::stop_source stop;
        stop.request_stop();

        const auto found = selectObject(readerOf(picture), kCanvas, hint, *m_cut, stop.get_token());

        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }

    void anEdgeNearbyIsFoundByRefining()
    {
        const TiledImage picture = scene();
        // Six pixels too far out all round.
        Mask rough(kCanvas);
        for (int y = 0; y < kCanvas.height; ++y) {
            for (int x = 0; x < kCanvas.width; ++x) {
                if (std::hypot(x + 0.5 - 700, y + 0.5 - 520) < 266 ||
                    std::hypot(x + 0.5 - 930, y + 0.5 - 330) < 116 ||
                    std::hypot(x + 0.5 - 520, y + 0.5 - 760) < 96) {
                    rough.fill({x, y, 1, 1}, 255);
                }
            }
        }
        EdgeRefinement wanted;
        wanted.radius = 16;

        const Mask refined = refinedEdges(readerOf(picture), rough, wanted);

        const double before = overlap(rough);
        const double after = overlap(refined);
        qInfo("overlap %.4f, refined %.4f", before, after);
        QVERIFY(1 - after < 0.6 * (1 - before));
        QCOMPARE(refined.at(20, 20), 0);
        QCOMPARE(refined.at(700, 520), 255);
    }

    void farFromAnEdgeNothingIsTouched()
    {
        const TiledImage picture = scene();
        Mask selection(kCanvas);
        selection.fill({0, 0, 200, 1100}, 255);

        const Mask refined = refinedEdges(readerOf(picture), selection, {});

        // Tiles without an edge in reach are shared, not copied.
        const std::vector<int> changed = refined.coverage().changedTiles(selection.coverage());
        for (const int index : changed) {
            QCOMPARE(refined.coverage().tileRect(index).x, 0);
        }
    }

private:
    std::unique_ptr<ForegroundCut> m_cut = createGrabCut();
};

QTEST_APPLESS_MAIN(TestObjectSelect)

#include "tst_object_select.moc"
