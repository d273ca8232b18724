#include <QtTest>

#include "core/commands/add_layer.h"
#include "core/commands/remove_layer.h"
#include "core/commands/resize_canvas.h"
#include "core/commands/set_layer_content.h"
#include "core/commands/set_layer_properties.h"
#include "core/commands/set_mask.h"
#include "core/commands/swap_tiles.h"
#include "support/undo_round_trip.h"

using namespace core;
using support::verifyUndoRoundTrip;

class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void swapTilesRestoresPixels();
    void swapTilesRestoresALayerMask();
    void setMaskRestoresTheSelection();
    void setMaskKeepsOnlyChangedTiles();
    void aStrokePaintedLiveIsNotChangedByItsCommand();
    void addLayerRestoresTheStack();
    void removeLayerRestoresPlaceAndActiveLayer();
    void setLayerPropertiesRestoresEach();
    void setLayerContentRestoresPixelsPlaceAndMask();
    void resizeCanvasRestoresCropAndExpansion();
};

void TestCommands::swapTilesRestoresPixels()
{
    auto document = support::threeLayerDocument();
    const LayerRef layer = document->layers()[0];
    TiledImage after = layer->pixels;
    after.clear({250, 250, 20, 20});
    QVERIFY(verifyUndoRoundTrip(*document,
                                std::make_unique<SwapTiles>(layer->id, SwapTiles::Target::Pixels,
                                                            layer->pixels, after, "Clear")));
    QVERIFY(SwapTiles(layer->id, SwapTiles::Target::Pixels, after, after, "").isEmpty());
}

void TestCommands::swapTilesRestoresALayerMask()
{
    auto document = support::threeLayerDocument();
    const LayerRef layer = document->layers()[2];
    Mask after = *layer->mask;
    after.invert();
    QVERIFY(verifyUndoRoundTrip(*document,
                                std::make_unique<SwapTiles>(layer->id, SwapTiles::Target::LayerMask,
                                                            layer->mask->coverage(),
                                                            after.coverage(), "Invert")));
}

void TestCommands::setMaskRestoresTheSelection()
{
    auto document = support::threeLayerDocument();
    Mask after = document->mask();
    after.paintSegment({10, 10, 30}, {280, 270, 5}, BrushMode::Add);
    QVERIFY(verifyUndoRoundTrip(*document,
                                std::make_unique<SetMask>(document->mask(), after, "Stroke")));
}

void TestCommands::setMaskKeepsOnlyChangedTiles()
{
    const Mask before({10000, 10000});
    Mask after = before;
    after.paintDab({5000, 5000, 40}, BrushMode::Add);
    const SetMask command(before, after, "Stroke");
    QVERIFY(command.byteSize() <= std::int64_t{4} * 256 * 256);
    QVERIFY(SetMask(before, before, "").isEmpty());
}

void TestCommands::aStrokePaintedLiveIsNotChangedByItsCommand()
{
    auto document = support::threeLayerDocument();
    const DocumentSnapshot start = document->snapshot();
    for (int i = 0; i < 20; ++i) {
        document->editMask([i](Mask& mask) {
            return mask.paintSegment({float(10 * i), 100, 20}, {float(10 * i + 10), 100, 20},
                                     BrushMode::Erase);
        });
    }
    const DocumentSnapshot end = document->snapshot();
    UndoStack stack(*document);

    stack.push(std::make_unique<SetMask>(start.mask, document->mask(), "Stroke"));

    QVERIFY(support::sameState(document->snapshot(), end));
    stack.undo();
    QVERIFY(support::sameState(document->snapshot(), start));
    stack.redo();
    QVERIFY(support::sameState(document->snapshot(), end));
}

void TestCommands::addLayerRestoresTheStack()
{
    auto document = support::threeLayerDocument();
    document->setActiveLayer(document->layers()[0]->id);
    Layer layer = support::randomLayer({40, 40}, 77, {5, 5}, true);
    layer.recipe = "{\"seed\": 7}";
    auto command = std::make_unique<AddLayer>(std::move(layer), 1, "Fill");
    QVERIFY(verifyUndoRoundTrip(*document, std::move(command)));
    QCOMPARE(document->layers()[1]->recipe, std::string("{\"seed\": 7}"));
    QCOMPARE(document->activeLayer(), document->layers()[1]->id);
}

void TestCommands::removeLayerRestoresPlaceAndActiveLayer()
{
    for (std::size_t i = 0; i < 3; ++i) {
        auto document = support::threeLayerDocument();
        document->setActiveLayer(document->layers()[1]->id);
        QVERIFY(verifyUndoRoundTrip(*document,
                                    std::make_unique<RemoveLayer>(document->layers()[i]->id)));
    }
}

void TestCommands::setLayerPropertiesRestoresEach()
{
    LayerProperties changed[5];
    const LayerProperties base{"layer 2", 1.0F, BlendMode::Normal, true, false};
    std::fill(std::begin(changed), std::end(changed), base);
    changed[0].name = "Sky";
    changed[1].opacity = 0.25F;
    changed[2].blend = BlendMode::Multiply;
    changed[3].visible = false;
    changed[4].locked = true;
    std::vector<std::string> labels;
    for (const LayerProperties& after : changed) {
        auto document = support::threeLayerDocument();
        const LayerRef layer = document->layers()[1];
        auto command = std::make_unique<SetLayerProperties>(layer->id, layer->properties, after);
        labels.push_back(command->label());
        QVERIFY(verifyUndoRoundTrip(*document, std::move(command)));
    }
    QCOMPARE(labels, (std::vector<std::string>{"Rename layer", "Layer opacity", "Blend mode",
                                               "Hide layer", "Lock layer"}));
}

void TestCommands::setLayerContentRestoresPixelsPlaceAndMask()
{
    auto document = support::threeLayerDocument();
    const LayerRef layer = document->layers()[2];
    LayerContent after{support::randomImage({33, 44}, PixelFormat::Rgba8, 5), {-3, 9}, {}};
    QVERIFY(verifyUndoRoundTrip(
        *document,
        std::make_unique<SetLayerContent>(
            layer->id, LayerContent{layer->pixels, layer->offset, layer->mask}, after, "Scale")));
}

void TestCommands::resizeCanvasRestoresCropAndExpansion()
{
    auto document = support::threeLayerDocument();
    QVERIFY(verifyUndoRoundTrip(*document, std::make_unique<ResizeCanvas>(Rect{20, 30, 100, 100})));
    QVERIFY(document->size() == (Size{100, 100}));
    QVERIFY(document->layers()[0]->offset == (Point{-20, -30}));
    QVERIFY(
        verifyUndoRoundTrip(*document, std::make_unique<ResizeCanvas>(Rect{-50, -60, 400, 420})));
    QVERIFY(document->mask().size() == (Size{400, 420}));
}

QTEST_APPLESS_MAIN(TestCommands)
#include "tst_commands.moc"
