#include <QTemporaryDir>
#include <QtTest>

#include "core/commands/add_layer.h"
#include "core/commands/remove_layer.h"
#include "core/commands/resize_canvas.h"
#include "core/commands/set_layer_properties.h"
#include "core/commands/set_mask.h"
#include "core/commands/set_state.h"
#include "core/commands/swap_tiles.h"
#include "core/document/compositor.h"
#include "core/undo/undo_stack.h"
#include "support/documents.h"

using namespace core;

namespace {

std::unique_ptr<Command> stroke(const Document& document, float x, float y)
{
    Mask after = document.mask();
    after.paintDab({x, y, 15, 0.5F, 1.0F}, BrushMode::Erase);
    return std::make_unique<SetMask>(document.mask(), after, "Stroke");
}

std::unique_ptr<Command> opacity(const Document& document, LayerId id, float value)
{
    LayerProperties after = document.layer(id)->properties;
    after.opacity = value;
    return std::make_unique<SetLayerProperties>(id, document.layer(id)->properties, after);
}

/// One of every kind of command, on whatever the document holds.
std::unique_ptr<Command> randomCommand(const Document& document, std::mt19937& random)
{
    const auto& layers = document.layers();
    const LayerRef layer = layers.empty() ? nullptr : layers[random() % layers.size()];
    const unsigned kind = layer ? random() % 7 : 0;
    switch (kind) {
    case 0:
        return std::make_unique<AddLayer>(
            support::randomLayer({60, 70}, random() % 1000, {int(random() % 200), 10}, true),
            int(random() % 4), "Add");
    case 1:
        return std::make_unique<RemoveLayer>(layer->id);
    case 2:
        return std::make_unique<SetState>(
            document.snapshot(), support::withLayerAt(document, layer->id, int(random() % 4)),
            "Move layer");
    case 3:
        return opacity(document, layer->id, float(random() % 100) / 100.0F);
    case 4:
        return std::make_unique<ResizeCanvas>(
            Rect{int(random() % 40) - 20, int(random() % 40) - 20, 200 + int(random() % 100), 240});
    case 5:
        return stroke(document, float(random() % 200), float(random() % 200));
    default:
        break;
    }
    TiledImage after = layer->pixels;
    const std::array<float, 4> colour{0.1F, 0.5F, 0.9F, 0.7F};
    after.fill({int(random() % 50), int(random() % 50), 9, 300}, colour);
    return std::make_unique<SwapTiles>(layer->id, SwapTiles::Target::Pixels, layer->pixels, after,
                                       "Paint");
}

} // namespace

class TestUndoStack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomHistoriesComeBackByteForByte_data();
    void randomHistoriesComeBackByteForByte();
    void pushingForgetsWhatCouldBeRedone();
    void theBudgetDropsTheOldestButNeverTheNewest();
    void beyondTheBudgetStepsLieOnTheDiskAndComeBackByteForByte();
    void whatTheDocumentStillShowsIsNotMoved();
    void withoutADiskTheOldestGo();
    void aGroupIsOneStep();
    void emptyGroupsLeaveNothing();
    void aSliderIsOneStep();
    void nothingIsMergedIntoASavedState();
    void cleanFollowsTheSavedState();
    void aLostSavedStateNeverBecomesClean();
    void theObserverHearsEveryChange();
};

void TestUndoStack::randomHistoriesComeBackByteForByte_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed) {
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
    }
}

void TestUndoStack::randomHistoriesComeBackByteForByte()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    std::vector<DocumentSnapshot> states{document->snapshot()};
    for (int i = 0; i < 25; ++i) {
        stack.pushUnmerged(randomCommand(*document, random));
        states.push_back(document->snapshot());
    }

    for (int i = 0; i < 60; ++i) {
        stack.goTo(int(random() % 26));
        QVERIFY(support::sameState(document->snapshot(), states[std::size_t(stack.index())]));
    }
    stack.goTo(0);
    QVERIFY(support::sameState(document->snapshot(), states.front()));
}

void TestUndoStack::pushingForgetsWhatCouldBeRedone()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    stack.push(stroke(*document, 10, 10));
    stack.push(stroke(*document, 50, 50));
    stack.undo();
    QVERIFY(stack.canRedo());
    stack.push(stroke(*document, 90, 90));
    QVERIFY(!stack.canRedo());
    QCOMPARE(stack.count(), 2);
    stack.redo();
    QCOMPARE(stack.index(), 2);
}

void TestUndoStack::theBudgetDropsTheOldestButNeverTheNewest()
{
    auto document = support::threeLayerDocument();
    const std::int64_t one = stroke(*document, 50, 50)->byteSize();
    QCOMPARE(one, std::int64_t{2} * 256 * 256);
    UndoStack stack(*document, 3 * one);
    for (int i = 0; i < 10; ++i) {
        stack.push(stroke(*document, 50.0F + 5.0F * float(i), 50));
    }
    QCOMPARE(stack.count(), 3);
    QCOMPARE(stack.byteSize(), 3 * one);
    stack.setByteBudget(1);
    QCOMPARE(stack.count(), 1);
    QVERIFY(stack.canUndo());
    stack.undo();
    QVERIFY(!stack.canUndo());
}

void TestUndoStack::beyondTheBudgetStepsLieOnTheDiskAndComeBackByteForByte()
{
    QTemporaryDir folder;
    auto document =
        Document::fromImage(support::randomImage({700, 600}, PixelFormat::Rgba8, 9, true), "Photo");
    const LayerId layer = document->activeLayer();
    UndoStack stack(*document, 3 << 20);
    stack.setSpill(folder.path().toStdString(), std::int64_t{1} << 30);
    std::vector<PixelBuffer> states{composite(document->snapshot(), document->rect())};
    std::mt19937 random(3);
    for (int i = 0; i < 24; ++i) {
        std::unique_ptr<Command> command;
        if (i % 6 == 5) { // whole states: a crop
            DocumentSnapshot after = document->snapshot();
            after.layers.front() = std::make_shared<const Layer>([&] {
                Layer moved = *after.layers.front();
                moved.pixels = moved.pixels.cropped({1, 0, 700, 600});
                return moved;
            }());
            command = std::make_unique<SetState>(document->snapshot(), after, "Shift");
        } else {
            const TiledImage before = document->layer(layer)->pixels;
            TiledImage after = before;
            const std::array<float, 4> colour{float(random() % 255) / 255.0F, 0.5F, 0.9F, 1.0F};
            after.fill({int(random() % 500), int(random() % 400), 180, 170}, colour);
            command = std::make_unique<SwapTiles>(layer, SwapTiles::Target::Pixels, before, after,
                                                  "Paint");
        }
        stack.pushUnmerged(std::move(command));
        states.push_back(composite(document->snapshot(), document->rect()));
        QVERIFY(stack.memorySize() <= 3 << 20);
    }
    QCOMPARE(stack.count(), 24);
    QVERIFY(stack.spilledSize() > 4 << 20);
    QVERIFY(stack.id(3) != stack.id(4));

    for (int i = 0; i < 60; ++i) {
        stack.goTo(int(random() % 25));
        QVERIFY(composite(document->snapshot(), document->rect()) ==
                states[std::size_t(stack.index())]);
    }
    // Painting on a tile that came back from the disk harms no step.
    stack.goTo(2);
    document->editLayer(layer, [](TiledImage& pixels, std::optional<Mask>&) {
        pixels.clear(pixels.rect());
        return pixels.rect();
    });
    stack.clear();
    QCOMPARE(stack.spilledSize(), std::int64_t{0});
}

void TestUndoStack::whatTheDocumentStillShowsIsNotMoved()
{
    QTemporaryDir folder;
    auto document =
        Document::fromImage(support::randomImage({512, 512}, PixelFormat::Rgba8, 9, true), "Photo");
    const LayerId layer = document->activeLayer();
    UndoStack stack(*document, 1);
    stack.setSpill(folder.path().toStdString(), std::int64_t{1} << 30);
    const TiledImage before = document->layer(layer)->pixels;
    TiledImage after = before;
    const std::array<float, 4> colour{0.5F, 0.5F, 0.9F, 1.0F};
    after.fill({10, 10, 20, 20}, colour);
    // Both sides are also held here, as a snapshot in the background would.
    stack.push(
        std::make_unique<SwapTiles>(layer, SwapTiles::Target::Pixels, before, after, "Paint"));

    QCOMPARE(stack.spilledSize(), std::int64_t{0});
    for (int i = 0; i < after.tileCount(); ++i) {
        QVERIFY(!after.tile(i)->isStored() && !before.tile(i)->isStored());
    }
}

void TestUndoStack::withoutADiskTheOldestGo()
{
    auto document = support::threeLayerDocument();
    const std::int64_t one = stroke(*document, 50, 50)->byteSize();
    UndoStack stack(*document, 3 * one);
    stack.setSpill("/proc/there/is/none", std::int64_t{1} << 30);
    for (int i = 0; i < 10; ++i) {
        stack.push(stroke(*document, 50.0F + 5.0F * float(i), 50));
    }
    QVERIFY(stack.count() < 10);
    QVERIFY(stack.count() >= 2);
    QVERIFY(stack.memorySize() <= 3 * one);
    QCOMPARE(stack.spilledSize(), std::int64_t{0});
}

void TestUndoStack::aGroupIsOneStep()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    const DocumentSnapshot before = document->snapshot();
    {
        const UndoGroup outer(stack, "Outer");
        stack.push(stroke(*document, 10, 10));
        {
            const UndoGroup inner(stack, "Inner");
            stack.push(std::make_unique<RemoveLayer>(document->layers()[1]->id));
            stack.push(opacity(*document, document->layers()[0]->id, 0.4F));
        }
        QVERIFY(!stack.canUndo());
        stack.undo();
    }
    const DocumentSnapshot after = document->snapshot();

    QCOMPARE(stack.count(), 1);
    QCOMPARE(stack.undoLabel(), std::string("Outer"));
    stack.undo();
    QVERIFY(support::sameState(document->snapshot(), before));
    stack.redo();
    QVERIFY(support::sameState(document->snapshot(), after));
}

void TestUndoStack::emptyGroupsLeaveNothing()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    {
        const UndoGroup group(stack, "Nothing");
    }
    QCOMPARE(stack.count(), 0);
    QVERIFY(stack.isClean());
}

void TestUndoStack::aSliderIsOneStep()
{
    auto document = support::threeLayerDocument();
    const LayerId id = document->layers()[1]->id;
    UndoStack stack(*document);
    stack.push(stroke(*document, 10, 10));
    for (const float value : {0.9F, 0.7F, 0.5F}) {
        stack.push(opacity(*document, id, value));
    }
    QCOMPARE(stack.count(), 2);
    stack.push(opacity(*document, document->layers()[0]->id, 0.5F));
    QCOMPARE(stack.count(), 3);
    stack.undo();
    stack.undo();
    QCOMPARE(document->layer(id)->properties.opacity, 1.0F);
    stack.redo();
    QCOMPARE(document->layer(id)->properties.opacity, 0.5F);
}

void TestUndoStack::nothingIsMergedIntoASavedState()
{
    auto document = support::threeLayerDocument();
    const LayerId id = document->layers()[1]->id;
    UndoStack stack(*document);
    stack.push(opacity(*document, id, 0.9F));
    stack.setClean();
    stack.push(opacity(*document, id, 0.8F));
    QVERIFY(!stack.isClean());
    stack.undo();
    QVERIFY(stack.isClean());
    QCOMPARE(document->layer(id)->properties.opacity, 0.9F);
}

void TestUndoStack::cleanFollowsTheSavedState()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    QVERIFY(stack.isClean());
    stack.push(stroke(*document, 10, 10));
    QVERIFY(!stack.isClean());
    stack.setClean();
    stack.undo();
    QVERIFY(!stack.isClean());
    stack.redo();
    QVERIFY(stack.isClean());
    stack.clear();
    QVERIFY(stack.isClean());
}

void TestUndoStack::aLostSavedStateNeverBecomesClean()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    stack.push(stroke(*document, 10, 10));
    stack.setClean();
    stack.undo();
    stack.push(stroke(*document, 50, 50));
    QVERIFY(!stack.isClean());
    stack.undo();
    QVERIFY(!stack.isClean());

    stack.setClean();
    for (int i = 0; i < 3; ++i) {
        stack.push(stroke(*document, 100, 10.0F * float(i)));
    }
    stack.setByteBudget(1);
    stack.undo();
    QVERIFY(!stack.isClean());
    stack.push(stroke(*document, 100, 150));
    stack.clear();
    QVERIFY(!stack.isClean());
}

void TestUndoStack::theObserverHearsEveryChange()
{
    auto document = support::threeLayerDocument();
    UndoStack stack(*document);
    int calls = 0;
    stack.setObserver([&] { ++calls; });
    stack.push(stroke(*document, 10, 10));
    QCOMPARE(calls, 1);
    stack.undo();
    QCOMPARE(calls, 2);
    stack.undo();
    QCOMPARE(calls, 2);
    stack.redo();
    stack.setClean();
    QCOMPARE(calls, 4);
}

QTEST_APPLESS_MAIN(TestUndoStack)
#include "tst_undo_stack.moc"
