/// Every selection tool and the turning of the view, by mouse and keyboard in the program's window
/// (codec and engine are not needed). Leaves a picture of each stage in <build>/screenshots/select.

#include <QInputDialog>
#include <QtTest>

#include "core/vision/grab_cut.h"
#include "support/photo_window.h"
#include "support/window_driver.h"
#include "ui/theme/theme.h"

namespace {

constexpr int kLoadMilliseconds = 60000;
constexpr QRectF kBoat(QPointF(795, 770), QPointF(1105, 1235)); // the third from the left

} // namespace

class TestJourneySelect : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_program->window; }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_program->workspace.session(); }
    int covered(int x, int y) { return session().document().mask().at(x, y); }
    QPoint viewPoint(QPointF pixel) { return canvas().view().toView(pixel).toPoint(); }

    void shoot(const QString& name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        support::screenshot(window(), m_screenshots, name);
    }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window(), key, modifiers);
    }

    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        support::drag(canvas(), viewPoint(from), viewPoint(to), Qt::LeftButton, modifiers);
        waitForJob();
    }

    void click(QPointF at, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(&canvas(), Qt::LeftButton, modifiers, viewPoint(at));
        waitForJob();
    }

    void waitForJob()
    {
        QVERIFY(QTest::qWaitFor([this] { return !canvas().selectionJobs().isRunning(); },
                                kLoadMilliseconds));
    }

    QString m_screenshots;
    std::unique_ptr<core::ForegroundCut> m_cut = core::createGrabCut();
    std::unique_ptr<support::PhotoWindow> m_program;
    bool m_stepFailed = false;

private Q_SLOTS:
    void initTestCase()
    {
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/select"));
        m_program = std::make_unique<support::PhotoWindow>();
        canvas().settings().cut = m_cut.get();
        window().resize(1440, 900);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        m_program->openPhoto(QStringLiteral(STILLWATER_SAMPLES "/boats.jpg"));
        QCOMPARE(session().document().size(), (core::Size{2560, 1600}));
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
    }

    void init()
    {
        QVERIFY2(!m_stepFailed, "an earlier step failed");
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        canvas().setFocus();
    }

    void cleanup() { m_stepFailed = m_stepFailed || QTest::currentTestFailed(); }

    void aRectangleThenMoreThenLess()
    {
        key(Qt::Key_R);
        QCOMPARE(canvas().tool(), QStringLiteral("rectangle"));
        drag({400, 700}, {1300, 1200});
        QCOMPARE(covered(800, 900), 255);
        drag({1500, 400}, {2100, 900}, Qt::ShiftModifier);
        QCOMPARE(covered(1800, 600), 255);
        drag({600, 800}, {900, 1000}, Qt::AltModifier);
        QCOMPARE(covered(700, 900), 0);
        key(Qt::Key_R, Qt::ShiftModifier);
        QCOMPARE(canvas().tool(), QStringLiteral("ellipse"));
        drag({1200, 1000}, {2000, 1500}, Qt::ShiftModifier);
        QCOMPARE(covered(1600, 1250), 255);
        QCOMPARE(session().history().count(), 4);
        shoot(QStringLiteral("1-rectangles-and-ellipse"));
    }

    void quickMaskLeavesOnlyTheEdge()
    {
        QVERIFY(canvas().isMaskVisible());
        key(Qt::Key_Q);
        QVERIFY(!canvas().isMaskVisible());
        shoot(QStringLiteral("2-only-the-edge"));
        key(Qt::Key_Q);
        QVERIFY(canvas().isMaskVisible());
    }

    void deselectReselectInvertAll()
    {
        key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!session().hasMask());
        key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(covered(1800, 600), 255);
        key(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(covered(1800, 600), 0);
        QCOMPARE(covered(10, 10), 255);
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(covered(1800, 600), 255);
        for (int i = 0; i < 4; ++i) {
            key(Qt::Key_Z, Qt::ControlModifier);
        }
        QCOMPARE(session().history().index(), 4);
        QCOMPARE(covered(1800, 600), 255);
        QCOMPARE(covered(10, 10), 0);
    }

    void theLassoFollowsThePointer()
    {
        key(Qt::Key_L);
        const QPointF way[] = {{900, 500}, {1500, 450}, {1700, 800}, {1300, 1100}, {850, 900}};
        const auto send = [&](QEvent::Type type, QPointF pixel, Qt::MouseButton button,
                              Qt::MouseButtons held) {
            const QPointF at = viewPoint(pixel);
            QMouseEvent event(type, at, canvas().mapToGlobal(at), button, held, {});
            QApplication::sendEvent(&canvas(), &event);
        };
        send(QEvent::MouseButtonPress, way[0], Qt::LeftButton, Qt::LeftButton);
        for (const QPointF& point : way) {
            send(QEvent::MouseMove, point, Qt::NoButton, Qt::LeftButton);
        }
        shoot(QStringLiteral("3-lasso-being-drawn"));
        send(QEvent::MouseButtonRelease, way[4], Qt::LeftButton, Qt::NoButton);
        waitForJob();
        QCOMPARE(covered(1200, 700), 255);
        QCOMPARE(covered(1800, 600), 0); // replaced
    }

    void cornerByCorner()
    {
        key(Qt::Key_L, Qt::ShiftModifier);
        QCOMPARE(canvas().tool(), QStringLiteral("polygon"));
        click({500, 600});
        click({1500, 400});
        click({2000, 1000});
        const int steps = session().history().index();
        shoot(QStringLiteral("4-polygon-being-set"));
        key(Qt::Key_Escape);
        QVERIFY(!canvas().activeTool().isPending());
        QCOMPARE(session().history().index(), steps);
        click({500, 600});
        click({1500, 400});
        click({2000, 1000});
        QTest::keyClick(&canvas(), Qt::Key_Return);
        waitForJob();
        QCOMPARE(session().history().index(), steps + 1);
        QCOMPARE(covered(1400, 700), 255);
    }

    void theWandTakesTheSky()
    {
        key(Qt::Key_W);
        click({1300, 60});
        QVERIFY(session().hasMask());
        QCOMPARE(covered(1300, 60), 255);
        shoot(QStringLiteral("5-wand"));
        key(Qt::Key_W, Qt::ShiftModifier);
        QCOMPARE(canvas().tool(), QStringLiteral("by-color"));
        click({1300, 60}, Qt::ShiftModifier);
        shoot(QStringLiteral("6-by-colour"));
    }

    void aRoughBoxSelectsABoat()
    {
        key(Qt::Key_O);
        QCOMPARE(canvas().tool(), QStringLiteral("object"));
        QElapsedTimer clock;
        clock.start();
        drag(kBoat.topLeft(), kBoat.bottomRight());
        qInfo("a boat by box in %lld ms", static_cast<long long>(clock.elapsed()));
        QVERIFY(session().hasMask());
        const core::Rect found = session().document().mask().bounds(128);
        QVERIFY(kBoat.adjusted(-20, -20, 20, 20)
                    .contains(QRectF(found.x, found.y, found.width, found.height)));
        QVERIFY(found.area() > 10000);
        shoot(QStringLiteral("12-smart-select"));
        const int steps = session().history().index();
        canvas().selection().setObjectHint(ui::SelectionSettings::ObjectHint::Scribble);
        clock.restart();
        drag(kBoat.center() - QPointF(80, 0), kBoat.center() + QPointF(80, 20));
        qInfo("a boat by scribble in %lld ms", static_cast<long long>(clock.elapsed()));
        QCOMPARE(session().history().index(), steps + 1);
        QCOMPARE(covered(int(kBoat.center().x()), int(kBoat.center().y() + 10)) > 0, true);
        shoot(QStringLiteral("13-smart-scribble"));
        canvas().selection().setObjectHint(ui::SelectionSettings::ObjectHint::Box);
    }

    void featheringAsksHowFar()
    {
        key(Qt::Key_R);
        drag({600, 500}, {1800, 1200});
        QCOMPARE(covered(595, 800), 0);
        key(Qt::Key_F6, Qt::ShiftModifier);
        QInputDialog* dialog = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            dialog =
                support::findVisible<QInputDialog>(window(), QStringLiteral("selectionAmount"));
            return dialog != nullptr;
        }));
        dialog->setDoubleValue(60);
        support::screenshot(*dialog, m_screenshots, QStringLiteral("7-how-far"));
        QTest::keyClick(dialog, Qt::Key_Return);
        waitForJob();
        QVERIFY(QTest::qWaitFor([&] { return covered(595, 800) > 0; }));
        QVERIFY(covered(605, 800) < 255);
        shoot(QStringLiteral("8-feathered"));
    }

    void theViewTurnsAndMirrors()
    {
        key(Qt::Key_6);
        QCOMPARE(canvas().view().rotation(), 15.0);
        shoot(QStringLiteral("9-turned"));
        // The tools work in the turned view.
        key(Qt::Key_B);
        drag({300, 300}, {500, 300});
        QCOMPARE(covered(400, 300), 255);
        key(Qt::Key_M);
        QVERIFY(canvas().view().isMirrored());
        shoot(QStringLiteral("10-mirrored"));
        key(Qt::Key_5);
        key(Qt::Key_M);
        QVERIFY(canvas().view().isUpright());
    }

    void pixelsHaveAGridFarIn()
    {
        key(Qt::Key_D, Qt::ControlModifier);
        canvas().setZoom(16);
        shoot(QStringLiteral("11-grid"));
        key(Qt::Key_0, Qt::ControlModifier);
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestJourneySelect test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_select.moc"
