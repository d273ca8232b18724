/// Crop, move, transform and the paint tools on a host without a window.

#include <QtTest>

#include "core/commands/set_layer_properties.h"
#include "core/document/compositor.h"
#include "support/tool_host.h"
#include "ui/tools/crop_tool.h"

using Host = support::ToolHost;
using support::dragTool;
using support::toolEntry;

namespace {

core::PixelBuffer pixel(const Host& host, int x, int y)
{
    return core::composite(host.session()->document().snapshot(), {x, y, 1, 1});
}

void addLayer(Host& host, const core::Rect& area, const std::array<float, 4>& color)
{
    core::Layer layer;
    layer.properties.name = "Patch";
    layer.pixels = core::TiledImage(area.size(), core::PixelFormat::Rgba8);
    layer.pixels.fill(layer.pixels.rect(), color);
    layer.offset = {area.x, area.y};
    host.session()->document().insertLayer(1, std::move(layer));
}

} // namespace

class TestEditTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBrushPaintsTheForegroundAsOneStep()
    {
        Host host;
        host.settings().paint.setForeground(Qt::red);
        const auto brush = toolEntry("paint").create(host);
        dragTool(*brush, host, {100, 100}, {250, 100});
        QCOMPARE(pixel(host, 180, 100).data()[0], 1.0F);
        QCOMPARE(pixel(host, 180, 100).data()[1], 0.0F);
        QCOMPARE(host.session()->history().count(), 1);
    }

    void theBrushPaintsTheMaskWhereThatIsAskedFor()
    {
        Host host;
        addLayer(host, {50, 50, 200, 200}, {0, 1, 0, 1});
        core::Document& document = host.session()->document();
        const core::LayerId id = document.activeLayer();
        const core::TiledImage pixels = document.layer(id)->pixels;
        document.setLayerContent(id, pixels, {50, 50}, [] {
            core::Mask all({200, 200});
            all.fill({0, 0, 200, 200}, 255);
            return all;
        }());
        host.session()->setPaintsMask(true);
        QVERIFY(host.session()->paintsMask());
        const float below = pixel(host, 300, 280).data()[0];

        host.settings().paint.setForeground(Qt::black);
        dragTool(*toolEntry("paint").create(host), host, {100, 100}, {180, 100});

        const core::LayerRef after = document.layer(id);
        QVERIFY(pixel(host, 140, 100).data()[1] < 1.0F || pixel(host, 140, 100).data()[0] > 0.0F);
        const core::Point at{140 - after->offset.x, 100 - after->offset.y};
        QCOMPARE(int(after->mask->at(at.x, at.y)), 0);
        QCOMPARE(pixel(host, 200, 200).data()[1], 1.0F);
        QCOMPARE(pixel(host, 300, 280).data()[0], below);
        QCOMPARE(host.session()->history().count(), 1);

        host.settings().paint.setForeground(QColor(128, 128, 128));
        dragTool(*toolEntry("paint").create(host), host, {100, 180}, {180, 180});
        const core::LayerRef grey = document.layer(id);
        QVERIFY(qAbs(int(grey->mask->at(140 - grey->offset.x, 180 - grey->offset.y)) - 128) <= 1);

        host.session()->history().undo();
        host.session()->history().undo();
        QVERIFY(document.layer(id)->pixels.samePixels(pixels));
        QCOMPARE(int(document.layer(id)->mask->at(90, 50)), 255);
    }

    void theEraserHidesOnAMaskAndHealingRefuses()
    {
        Host host;
        core::Document& document = host.session()->document();
        const core::LayerRef layer = document.layers().front();
        core::Mask all(layer->pixels.size());
        all.fill(layer->pixels.rect(), 255);
        document.setLayerContent(layer->id, layer->pixels, {0, 0}, all);
        host.session()->setPaintsMask(true);

        dragTool(*toolEntry("erase").create(host), host, {100, 100}, {180, 100});
        QCOMPARE(int(document.layers().front()->mask->at(140, 100)), 0);
        QVERIFY(document.layers().front()->pixels.samePixels(layer->pixels));
        dragTool(*toolEntry("heal").create(host), host, {200, 200}, {220, 200});
        QCOMPARE(host.complaints.size(), 1);
        QCOMPARE(host.session()->history().count(), 1);
    }

    void gradientAndBucketWorkOnTheMask()
    {
        Host host;
        core::Document& document = host.session()->document();
        const core::LayerRef layer = document.layers().front();
        core::Mask all(layer->pixels.size());
        all.fill(layer->pixels.rect(), 255);
        document.setLayerContent(layer->id, layer->pixels, {0, 0}, all);
        host.session()->setPaintsMask(true);
        host.settings().paint.setForeground(Qt::black);
        host.settings().paint.setBackground(Qt::white);

        dragTool(*toolEntry("gradient").create(host), host, {0, 150}, {400, 150});
        QVERIFY(host.waitForJobs());
        const auto at = [&](int x) { return int(document.layers().front()->mask->at(x, 150)); };
        QVERIFY(at(10) < 12 && qAbs(at(200) - 128) < 4 && at(390) > 243);
        QVERIFY(document.layers().front()->pixels.samePixels(layer->pixels));

        host.settings().paint.setForeground(Qt::white);
        host.settings().paint.setSamplesAllLayers(false);
        const auto bucket = toolEntry("bucket").create(host);
        bucket->press(host.at(5, 150));
        bucket->release(host.at(5, 150));
        QVERIFY(host.waitForJobs());
        QVERIFY(at(5) > 250);
        QCOMPARE(host.session()->history().count(), 2);
    }

    void theTargetFallsBackToPixels()
    {
        Host host;
        addLayer(host, {0, 0, 100, 100}, {0, 1, 0, 1});
        core::Document& document = host.session()->document();
        const core::LayerId id = document.activeLayer();
        QVERIFY(!host.session()->paintsMask());
        host.session()->setPaintsMask(true);
        QVERIFY(!host.session()->paintsMask()); // there is no mask
        core::Mask all({100, 100});
        document.setLayerContent(id, document.layer(id)->pixels, {0, 0}, all);
        host.session()->setPaintsMask(true);
        host.session()->setShowsMaskAlone(true);
        QVERIFY(host.session()->showsMaskAlone());
        document.setActiveLayer(document.layers().front()->id);
        QVERIFY(!host.session()->paintsMask() && !host.session()->showsMaskAlone());
        document.setActiveLayer(id);
        QVERIFY(!host.session()->paintsMask());
    }

    void aMaskThatIsSwitchedOffHidesNothing()
    {
        Host host;
        addLayer(host, {0, 0, 400, 300}, {0, 1, 0, 1});
        core::Document& document = host.session()->document();
        const core::LayerId id = document.activeLayer();
        document.setLayerContent(id, document.layer(id)->pixels, {0, 0}, core::Mask({400, 300}));
        QVERIFY(pixel(host, 50, 50).data()[0] > 0.0F || pixel(host, 50, 50).data()[1] < 1.0F);
        QSignalSpy pixels(host.session(), &ui::DocumentSession::pixelsChanged);
        core::LayerProperties off = document.layer(id)->properties;
        off.maskDisabled = true;
        host.session()->history().push(
            std::make_unique<core::SetLayerProperties>(id, document.layer(id)->properties, off));
        QCOMPARE(pixel(host, 50, 50).data()[1], 1.0F);
        QCOMPARE(pixels.count(), 1);
        host.session()->history().undo();
        QVERIFY(pixel(host, 50, 50).data()[0] > 0.0F || pixel(host, 50, 50).data()[1] < 1.0F);
    }

    void opacityHoldsForTheWholeStroke()
    {
        Host host;
        addLayer(host, {0, 0, 400, 300}, {0, 0, 0, 1});
        host.settings().paint.setForeground(Qt::white);
        host.settings().paint.setOpacity(0.5);
        const auto brush = toolEntry("paint").create(host);
        brush->press(host.at(100, 100));
        for (int i = 0; i < 10; ++i) { // over the same place again and again
            brush->move(host.at(i % 2 == 0 ? 160 : 100, 100));
        }
        brush->release(host.at(160, 100));
        QVERIFY(qAbs(pixel(host, 130, 100).data()[0] - 0.5F) < 0.01F);
    }

    void pressureSetsHowStronglyItCovers()
    {
        Host host;
        addLayer(host, {0, 0, 400, 300}, {0, 0, 0, 1});
        host.settings().paint.setForeground(Qt::white);
        host.settings().paint.setPressureSetsOpacity(true);
        host.brush().setPressureSetsSize(false);
        const auto brush = toolEntry("paint").create(host);
        ui::PointerEvent light = host.at(100, 100);
        light.pressure = 0.25;
        brush->press(light);
        brush->release(light);
        QVERIFY(qAbs(pixel(host, 100, 100).data()[0] - 0.25F) < 0.02F);
    }

    void aStrokeStaysWithinTheSelection()
    {
        Host host;
        core::Mask left(support::kToolCanvas);
        left.fill({0, 0, 150, 300}, 255);
        host.session()->document().setMask(left, host.session()->document().rect());
        const core::PixelBuffer before = pixel(host, 200, 100);
        const auto brush = toolEntry("paint").create(host);
        dragTool(*brush, host, {100, 100}, {250, 100});
        QCOMPARE(pixel(host, 140, 100).data()[0], 0.0F);
        QCOMPARE(pixel(host, 200, 100), before);
    }

    void paintingBesideASmallLayerMakesItGrowAndUndoShrinksIt()
    {
        Host host;
        addLayer(host, {10, 10, 40, 40}, {0, 1, 0, 1});
        const core::DocumentSnapshot before = host.session()->document().snapshot();
        const auto brush = toolEntry("paint").create(host);
        dragTool(*brush, host, {200, 200}, {250, 200});
        QVERIFY(host.session()->document().layers()[1]->bounds().contains(
            core::Rect{200, 190, 50, 20}));
        QCOMPARE(pixel(host, 220, 200).data()[0], 0.0F);
        host.session()->history().undo();
        QVERIFY(support::sameState(host.session()->document().snapshot(), before));
    }

    void lockedAndHiddenLayersRefuseAndSayWhy()
    {
        Host host;
        core::LayerProperties locked = host.session()->document().layers()[0]->properties;
        locked.locked = true;
        host.session()->document().setLayerProperties(host.session()->document().activeLayer(),
                                                      locked);
        for (const char* id : {"paint", "erase", "heal", "bucket", "gradient", "move"}) {
            host.complaints.clear();
            dragTool(*toolEntry(id).create(host), host, {100, 100}, {200, 150});
            QVERIFY2(!host.complaints.isEmpty(), id);
        }
        QVERIFY(host.waitForJobs());
        QCOMPARE(host.session()->history().count(), 0);
    }

    void theEraserMakesTransparent()
    {
        Host host;
        const auto eraser = toolEntry("erase").create(host);
        dragTool(*eraser, host, {100, 100}, {200, 100});
        QCOMPARE(pixel(host, 150, 100).data()[3], 0.0F);
        QCOMPARE(pixel(host, 150, 200).data()[3], 1.0F);
    }

    void theStampCopiesFromWhereAltWasClicked()
    {
        Host host;
        const auto stamp = toolEntry("clone").create(host);
        dragTool(*stamp, host, {200, 200}, {220, 200});
        QVERIFY(!host.complaints.isEmpty()); // no source yet
        stamp->press(host.at(60, 60, Qt::AltModifier));
        stamp->release(host.at(60, 60, Qt::AltModifier));
        const core::PixelBuffer source = pixel(host, 70, 60);
        dragTool(*stamp, host, {200, 200}, {240, 200});
        QCOMPARE(pixel(host, 210, 200), source);
    }

    void healingFillsFromTheSurroundings()
    {
        Host host;
        addLayer(host, {0, 0, 400, 300}, {0.2F, 0.4F, 0.6F, 1});
        const float spot[4] = {1, 0, 0, 1};
        host.session()->document().editLayer(host.session()->document().activeLayer(),
                                             [&](core::TiledImage& pixels, auto&) {
                                                 pixels.fill({195, 145, 10, 10}, spot);
                                                 return core::Rect{195, 145, 10, 10};
                                             });
        const auto heal = toolEntry("heal").create(host);
        dragTool(*heal, host, {195, 150}, {205, 150});
        QVERIFY(host.waitForJobs());
        QCOMPARE(host.session()->history().count(), 1);
        const core::PixelBuffer healed = pixel(host, 200, 150);
        QVERIFY(qAbs(healed.data()[0] - 0.2F) < 0.02F);
        QVERIFY(qAbs(healed.data()[2] - 0.6F) < 0.02F);
        host.session()->history().undo();
        QCOMPARE(pixel(host, 200, 150).data()[0], 1.0F);
    }

    void theBucketFillsOneColourAndTheGradientRuns()
    {
        Host host;
        addLayer(host, {0, 0, 400, 300}, {0.2F, 0.4F, 0.6F, 1});
        host.settings().paint.setForeground(Qt::green);
        const auto bucket = toolEntry("bucket").create(host);
        bucket->press(host.at(30, 30));
        bucket->release(host.at(30, 30));
        QVERIFY(host.waitForJobs());
        QCOMPARE(pixel(host, 390, 290).data()[1], 1.0F);

        host.settings().paint.setForeground(Qt::black);
        host.settings().paint.setBackground(Qt::white);
        const auto gradient = toolEntry("gradient").create(host);
        dragTool(*gradient, host, {50, 100}, {350, 100});
        QVERIFY(host.waitForJobs());
        QCOMPARE(pixel(host, 10, 100).data()[0], 0.0F);
        QCOMPARE(pixel(host, 390, 100).data()[0], 1.0F);
        QVERIFY(qAbs(pixel(host, 200, 100).data()[0] - 0.5F) < 0.02F);
    }

    void thePickerTakesWhatShows()
    {
        Host host;
        addLayer(host, {100, 100, 50, 50}, {1, 0.2F, 0, 1});
        const auto picker = toolEntry("picker").create(host);
        picker->press(host.at(120, 120));
        QCOMPARE(host.settings().paint.foreground().red(), 255);
        QCOMPARE(host.settings().paint.foreground().green(), 51);
    }

    void enterCropsToTheFrameAndUndoBringsItBack()
    {
        Host host;
        const core::DocumentSnapshot before = host.session()->document().snapshot();
        const auto crop = toolEntry("crop").create(host);
        dragTool(*crop, host, {50, 40}, {250, 190});
        QVERIFY(crop->isPending());
        QVERIFY(crop->key(Qt::Key_Return));
        QVERIFY(host.waitForJobs());
        QCOMPARE(host.session()->document().size(), (core::Size{200, 150}));
        QVERIFY(core::composite(host.session()->document().snapshot(), {0, 0, 200, 150}) ==
                core::composite(before, {50, 40, 200, 150}));
        host.session()->history().undo();
        QVERIFY(support::sameState(host.session()->document().snapshot(), before));
    }

    void theFrameIsMovedResizedAndKeepsItsRatio()
    {
        Host host;
        ui::CropTool crop(host);
        dragTool(crop, host, {100, 100}, {200, 200});
        QCOMPARE(crop.area(), (core::Rect{100, 100, 100, 100}));
        dragTool(crop, host, {150, 150}, {170, 140}); // inside: moves
        QCOMPARE(crop.area(), (core::Rect{120, 90, 100, 100}));
        dragTool(crop, host, {220, 140}, {260, 140}); // the right side
        QCOMPARE(crop.area(), (core::Rect{120, 90, 140, 100}));
        host.settings().crop.setRatio(QSizeF(1, 1));
        dragTool(crop, host, {20, 20}, {80, 120});
        QCOMPARE(crop.area().width, crop.area().height);
        crop.cancel();
        QVERIFY(!crop.isPending());
        host.settings().crop.setRatio(QSizeF());
    }

    void theMoveToolMovesTheLayerByWholePixels()
    {
        Host host;
        addLayer(host, {100, 100, 50, 50}, {1, 0, 0, 1});
        const auto mover = toolEntry("move").create(host);
        dragTool(*mover, host, {120, 120}, {150.4, 110.2});
        QVERIFY(host.waitForJobs());
        QCOMPARE(host.session()->document().layers()[1]->offset, (core::Point{130, 90}));
        QVERIFY(mover->key(Qt::Key_Left));
        QCOMPARE(host.session()->document().layers()[1]->offset, (core::Point{129, 90}));
        host.session()->history().undo();
        host.session()->history().undo();
        QCOMPARE(host.session()->document().layers()[1]->offset, (core::Point{100, 100}));
    }

    void aCornerScalesTheLayerFromTheOppositeOne()
    {
        Host host;
        addLayer(host, {100, 100, 50, 50}, {1, 0, 0, 1});
        const auto transform = toolEntry("transform").create(host);
        transform->documentChanged();
        dragTool(*transform, host, {150, 150}, {200, 200});
        QVERIFY(transform->isPending());
        QVERIFY(qAbs(host.settings().transform.numbers().scaleX - 2) < 1e-6);
        QVERIFY(transform->key(Qt::Key_Return));
        QVERIFY(host.waitForJobs());
        QCOMPARE(host.session()->document().layers()[1]->bounds(),
                 (core::Rect{100, 100, 100, 100}));
        QCOMPARE(pixel(host, 190, 190).data()[0], 1.0F);
        host.session()->history().undo();
        QCOMPARE(host.session()->document().layers()[1]->bounds(), (core::Rect{100, 100, 50, 50}));
    }
};

QTEST_MAIN(TestEditTools)
#include "tst_edit_tools.moc"
