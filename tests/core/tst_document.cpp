#include <QtTest>

#include "core/document/compositor.h"
#include "core/document/document.h"
#include "support/documents.h"

using namespace core;

namespace {

struct Recorder final : DocumentObserver {
    Rect pixels;
    Rect mask;
    int structures = 0;

    void pixelsChanged(const Rect& area) override { pixels = pixels.united(area); }
    void structureChanged() override { ++structures; }
    void maskChanged(const Rect& area) override { mask = mask.united(area); }
    void reset() { *this = Recorder{}; }
};

} // namespace

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPhotoBecomesOneActiveLayer();
    void layerIdsAreNeverUsedAgain();
    void aSnapshotStaysAsItWas();
    void observersHearOfAllThatChangesTheComposite();
    void removedObserversHearNothing();
    void everyChangeRaisesTheRevision();
    void theActiveLayerIsAlwaysOneThatExists();
};

void TestDocument::aPhotoBecomesOneActiveLayer()
{
    DocumentInfo info;
    info.sourcePath = "a.png";
    info.metadata["exif"] = {1, 2, 3};
    const auto document = Document::fromImage(
        support::randomImage({30, 20}, PixelFormat::Rgba16, 1), "Background", info);

    QCOMPARE(document->layers().size(), std::size_t{1});
    QCOMPARE(document->activeLayer(), document->layers()[0]->id);
    QVERIFY(document->size() == (Size{30, 20}));
    QVERIFY(document->format() == PixelFormat::Rgba16);
    QCOMPARE(document->info().metadata.at("exif").size(), std::size_t{3});
    QVERIFY(document->mask().size() == document->size());
}

void TestDocument::layerIdsAreNeverUsedAgain()
{
    auto document = support::threeLayerDocument();
    const LayerId top = document->layers().back()->id;
    document->removeLayer(top);
    const LayerId next = document->insertLayer(0, support::randomLayer({5, 5}, 1));
    QVERIFY(next != top);
    QVERIFY(!document->layer(top));
    QCOMPARE(document->indexOf(top), -1);
    QCOMPARE(document->indexOf(next), 0);
}

void TestDocument::aSnapshotStaysAsItWas()
{
    auto document = support::threeLayerDocument();
    const DocumentSnapshot snapshot = document->snapshot();
    const PixelBuffer before = composite(snapshot, snapshot.rect());

    document->editLayer(document->layers()[0]->id, [](TiledImage& pixels, std::optional<Mask>&) {
        pixels.clear(pixels.rect());
        return pixels.rect();
    });
    document->editMask([](Mask& mask) {
        mask.clear();
        return Rect::fromSize(mask.size());
    });
    document->restore(support::withLayerAt(*document, document->layers()[0]->id, 2));
    document->removeLayer(document->layers()[0]->id);

    QVERIFY(composite(snapshot, snapshot.rect()) == before);
    QCOMPARE(snapshot.layers.size(), std::size_t{3});
    QVERIFY(!snapshot.mask.isEmpty());
}

void TestDocument::observersHearOfAllThatChangesTheComposite()
{
    auto document = support::threeLayerDocument({600, 600});
    Recorder recorder;
    document->addObserver(&recorder);
    std::mt19937 random(5);
    for (int i = 0; i < 40; ++i) {
        recorder.reset();
        const DocumentSnapshot before = document->snapshot();
        const LayerId id = document->layers()[random() % document->layers().size()]->id;
        LayerProperties properties = document->layer(id)->properties;
        switch (random() % 6) {
        case 0:
            document->insertLayer(int(random() % 4), support::randomLayer({40, 300}, 7, {500, 9}));
            break;
        case 1:
            document->restore(support::withLayerAt(*document, id, int(random() % 4)));
            break;
        case 2:
            properties.opacity = 0.5F;
            document->setLayerProperties(id, properties);
            break;
        case 3:
            properties.visible = !properties.visible;
            document->setLayerProperties(id, properties);
            break;
        case 4:
            document->setLayerContent(id, support::randomImage({90, 80}, PixelFormat::Rgba8, 8),
                                      {int(random() % 600), 300}, std::nullopt);
            break;
        default:
            if (document->layers().size() > 1) {
                document->removeLayer(id);
            }
        }
        const PixelBuffer old = composite(before, before.rect());
        const PixelBuffer now = composite(document->snapshot(), document->rect());
        for (int y = 0; y < 600; ++y) {
            for (int x = 0; x < 600; ++x) {
                if (!std::equal(old.at(x, y), old.at(x, y) + 4, now.at(x, y))) {
                    QVERIFY(recorder.pixels.contains(Point{x, y}));
                }
            }
        }
    }
    document->removeObserver(&recorder);
}

void TestDocument::removedObserversHearNothing()
{
    auto document = support::threeLayerDocument();
    Recorder recorder;
    document->addObserver(&recorder);
    document->editMask([](Mask& mask) { return mask.paintDab({50, 50, 9}, BrushMode::Add); });
    QVERIFY(!recorder.mask.isEmpty());
    document->removeObserver(&recorder);
    recorder.reset();
    document->setCanvas({10, 10}, {0, 0}, Mask({10, 10}));
    QCOMPARE(recorder.structures, 0);
    QVERIFY(recorder.pixels.isEmpty());
}

void TestDocument::everyChangeRaisesTheRevision()
{
    auto document = support::threeLayerDocument();
    std::uint64_t last = document->revision();
    const auto raised = [&] {
        const std::uint64_t now = document->revision();
        const bool out = now > last;
        last = now;
        return out;
    };
    document->insertLayer(0, support::randomLayer({5, 5}, 1));
    QVERIFY(raised());
    document->setMask(Mask(document->size()), document->rect());
    QVERIFY(raised());
    document->restore(support::withLayerAt(*document, document->layers()[0]->id, 2));
    QVERIFY(raised());
    document->setActiveLayer(document->layers()[0]->id);
    QVERIFY(!raised());
}

void TestDocument::theActiveLayerIsAlwaysOneThatExists()
{
    auto document = support::threeLayerDocument();
    document->setActiveLayer(12345);
    QVERIFY(document->layer(document->activeLayer()));
    while (!document->layers().empty()) {
        QVERIFY(document->layer(document->activeLayer()));
        document->removeLayer(document->activeLayer());
    }
    QCOMPARE(document->activeLayer(), LayerId{0});
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
