#include <QtTest>

#include "support/tool_host.h"
#include "ui/mask_commands.h"

using Host = support::ToolHost;
using support::dragTool;
using support::toolEntry;

class TestSelectionTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRectangleSelectsItsPixelsAsOneStep()
    {
        Host host;
        const auto tool = toolEntry("rectangle").create(host);

        dragTool(*tool, host, {100.2, 50.3}, {199.8, 120.4});

        QCOMPARE(host.session()->document().mask().bounds() == (core::Rect{100, 50, 100, 70}),
                 true);
        QCOMPARE(host.session()->history().count(), 1);
    }

    void shiftAndAltHeldAtThePressChooseTheMode()
    {
        Host host;
        const auto tool = toolEntry("rectangle").create(host);
        dragTool(*tool, host, {0, 0}, {100, 100});
        dragTool(*tool, host, {200, 0}, {300, 100}, Qt::ShiftModifier);
        QCOMPARE(host.coverage(50, 50), 255);
        QCOMPARE(host.coverage(250, 50), 255);

        dragTool(*tool, host, {0, 0}, {60, 60}, Qt::AltModifier);
        QCOMPARE(host.coverage(30, 30), 0);
        QCOMPARE(host.coverage(80, 80), 255);

        dragTool(*tool, host, {70, 70}, {260, 90}, Qt::ShiftModifier | Qt::AltModifier);
        QCOMPARE(host.session()->document().mask().bounds() == (core::Rect{70, 70, 190, 20}), true);
        QCOMPARE(host.coverage(150, 80), 0);

        dragTool(*tool, host, {10, 10}, {20, 20});
        QCOMPARE(host.session()->document().mask().bounds() == (core::Rect{10, 10, 10, 10}), true);
    }

    void shiftPressedLaterMakesASquare()
    {
        Host host;
        const auto tool = toolEntry("rectangle").create(host);
        tool->press(host.at(100, 100));
        tool->move(host.at(150, 110));
        tool->move(host.at(180, 120, Qt::ShiftModifier));
        tool->release(host.at(180, 120, Qt::ShiftModifier));

        QCOMPARE(host.session()->document().mask().bounds() == (core::Rect{100, 100, 80, 80}),
                 true);
    }

    void anEllipseGrowsFromItsMiddleWithAltPressedLater()
    {
        Host host;
        const auto tool = toolEntry("ellipse").create(host);
        tool->press(host.at(200, 150));
        tool->move(host.at(260, 190, Qt::AltModifier));
        tool->release(host.at(260, 190, Qt::AltModifier));

        const core::Rect bounds = host.session()->document().mask().bounds();
        QVERIFY(qAbs(bounds.x - 140) <= 1 && qAbs(bounds.right() - 260) <= 1);
        QVERIFY(qAbs(bounds.y - 110) <= 1 && qAbs(bounds.bottom() - 190) <= 1);
        QCOMPARE(host.coverage(142, 112), 0); // its corner
    }

    void featherSoftensNewShapes()
    {
        Host host;
        host.selection().setFeather(10);
        const auto tool = toolEntry("rectangle").create(host);

        dragTool(*tool, host, {100, 100}, {200, 200});

        QVERIFY(host.coverage(100, 150) > 60 && host.coverage(100, 150) < 200);
        QVERIFY(host.coverage(95, 150) > 0);
    }

    void aClickDeselects_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"rectangle", "ellipse", "lasso"}) {
            QTest::newRow(id) << QString::fromLatin1(id);
        }
    }

    void aClickDeselects()
    {
        QFETCH(QString, id);
        Host host;
        ui::selectAll(*host.session());
        const auto tool = toolEntry(id.toLatin1().constData()).create(host);

        tool->press(host.at(50, 50));
        tool->release(host.at(50, 50));

        QVERIFY(host.session()->document().mask().isEmpty());
        ui::reselect(*host.session());
        QCOMPARE(host.coverage(399, 299), 255);
    }

    void theLassoClosesItself()
    {
        Host host;
        const auto tool = toolEntry("lasso").create(host);
        tool->press(host.at(100, 100));
        tool->move(host.at(200, 100));
        tool->move(host.at(200, 200));
        tool->release(host.at(100, 200));

        QCOMPARE(host.coverage(110, 150), 255);
        QCOMPARE(host.coverage(210, 150), 0);
        QCOMPARE(host.session()->history().count(), 1);
    }

    void aPolygonTakesCornersUntilItIsClosed()
    {
        Host host;
        const auto tool = toolEntry("polygon").create(host);
        const auto click = [&](double x, double y) {
            tool->press(host.at(x, y));
            tool->release(host.at(x, y));
        };
        click(100, 100);
        click(200, 100);
        click(300, 290);
        QVERIFY(tool->key(Qt::Key_Backspace));
        click(200, 200);
        QVERIFY(tool->isPending());
        QCOMPARE(host.session()->history().count(), 0);

        QVERIFY(tool->key(Qt::Key_Return));

        QVERIFY(!tool->isPending());
        QCOMPARE(host.coverage(190, 110), 255);
        QCOMPARE(host.coverage(110, 190), 0);
        QCOMPARE(host.coverage(260, 240), 0);
        QVERIFY(!tool->key(Qt::Key_Return));
    }

    void aDoubleClickClosesAPolygon()
    {
        Host host;
        const auto tool = toolEntry("polygon").create(host);
        for (const QPointF p :
             {QPointF(100, 100), QPointF(200, 100), QPointF(200, 200), QPointF(200, 200)}) {
            tool->press(host.at(p.x(), p.y()));
            tool->release(host.at(p.x(), p.y()));
        }

        QVERIFY(!tool->isPending());
        QCOMPARE(host.coverage(190, 110), 255);
    }

    void theWandSelectsOneColourAndSelectByColourAll()
    {
        Host host;
        core::Document& document = host.session()->document();
        document.editLayer(document.layers().front()->id, [](core::TiledImage& pixels, auto&) {
            const float sky[] = {0.2F, 0.4F, 0.9F, 1.0F};
            const float sand[] = {0.9F, 0.8F, 0.5F, 1.0F};
            pixels.fill(pixels.rect(), sky);
            pixels.fill({0, 100, 400, 50}, sand);
            return pixels.rect();
        });
        const auto click = [&](const char* id, Qt::KeyboardModifiers modifiers = {}) {
            const auto tool = toolEntry(id).create(host);
            tool->press(host.at(50, 50, modifiers));
            tool->release(host.at(50, 50, modifiers));
            QVERIFY(host.waitForJobs());
        };

        click("wand");
        QCOMPARE(host.coverage(200, 50), 255);
        QCOMPARE(host.coverage(200, 125), 0);
        QCOMPARE(host.coverage(200, 250), 0);
        click("by-color");
        QCOMPARE(host.coverage(200, 250), 255);
        click("wand", Qt::AltModifier);
        QCOMPARE(host.coverage(200, 50), 0);
        QCOMPARE(host.coverage(200, 250), 255);
        QCOMPARE(host.session()->history().count(), 3);
    }

    void aJobIsDroppedWhenTheSelectionChangedMeanwhile()
    {
        Host host;
        const auto tool = toolEntry("by-color").create(host);
        tool->press(host.at(50, 50));
        tool->release(host.at(50, 50));
        QVERIFY(host.selectionJobs().isRunning());

        host.session()->document().editMask([](core::Mask& mask) {
            mask.fill({0, 0, 10, 10}, 255);
            return core::Rect{0, 0, 10, 10};
        });
        QVERIFY(host.waitForJobs());

        QCOMPARE(host.session()->history().count(), 0);
        QCOMPARE(host.session()->document().mask().bounds() == (core::Rect{0, 0, 10, 10}), true);
    }

    void theLayersAlphaBecomesTheSelection()
    {
        Host host;
        core::Document& document = host.session()->document();
        core::Layer layer;
        layer.pixels = core::TiledImage({50, 40}, core::PixelFormat::Rgba8);
        const float half[] = {1.0F, 0.0F, 0.0F, 0.5F};
        layer.pixels.fill(layer.pixels.rect(), half);
        layer.offset = {30, 20};
        document.insertLayer(1, layer);

        ui::selectLayer(*host.session());

        QCOMPARE(host.coverage(40, 30), 128);
        QCOMPARE(host.coverage(20, 30), 0);
        QCOMPARE(host.session()->history().count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSelectionTools)
#include "tst_selection_tools.moc"
