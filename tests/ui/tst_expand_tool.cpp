/// A canvas made larger by its handles and by the fields of the panel.

#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include "support/tool_host.h"
#include "ui/generate/anchor_grid.h"
#include "ui/generate/expand_controls.h"
#include "ui/generate/expand_settings.h"
#include "ui/generate/segmented_control.h"

using support::kToolCanvas;

namespace {

struct Bench {
    Bench()
    {
        settings.setPicture(kToolCanvas);
        host.settings().expand = &settings;
        tool = support::toolEntry("expand").create(host);
    }

    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        support::dragTool(*tool, host, from, to, modifiers);
    }

    ui::ExpandSettings settings;
    support::ToolHost host;
    std::unique_ptr<ui::Tool> tool;
};

void press(QWidget& root, const QString& word)
{
    for (QPushButton* button : root.findChildren<QPushButton*>()) {
        if (button->text() == word) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(word));
}

} // namespace

class TestExpandTool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSideIsDraggedOutwards()
    {
        Bench bench;
        bench.drag({400, 150}, {500, 170});
        QCOMPARE(bench.settings.margins(), (core::Margins{0, 0, 100, 0}));
        bench.drag({200, 0}, {210, -40});
        QCOMPARE(bench.settings.margins(), (core::Margins{0, 40, 100, 0}));
        QCOMPARE(bench.host.session()->document().size(), kToolCanvas); // nothing is done yet
    }

    void aCornerMovesTwoSidesAndAltTheOppositeOnesToo()
    {
        Bench bench;
        bench.drag({0, 0}, {-30, -20}, Qt::AltModifier);
        QCOMPARE(bench.settings.margins(), (core::Margins{30, 20, 30, 20}));
    }

    void aSideIsNeverDraggedIntoThePicture()
    {
        Bench bench;
        bench.drag({400, 150}, {450, 150});
        bench.drag({450, 150}, {300, 150});
        QCOMPARE(bench.settings.margins(), core::Margins{});
    }

    void aDragInTheMiddleDoesNothing()
    {
        Bench bench;
        bench.drag({200, 150}, {300, 200});
        QCOMPARE(bench.settings.margins(), core::Margins{});
    }

    void aDragThatIsCalledOffLeavesNothing()
    {
        Bench bench;
        bench.tool->press(bench.host.at(400, 150));
        bench.tool->move(bench.host.at(480, 150));
        QCOMPARE(bench.settings.margins().right, 80);
        bench.tool->cancel();
        QCOMPARE(bench.settings.margins(), core::Margins{});
    }

    void enterBegins()
    {
        Bench bench;
        QSignalSpy wanted(&bench.settings, &ui::ExpandSettings::wanted);
        QVERIFY(bench.tool->key(Qt::Key_Return));
        QCOMPARE(wanted.count(), 1);
    }

    void thePanelFollowsTheHandlesAndLeadsThem()
    {
        Bench bench;
        ui::ExpandControls controls(bench.settings);
        controls.show();
        auto* shapes = controls.findChild<ui::SegmentedControl*>(QStringLiteral("ratios"));

        press(controls, QStringLiteral("16:9"));
        QCOMPARE(bench.settings.canvas(), core::expandedToRatio(kToolCanvas, {16, 9}));
        QCOMPARE(shapes->current(), 3);

        bench.drag({200, 300}, {200, 350});
        QCOMPARE(shapes->current(), 4); // no longer one of the shapes
        QCOMPARE(controls.findChild<QSpinBox*>(QStringLiteral("margin3"))->value(), 50);

        controls.findChild<QSpinBox*>(QStringLiteral("margin0"))->setValue(12);
        QCOMPARE(bench.settings.margins().left, 12);
    }

    void anotherAnchorMovesThePicture()
    {
        Bench bench;
        ui::ExpandControls controls(bench.settings);
        controls.show();
        press(controls, QStringLiteral("16:9"));
        auto* anchor = controls.findChild<ui::AnchorGrid*>();
        QTest::mouseClick(anchor->findChildren<QPushButton*>().at(3), Qt::LeftButton); // left
        QCOMPARE(bench.settings.margins().left, 0);
        QVERIFY(bench.settings.margins().right > 100);
    }

    void noSideGrowsBeyondWhatCanBePainted()
    {
        Bench bench;
        bench.settings.setCanvas({-100000, 0, 200000, 300});
        QVERIFY(bench.settings.canvas().width <= core::kMaxExpandedSide);
        QVERIFY(bench.settings.canvas().contains(core::Rect::fromSize(kToolCanvas)));
    }
};

QTEST_MAIN(TestExpandTool)
#include "tst_expand_tool.moc"
