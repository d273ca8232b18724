#include <QtTest>

#include <set>

#include "support/tool_host.h"

using Host = support::ToolHost;
using support::dragTool;
using support::toolEntry;

class TestTools : public QObject {
    Q_OBJECT

private:
    static void forEachTool()
    {
        QTest::addColumn<QString>("id");
        for (const ui::ToolEntry& tool : ui::tools()) {
            QTest::newRow(tool.id) << QString::fromLatin1(tool.id);
        }
    }

private Q_SLOTS:
    void theTableIsNotEmptyAndHasNoDoubles()
    {
        std::set<QString> ids;
        std::set<QString> shortcuts;
        for (const ui::ToolEntry& tool : ui::tools()) {
            QVERIFY(ids.insert(QLatin1String(tool.id)).second);
            QVERIFY(shortcuts.insert(QLatin1String(tool.shortcut)).second);
            QVERIFY(QLatin1String(tool.hint).size() > 0);
        }
        QVERIFY(!ids.empty());
    }

    void undoAfterAStrokeRestoresEveryByte_data() { forEachTool(); }
    void undoAfterAStrokeRestoresEveryByte()
    {
        QFETCH(QString, id);
        Host host;
        const core::DocumentSnapshot before = host.session()->document().snapshot();
        const auto tool = toolEntry(id.toLatin1().constData()).create(host);

        dragTool(*tool, host, {100, 100}, {250, 180});
        QVERIFY(host.waitForJobs());
        while (host.session()->history().canUndo()) {
            host.session()->history().undo();
        }

        const core::DocumentSnapshot after = host.session()->document().snapshot();
        QVERIFY(after.mask.samePixels(before.mask));
        QVERIFY(after.layers.front()->pixels.samePixels(before.layers.front()->pixels));
    }

    void aCancelledStrokeLeavesNoTrace_data() { forEachTool(); }
    void aCancelledStrokeLeavesNoTrace()
    {
        QFETCH(QString, id);
        Host host;
        const core::DocumentSnapshot before = host.session()->document().snapshot();
        const auto tool = toolEntry(id.toLatin1().constData()).create(host);

        tool->press(host.at(100, 100));
        tool->move(host.at(200, 150));
        tool->cancel();
        tool->release(host.at(200, 150));
        QVERIFY(host.waitForJobs());

        QVERIFY(host.session()->document().mask().samePixels(before.mask));
        QCOMPARE(host.session()->history().count(), 0);
    }

    void theBrushPaintsWhereItWentAsOneStep()
    {
        Host host;
        const auto brush = toolEntry("mask-brush").create(host);

        dragTool(*brush, host, {100, 100}, {250, 100});

        QCOMPARE(host.coverage(100, 100), 255);
        QCOMPARE(host.coverage(175, 100), 255);
        QCOMPARE(host.coverage(250, 110), 255);
        QCOMPARE(host.coverage(175, 125), 0);
        QCOMPARE(host.session()->history().count(), 1);
    }

    void altErasesWithTheBrushAndPaintsWithTheEraser()
    {
        Host host;
        const auto brush = toolEntry("mask-brush").create(host);
        dragTool(*brush, host, {100, 100}, {250, 100});
        dragTool(*brush, host, {175, 60}, {175, 140}, Qt::AltModifier);
        QCOMPARE(host.coverage(175, 100), 0);
        QCOMPARE(host.coverage(110, 100), 255);

        const auto eraser = toolEntry("mask-eraser").create(host);
        dragTool(*eraser, host, {175, 90}, {175, 110}, Qt::AltModifier);
        QCOMPARE(host.coverage(175, 100), 255);
        QCOMPARE(host.session()->history().count(), 3);
    }

    void thePensOtherEndErases()
    {
        Host host;
        const auto brush = toolEntry("mask-brush").create(host);
        dragTool(*brush, host, {100, 100}, {250, 100});

        ui::PointerEvent pen = host.at(175, 100);
        pen.eraserEnd = true;
        brush->press(pen);
        brush->release(pen);

        QCOMPARE(host.coverage(175, 100), 0);
    }

    void pressureSetsTheWidth()
    {
        Host host;
        const auto brush = toolEntry("mask-brush").create(host);
        ui::PointerEvent light = host.at(100, 100);
        light.pressure = 0.25; // of a radius of 20

        brush->press(light);
        brush->release(light);

        QCOMPARE(host.coverage(100, 100), 255);
        QCOMPARE(host.coverage(110, 100), 0);
    }

    void softnessGivesASoftEdge()
    {
        Host host;
        host.brush().setHardness(0.0);
        const auto brush = toolEntry("mask-brush").create(host);

        brush->press(host.at(100, 100));
        brush->release(host.at(100, 100));

        QVERIFY(host.coverage(110, 100) > 0);
        QVERIFY(host.coverage(110, 100) < 255);
    }

    void shiftJoinsStrokesByALine()
    {
        Host host;
        const auto brush = toolEntry("mask-brush").create(host);
        brush->press(host.at(60, 60));
        brush->release(host.at(60, 60));

        brush->press(host.at(300, 200, Qt::ShiftModifier));
        brush->release(host.at(300, 200, Qt::ShiftModifier));

        QCOMPARE(host.coverage(180, 130), 255);
    }

    void aStrokeThatChangesNothingIsNoStep()
    {
        Host host;
        const auto eraser = toolEntry("mask-eraser").create(host);

        dragTool(*eraser, host, {100, 100}, {200, 100});

        QCOMPARE(host.session()->history().count(), 0);
    }

    void panMovesThePictureWithThePointer()
    {
        Host host;
        host.viewport().setZoom(4.0, {400, 300});
        const auto pan = toolEntry("pan").create(host);
        const QPointF grabbed = host.viewport().toImage({400, 300});
        ui::PointerEvent event;

        event.view = {400, 300};
        pan->press(event);
        event.view = {460, 270};
        pan->move(event);
        pan->release(event);

        const QPointF now = host.viewport().toView(grabbed);
        QVERIFY(qAbs(now.x() - 460) <= 1 && qAbs(now.y() - 270) <= 1);
    }

    void theBrushKeysStepAtLeastOnePixel()
    {
        ui::BrushSettings brush;
        brush.setDiameter(1);
        brush.stepDiameter(1);
        QCOMPARE(brush.diameter(), 2.0);
        brush.stepDiameter(-1);
        brush.stepDiameter(-1);
        QCOMPARE(brush.diameter(), 1.0);
        brush.setDiameter(1e9);
        QCOMPARE(brush.diameter(), ui::BrushSettings::kMaxDiameter);
    }
};

QTEST_GUILESS_MAIN(TestTools)
#include "tst_tools.moc"
