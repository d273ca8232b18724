#include <QtTest>

#include "core/commands/set_layer_properties.h"
#include "core/commands/set_state.h"
#include "core/document/compositor.h"
#include "core/edit/layer_edits.h"
#include "core/edit/layer_groups.h"
#include "support/undo_round_trip.h"

using namespace core;

namespace {

/// Whether the document can go to `after` and back, and gets there drawn rightly.
bool undoes(Document& document, const std::optional<DocumentSnapshot>& after)
{
    return after && isTree(after->layers) &&
           support::verifyUndoRoundTrip(
               document, std::make_unique<SetState>(document.snapshot(), *after, "Group"));
}

std::vector<std::string> names(const LayerList& layers)
{
    std::vector<std::string> out;
    for (int i = 0; i < static_cast<int>(layers.size()); ++i) {
        const Layer& layer = *layers[static_cast<std::size_t>(i)];
        out.push_back(std::string(static_cast<std::size_t>(depthOf(layers, i)), '.') +
                      layer.properties.name);
    }
    return out;
}

using Names = std::vector<std::string>;

Layer named(const char* name, std::uint32_t seed, Point offset = {})
{
    Layer out = support::randomLayer({60, 50}, seed, offset);
    out.properties.name = name;
    return out;
}

/// Background, then a group of two, then a top layer: "bg", ".a", ".b", "group", "top".
std::unique_ptr<Document> groupDocument(bool passThrough = true)
{
    auto out =
        Document::fromImage(support::randomImage({300, 280}, PixelFormat::Rgba8, 1, true), "bg");
    const LayerId a = out->insertLayer(1, named("a", 2, {10, 20}));
    const LayerId b = out->insertLayer(2, named("b", 3, {30, 30}));
    out->insertLayer(3, named("top", 4, {200, 200}));
    const LayerId both[] = {a, b};
    DocumentSnapshot state = *grouped(out->snapshot(), both, "group");
    out->restore(state);
    LayerProperties properties = out->layers()[3]->properties;
    properties.passThrough = passThrough;
    out->setLayerProperties(out->layers()[3]->id, properties);
    return out;
}

LayerId idOf(const Document& document, const char* name)
{
    for (const LayerRef& layer : document.layers()) {
        if (layer->properties.name == name) {
            return layer->id;
        }
    }
    return 0;
}

void change(Document& document, const char* name, const std::function<void(LayerProperties&)>& edit)
{
    LayerProperties properties = document.layer(idOf(document, name))->properties;
    edit(properties);
    document.setLayerProperties(idOf(document, name), properties);
}

float largestDifference(const PixelBuffer& a, const PixelBuffer& b)
{
    float out = 0;
    for (std::size_t i = 0; i < a.count(); ++i) {
        out = std::max(out, std::abs(a.data()[i] - b.data()[i]));
    }
    return out;
}

/// The composite from the definition: the group drawn alone, then put over what lies below it.
PixelBuffer byHand(const Document& document, const char* groupName)
{
    const DocumentSnapshot s = document.snapshot();
    const int index = document.indexOf(idOf(document, groupName));
    const LayerRef group = s.layers[static_cast<std::size_t>(index)];
    DocumentSnapshot flat = s;
    flat.layers.assign(s.layers.begin(), s.layers.begin() + firstOf(s.layers, index));
    Layer one = layerOfGroup(s, group->id);
    one.parent = 0;
    flat.layers.push_back(std::make_shared<const Layer>(std::move(one)));
    flat.layers.insert(flat.layers.end(), s.layers.begin() + index + 1, s.layers.end());
    return composite(flat, flat.rect());
}

class Recorder : public DocumentObserver {
public:
    void pixelsChanged(const Rect& area) override { pixels = pixels.united(area); }
    void structureChanged() override {}
    void maskChanged(const Rect&) override {}
    Rect pixels;
};

} // namespace

class TestLayerGroups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupAndUngroupGiveTheSamePicture()
    {
        auto document = support::threeLayerDocument();
        const PixelBuffer before = composite(document->snapshot(), document->rect());
        const LayerId ids[] = {document->layers()[1]->id, document->layers()[2]->id};
        QVERIFY(undoes(*document, grouped(document->snapshot(), ids, "Group")));
        QCOMPARE(document->layers().size(), std::size_t{4});
        QVERIFY(document->layers()[3]->isGroup);
        QCOMPARE(document->activeLayer(), document->layers()[3]->id);
        QVERIFY(composite(document->snapshot(), document->rect()) == before);
        QVERIFY(undoes(*document, ungrouped(document->snapshot(), document->activeLayer())));
        QCOMPARE(document->layers().size(), std::size_t{3});
        QCOMPARE(document->activeLayer(), ids[1]);
        QVERIFY(composite(document->snapshot(), document->rect()) == before);
    }

    void whatLiesApartComesTogetherAtTheTopmost()
    {
        auto document = groupDocument();
        const LayerId ids[] = {idOf(*document, "bg"), idOf(*document, "b")};
        QVERIFY(undoes(*document, grouped(document->snapshot(), ids, "new")));
        QCOMPARE(names(document->layers()), (Names{".a", "..bg", "..b", ".new", "group", "top"}));
        const LayerId whole[] = {idOf(*document, "group"), idOf(*document, "a")};
        QVERIFY(undoes(*document, grouped(document->snapshot(), whole, "outer")));
        QCOMPARE(names(document->layers()),
                 (Names{"..a", "...bg", "...b", "..new", ".group", "outer", "top"}));
    }

    void movesGoIntoOutOfAndPastGroups()
    {
        auto document = groupDocument();
        const LayerId top = idOf(*document, "top");
        const LayerId group = idOf(*document, "group");
        const auto go = [&](LayerId id, LayerPlace place) {
            return undoes(*document, moved(document->snapshot(), {&id, 1}, place));
        };
        QVERIFY(go(top, {2, group}));
        QCOMPARE(names(document->layers()), (Names{"bg", ".a", ".top", ".b", "group"}));
        QVERIFY(go(top, {1, 0})); // below the group
        QCOMPARE(names(document->layers()), (Names{"bg", "top", ".a", ".b", "group"}));
        QVERIFY(go(top, {2, group})); // the same gap, but in it
        QCOMPARE(names(document->layers()), (Names{"bg", ".top", ".a", ".b", "group"}));
        QVERIFY(go(group, {0, 0}));
        QCOMPARE(names(document->layers()), (Names{".top", ".a", ".b", "group", "bg"}));
        const DocumentSnapshot s = document->snapshot();
        QVERIFY(!moved(s, {&group, 1}, {1, group})); // into itself
        const LayerId background = idOf(*document, "bg");
        QVERIFY(!moved(s, {&background, 1}, {1, 0})); // would tear the group
        QVERIFY(!moved(s, {&group, 1}, {4, 0}));      // where it is
        QVERIFY(!moved(s, {&group, 1}, {4, 12345}));  // into what is not there
    }

    void stepsLeaveAGroupAtItsEnds()
    {
        auto document = groupDocument();
        const auto step = [&](const char* name, int direction) {
            return undoes(*document,
                          steppedBy(document->snapshot(), idOf(*document, name), direction));
        };
        QVERIFY(step("a", 1));
        QCOMPARE(names(document->layers()), (Names{"bg", ".b", ".a", "group", "top"}));
        QVERIFY(step("a", 1));
        QCOMPARE(names(document->layers()), (Names{"bg", ".b", "group", "a", "top"}));
        QVERIFY(step("b", -1));
        QCOMPARE(names(document->layers()), (Names{"bg", "b", "group", "a", "top"}));
        QVERIFY(step("group", -1));
        QCOMPARE(names(document->layers()), (Names{"bg", "group", "b", "a", "top"}));
        document = groupDocument();
        QVERIFY(step("top", -1));
        QCOMPARE(names(document->layers()), (Names{"bg", "top", ".a", ".b", "group"}));
        QVERIFY(step("bg", 1));
        QVERIFY(step("bg", 1));
        QCOMPARE(names(document->layers()), (Names{"top", ".a", ".b", "group", "bg"}));
        QVERIFY(!steppedBy(document->snapshot(), idOf(*document, "bg"), 1));
        QVERIFY(!steppedBy(document->snapshot(), idOf(*document, "top"), -1));
    }

    void aGroupIsDeletedAndCopiedWithAllInIt()
    {
        auto document = groupDocument();
        const LayerId group = idOf(*document, "group");
        QVERIFY(undoes(*document, duplicated(document->snapshot(), group, "copy")));
        QCOMPARE(names(document->layers()),
                 (Names{"bg", ".a", ".b", "group", ".a", ".b", "copy", "top"}));
        QCOMPARE(document->activeLayer(), idOf(*document, "copy"));
        QVERIFY(undoes(*document, removed(document->snapshot(), {&group, 1})));
        QCOMPARE(names(document->layers()), (Names{"bg", ".a", ".b", "copy", "top"}));
        std::vector<LayerId> all;
        for (const LayerRef& layer : document->layers()) {
            all.push_back(layer->id);
        }
        QVERIFY(!removed(document->snapshot(), all));
    }

    void newLayersLandInTheGroupOfTheirNeighbour()
    {
        auto document = groupDocument();
        document->insertLayer(2, named("in", 9)); // knows nothing of groups
        document->insertLayer(4, named("upper", 9));
        document->insertLayer(1, named("under", 9));
        QCOMPARE(names(document->layers()),
                 (Names{"bg", "under", ".a", ".in", ".b", ".upper", "group", "top"}));
        QVERIFY(isTree(document->layers()));
        document->removeLayer(idOf(*document, "in"));
        QVERIFY(isTree(document->layers()));
    }

    void anApartGroupIsDrawnAloneFirst_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<float>("opacity");
        QTest::newRow("normal") << int(BlendMode::Normal) << 1.0F;
        QTest::newRow("faded") << int(BlendMode::Normal) << 0.4F;
        QTest::newRow("multiply") << int(BlendMode::Multiply) << 1.0F;
        QTest::newRow("screen, faded") << int(BlendMode::Screen) << 0.7F;
    }

    void anApartGroupIsDrawnAloneFirst()
    {
        QFETCH(const int, mode);
        QFETCH(const float, opacity);
        for (const BlendMode inner : {BlendMode::Normal, BlendMode::Difference}) {
            auto document = groupDocument(false);
            change(*document, "group", [&](LayerProperties& p) {
                p.blend = BlendMode(mode);
                p.opacity = opacity;
            });
            change(*document, "b", [&](LayerProperties& p) { p.blend = inner; });
            const PixelBuffer whole = composite(document->snapshot(), document->rect());
            // layerOfGroup rounds to 8 bits, which blending can enlarge a little.
            QVERIFY(largestDifference(whole, byHand(*document, "group")) < 3.0F / 255);
            std::vector<std::uint8_t> eight(std::size_t{300} * 280 * 4);
            compositeRgba8(document->snapshot(), document->rect(), eight.data(), 1200,
                           AlphaMode::Straight);
            float worst = 0;
            for (std::size_t i = 0; i < eight.size(); ++i) {
                worst = std::max(worst, std::abs(float(eight[i]) - 255 * whole.data()[i]));
            }
            QVERIFY2(worst <= 4.0F, qPrintable(QString::number(worst)));
        }
    }

    void layersOfAGroupThatPassesThroughMeetWhatLiesBelow()
    {
        auto document = groupDocument(true);
        change(*document, "b", [](LayerProperties& p) { p.blend = BlendMode::Multiply; });
        const DocumentSnapshot with = document->snapshot();
        const DocumentSnapshot flat = *ungrouped(with, idOf(*document, "group"));
        QVERIFY(composite(with, with.rect()) == composite(flat, flat.rect()));
        change(*document, "group", [](LayerProperties& p) { p.passThrough = false; });
        QVERIFY(
            !(composite(document->snapshot(), document->rect()) == composite(flat, flat.rect())));
    }

    void fadingAGroupThatPassesThroughFadesWhatItChanges()
    {
        auto document = groupDocument(true);
        change(*document, "b", [](LayerProperties& p) { p.blend = BlendMode::Multiply; });
        change(*document, "top", [](LayerProperties& p) { p.visible = false; });
        const PixelBuffer full = composite(document->snapshot(), document->rect());
        change(*document, "group", [](LayerProperties& p) { p.visible = false; });
        const PixelBuffer none = composite(document->snapshot(), document->rect());
        change(*document, "group", [](LayerProperties& p) {
            p.visible = true;
            p.opacity = 0.25F;
        });
        const PixelBuffer faded = composite(document->snapshot(), document->rect());
        for (std::size_t i = 0; i < full.count(); ++i) {
            const float expected = none.data()[i] + (full.data()[i] - none.data()[i]) * 0.25F;
            QVERIFY(std::abs(faded.data()[i] - expected) < 1e-5F); // floats, another order
        }
    }

    void aHiddenGroupHidesWhatLiesInIt()
    {
        auto document = groupDocument();
        change(*document, "group", [](LayerProperties& p) { p.visible = false; });
        const LayerId group = idOf(*document, "group");
        const DocumentSnapshot without = *removed(document->snapshot(), {&group, 1});
        QVERIFY(composite(document->snapshot(), document->rect()) ==
                composite(without, without.rect()));
        QVERIFY(!isShown(document->layers(), document->indexOf(idOf(*document, "a"))));
        change(*document, "group", [](LayerProperties& p) { p.locked = true; });
        QVERIFY(isLocked(document->layers(), document->indexOf(idOf(*document, "b"))));
        QVERIFY(!isLocked(document->layers(), document->indexOf(idOf(*document, "top"))));
    }

    void aLoneOpaqueLayerInGroupsKeepsItsBits()
    {
        auto document = Document::fromImage(
            support::randomImage({300, 280}, PixelFormat::Rgba16, 1, true), "bg");
        for (int depth = 0; depth < 3; ++depth) {
            const LayerId id = document->activeLayer();
            document->restore(*grouped(document->snapshot(), {&id, 1}, "group"));
        }
        const TiledImage flat = flatten(document->snapshot());
        for (int i = 0; i < flat.tileCount(); ++i) {
            QCOMPARE(flat.tile(i), document->layers()[0]->pixels.tile(i)); // shared
        }
    }

    void mergingKeepsThePicture()
    {
        auto document = groupDocument(false);
        change(*document, "group", [](LayerProperties& p) { p.opacity = 0.5F; });
        const PixelBuffer before = composite(document->snapshot(), document->rect());
        QVERIFY(undoes(*document, mergedDown(document->snapshot(), idOf(*document, "group"))));
        QCOMPARE(names(document->layers()), (Names{"bg", "group", "top"}));
        QVERIFY(!document->layers()[1]->isGroup);
        QVERIFY(largestDifference(before, composite(document->snapshot(), document->rect())) <
                3.0F / 255);
        document = groupDocument(true);
        QVERIFY(undoes(*document, mergedDown(document->snapshot(), idOf(*document, "top"))));
        QCOMPARE(names(document->layers()), (Names{"bg", "group"}));
        document = groupDocument(true);
        QVERIFY(!mergedDown(document->snapshot(), idOf(*document, "a"))); // lowest of its group
        QVERIFY(undoes(*document, flattened(document->snapshot())));
    }

    void aMergedGroupKeepsWhatLiesOutsideTheCanvas()
    {
        auto document = groupDocument(true);
        const LayerRef a = document->layer(idOf(*document, "a"));
        document->setLayerContent(a->id, a->pixels, {-30, -20}, std::nullopt);
        const Layer one = layerOfGroup(document->snapshot(), idOf(*document, "group"));
        QVERIFY(one.bounds().contains(Rect{-30, -20, 60, 50}));
        const PixelBuffer corner = one.pixels.read({0, 0, 30, 20});
        const PixelBuffer expected = a->pixels.read({0, 0, 30, 20});
        for (std::size_t i = 0; i < corner.count(); ++i) {
            const bool seen =
                expected.data()[i - i % 4 + 3] > 0; // what can't be seen has no colour
            QVERIFY(!seen || corner.data()[i] == expected.data()[i]);
        }
    }

    void movingAGroupMovesItsLayers()
    {
        auto document = groupDocument(true);
        const LayerId group = idOf(*document, "group");
        QVERIFY(undoes(*document,
                       transformedEntry(document->snapshot(), group, Affine::translation(7, -9))));
        QCOMPARE(document->layer(idOf(*document, "a"))->offset, (Point{17, 11}));
        QCOMPARE(document->layer(idOf(*document, "b"))->offset, (Point{37, 21}));
        QCOMPARE(document->layer(idOf(*document, "top"))->offset, (Point{200, 200}));
    }

    void observersHearWhereAGroupShows()
    {
        auto document = groupDocument(true);
        Recorder recorder;
        document->addObserver(&recorder);
        change(*document, "group", [](LayerProperties& p) { p.opacity = 0.5F; });
        QVERIFY(recorder.pixels.contains(Rect{10, 20, 80, 60}));
        QVERIFY(!recorder.pixels.contains(Point{280, 270})); // and not elsewhere
        recorder.pixels = {};
        document->restore(*ungrouped(document->snapshot(), idOf(*document, "group")));
        QVERIFY(recorder.pixels.contains(Rect{10, 20, 80, 60}));
        document->removeObserver(&recorder);
    }

    void randomStepsKeepATreeAndCanBeUndone()
    {
        std::mt19937 random(11);
        auto document = groupDocument();
        UndoStack history(*document);
        std::vector<DocumentSnapshot> states{document->snapshot()};
        for (int i = 0; i < 200; ++i) {
            const DocumentSnapshot s = document->snapshot();
            const auto any = [&] { return s.layers[random() % s.layers.size()]->id; };
            const LayerId ids[] = {any(), any()};
            std::optional<DocumentSnapshot> after;
            switch (random() % 6) {
            case 0:
                after = grouped(s, ids, "g");
                break;
            case 1:
                after = ungrouped(s, ids[0]);
                break;
            case 2:
                after = moved(
                    s, ids, {int(random() % (s.layers.size() + 1)), random() % 3 == 0 ? 0 : any()});
                break;
            case 3:
                after = steppedBy(s, ids[0], random() % 2 == 0 ? 1 : -1);
                break;
            case 4:
                after = s.layers.size() > 12 ? removed(s, {ids, 1}) : std::nullopt;
                break;
            default:
                after = s.layers.size() < 12 ? std::optional(duplicated(s, ids[0], "d"))
                                             : mergedDown(s, ids[0]);
            }
            if (after) {
                QVERIFY(isTree(after->layers));
                QVERIFY(indexOf(after->layers, after->activeLayer) >= 0);
                history.push(std::make_unique<SetState>(s, *after, "step"));
                states.push_back(document->snapshot());
            }
        }
        QVERIFY(states.size() > 100);
        for (std::size_t i = states.size(); i-- > 1;) {
            QVERIFY(support::sameState(document->snapshot(), states[i]));
            history.undo();
        }
        QVERIFY(support::sameState(document->snapshot(), states.front()));
    }

    void tornListsAreNoTrees()
    {
        const auto document = groupDocument();
        LayerList layers = document->layers();
        QVERIFY(isTree(layers));
        std::swap(layers[0], layers[1]);
        QVERIFY(!isTree(layers)); // "bg" between the layers of the group
        layers = document->layers();
        std::swap(layers[3], layers[4]);
        QVERIFY(!isTree(layers));
        layers = document->layers();
        layers.erase(layers.begin() + 3);
        QVERIFY(!isTree(layers)); // the group is missing
        QCOMPARE(depthOf(layers, 1), 0);
        static_cast<void>(composite(document->snapshot(), document->rect()));
    }
};

QTEST_APPLESS_MAIN(TestLayerGroups)
#include "tst_layer_groups.moc"
