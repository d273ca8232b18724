#include <QtTest>

#include "core/commands/set_state.h"
#include "core/document/compositor.h"
#include "core/edit/geometry.h"
#include "core/edit/layer_edits.h"
#include "core/paint/ink.h"
#include "support/undo_round_trip.h"

using namespace core;
using support::verifyUndoRoundTrip;

namespace {

/// Whether the edit, as a command, is undone and redone sample by sample.
bool undoes(Document& document, const DocumentSnapshot& after)
{
    return verifyUndoRoundTrip(document,
                               std::make_unique<SetState>(document.snapshot(), after, "Edit"));
}

} // namespace

class TestEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachWholeDocumentEditIsUndoneExactly()
    {
        auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        QVERIFY(undoes(*document, withCanvas(s, {20, 30, 200, 150}, Outside::Delete)));
        document->restore(s);
        QVERIFY(undoes(*document, withCanvas(s, {-20, -30, 400, 450}, Outside::Keep)));
        document->restore(s);
        QVERIFY(undoes(*document, straightened(s, 7, {30, 30, 200, 200}, Outside::Delete)));
        document->restore(s);
        QVERIFY(undoes(*document, oriented(s, Orientation::QuarterLeft)));
        document->restore(s);
        QVERIFY(undoes(*document, withImageSize(s, {150, 140}, ResampleFilter::Lanczos)));
        document->restore(s);
        QVERIFY(undoes(*document, flattened(s)));
        document->restore(s);
        QVERIFY(undoes(*document, *mergedDown(s, s.layers[2]->id)));
    }

    void croppingShowsTheSameAsBefore()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        const Rect area{40, 25, 180, 160};
        for (const Outside outside : {Outside::Keep, Outside::Delete}) {
            const DocumentSnapshot cropped = withCanvas(s, area, outside);
            QCOMPARE(cropped.size, area.size());
            QVERIFY(composite(cropped, cropped.rect()) == composite(s, area));
            QVERIFY(cropped.mask.toBuffer(cropped.rect()) == s.mask.toBuffer(area));
        }
        const DocumentSnapshot kept = withCanvas(s, area, Outside::Keep);
        QVERIFY(kept.layers[0]->pixels.samePixels(s.layers[0]->pixels));
        const DocumentSnapshot cut = withCanvas(s, area, Outside::Delete);
        QCOMPARE(cut.layers[0]->bounds(), cut.rect());
    }

    void turningTheDocumentTurnsWhatShows()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        for (const Orientation way :
             {Orientation::QuarterLeft, Orientation::QuarterRight, Orientation::HalfTurn,
              Orientation::FlipHorizontal, Orientation::FlipVertical}) {
            QVERIFY(flatten(oriented(s, way)).samePixels(core::oriented(flatten(s), way)));
        }
    }

    void mergingDownDoesNotChangeWhatShows()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        const PixelBuffer before = composite(s, s.rect());

        const std::optional<DocumentSnapshot> merged = mergedDown(s, s.layers[1]->id);

        QVERIFY(merged.has_value());
        QCOMPARE(merged->layers.size(), std::size_t{2});
        const PixelBuffer after = composite(*merged, merged->rect());
        for (std::size_t i = 0; i < after.count(); ++i) {
            QVERIFY(qAbs(after.data()[i] - before.data()[i]) < 1.01F / 255); // stored in 8 bits
        }
        QVERIFY(!mergedDown(s, s.layers[0]->id));
    }

    void mergingAHiddenLayerDropsIt()
    {
        auto document = support::threeLayerDocument();
        LayerProperties hidden = document->layers()[1]->properties;
        hidden.visible = false;
        document->setLayerProperties(document->layers()[1]->id, hidden);
        const DocumentSnapshot s = document->snapshot();
        const auto merged = mergedDown(s, s.layers[1]->id);
        QVERIFY(merged->layers[0]->pixels.samePixels(s.layers[0]->pixels));
    }

    void resizingScalesOffsetsMasksAndSelection()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        const DocumentSnapshot big = withImageSize(s, {600, 560}, ResampleFilter::Bicubic);
        QCOMPARE(big.layers[1]->offset, (Point{60, 40}));
        QCOMPARE(big.layers[2]->pixels.size(), (Size{240, 400}));
        QCOMPARE(big.layers[2]->mask->size(), (Size{240, 400}));
        QCOMPARE(big.mask.size(), (Size{600, 560}));
    }

    void aMovedLayerKeepsItsBytes()
    {
        const auto document = support::threeLayerDocument();
        const Layer& layer = *document->layers()[2];
        const Layer moved = transformed(layer, Affine::translation(5, -9));
        QCOMPARE(moved.offset, (Point{layer.offset.x + 5, layer.offset.y - 9}));
        QVERIFY(moved.pixels.samePixels(layer.pixels));
        const Layer doubled = transformed(layer, Affine::scaling(2, 2));
        QCOMPARE(doubled.bounds(), (Rect{400, -40, 240, 400}));
        QCOMPARE(doubled.mask->size(), doubled.pixels.size());
    }

    void growingALayerToTheCanvasChangesNothingThatShows()
    {
        const auto document = support::threeLayerDocument();
        const DocumentSnapshot s = document->snapshot();
        for (const LayerRef& layer : s.layers) {
            const Layer grown = grownToCanvas(*layer, s.size);
            QVERIFY(grown.bounds().contains(s.rect()));
            DocumentSnapshot other = s;
            for (LayerRef& each : other.layers) {
                each = each == layer ? std::make_shared<const Layer>(grown) : each;
            }
            QVERIFY(composite(other, s.rect()) == composite(s, s.rect()));
        }
        // What was outside is not masked: one can paint there.
        const Layer grown = grownToCanvas(*s.layers[2], s.size);
        QCOMPARE(int(grown.mask->at(-grown.offset.x, -grown.offset.y)), 255);
    }

    void theSelectedPartAndWhatIsLeftMakeTheWhole()
    {
        auto document = support::threeLayerDocument();
        Mask half(document->size());
        half.fill({0, 0, 150, 280}, 255);
        document->setMask(half, document->rect());
        const DocumentSnapshot s = document->snapshot();
        const Layer& layer = *s.layers[0];

        const std::optional<Layer> part = selectedPart(s, layer);
        const TiledImage rest = withSelectionCleared(s, layer);

        QVERIFY(part.has_value());
        QCOMPARE(part->bounds(), (Rect{0, 0, 150, 280}));
        QVERIFY(part->pixels.samePixels(layer.pixels.cropped({0, 0, 150, 280})));
        QCOMPARE(rest.read({10, 10, 1, 1}).data()[3], 0.0F);
        QVERIFY(rest.read({150, 0, 150, 280}) == layer.pixels.read({150, 0, 150, 280}));
    }

    void visibleBoundsAreTightWhateverTheShape()
    {
        Layer layer;
        layer.offset = {7, -3};
        layer.pixels = TiledImage({600, 500}, PixelFormat::Rgba8);
        QVERIFY(visibleBounds(layer).isEmpty());
        const float red[4] = {1, 0, 0, 1};
        layer.pixels.fill({300, 40, 10, 5}, red);
        QCOMPARE(visibleBounds(layer), (Rect{307, 37, 10, 5}));
        layer.pixels.fill({20, 200, 3, 1}, red); // further to the left, lower
        layer.pixels.fill({590, 210, 2, 1}, red);
        layer.pixels.fill({300, 450, 1, 1}, red);
        QCOMPARE(visibleBounds(layer), (Rect{27, 37, 572, 411}));
        layer.mask = Mask(layer.pixels.size());
        layer.mask->fill({0, 0, 400, 300}, 255);
        QCOMPARE(visibleBounds(layer), (Rect{27, 37, 290, 161}));
    }

    void inkCoversOnlyWhereStrokeAndSelectionMeet()
    {
        const TiledImage before = support::randomImage({300, 280}, PixelFormat::Rgba8, 8, true);
        Mask stroke(before.size());
        stroke.paintDab({150, 140, 60, 1, 1}, BrushMode::Add);
        Mask selection({400, 400});
        selection.fill({0, 0, 200, 400}, 255);
        TiledImage pixels = before;
        InkCoverage coverage;
        coverage.stroke = &stroke;
        coverage.selection = &selection;
        coverage.layerOffset = {30, 0};

        layInk(pixels, before, pixels.rect(), ColorInk{{1, 0, 0, 1}}, coverage);

        const PixelBuffer inside = pixels.read({140, 140, 1, 1});
        QCOMPARE(inside.data()[0], 1.0F);
        QCOMPARE(inside.data()[1], 0.0F);
        // Under the stroke but not selected: canvas 200 is 170 on the layer.
        QVERIFY(pixels.read({170, 80, 100, 120}) == before.read({170, 80, 100, 120}));
        QVERIFY(pixels.read({0, 0, 300, 70}) == before.read({0, 0, 300, 70}));
    }

    void layingInkAgainFromBeforeDoesNotAddUp()
    {
        const TiledImage before = support::randomImage({200, 200}, PixelFormat::Rgba8, 9, true);
        Mask stroke(before.size());
        stroke.paintDab({100, 100, 50, 0.2F, 1}, BrushMode::Add);
        InkCoverage coverage;
        coverage.stroke = &stroke;
        coverage.opacity = 0.4F;
        TiledImage once = before;
        layInk(once, before, once.rect(), ColorInk{}, coverage);
        TiledImage twice = once;
        layInk(twice, before, twice.rect(), ColorInk{}, coverage);
        QVERIFY(once.samePixels(twice));
        QVERIFY(!once.samePixels(before));
    }

    void theEraserTakesAlphaAndAGradientRunsFromEndToEnd()
    {
        TiledImage pixels = support::randomImage({256, 64}, PixelFormat::RgbaF32, 2, true);
        const TiledImage before = pixels;
        Mask all(pixels.size());
        all.fill(all.coverage().rect(), 255);
        InkCoverage coverage;
        coverage.stroke = &all;
        layInk(pixels, before, {0, 0, 256, 32}, EraserInk{}, coverage);
        QCOMPARE(pixels.read({5, 5, 1, 1}).data()[3], 0.0F);
        QCOMPARE(pixels.read({5, 40, 1, 1}).data()[3], 1.0F);

        Gradient gradient;
        gradient.fromX = 28;
        gradient.toX = 228;
        layInk(pixels, before, pixels.rect(), gradientInk(gradient), coverage);
        QCOMPARE(pixels.read({10, 20, 1, 1}).data()[0], 0.0F);
        QCOMPARE(pixels.read({250, 20, 1, 1}).data()[0], 1.0F);
        QVERIFY(qAbs(pixels.read({127, 20, 1, 1}).data()[0] - 0.5F) < 0.01F);
    }
};

QTEST_APPLESS_MAIN(TestEdits)
#include "tst_edits.moc"
