/// From a photo with a boat to a clean photo, by mouse and keyboard, with the model that ships with
/// the program. Leaves a picture of each stage in <build>/screenshots/remove.

#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/document/compositor.h"
#include "support/stall_meter.h"
#include "support/window_driver.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/message_bar.h"

namespace {

constexpr int kLoadMilliseconds = 60000;
constexpr int kFillMilliseconds = 240000;
constexpr double kLongestStall = 50;  // milliseconds
constexpr int kLongestCancel = 200;   // milliseconds
constexpr double kBrush = 80;         // document pixels, what a photo of this size opens with

/// One stroke along every row of the sample's mask, so that the brush covers it.
struct Stroke {
    QPointF from;
    QPointF to;
};

std::vector<Stroke> strokesOver(const QImage& mask)
{
    std::vector<Stroke> out;
    const auto isSet = [&](int x, int y) { return qGray(mask.pixel(x, y)) > 127; };
    for (int y = 0; y < mask.height(); y += static_cast<int>(kBrush / 2)) {
        int first = 0;
        int last = mask.width() - 1;
        while (first < mask.width() && !isSet(first, y)) {
            ++first;
        }
        while (last > first && !isSet(last, y)) {
            --last;
        }
        if (first < mask.width()) {
            const double inset = std::min(kBrush / 4, (last - first) / 2.0);
            out.push_back({QPointF(first + inset, y), QPointF(last - inset, y)});
        }
    }
    return out;
}

core::PixelBuffer shown(ui::DocumentSession& session)
{
    return core::composite(session.document().snapshot(), session.document().rect());
}

} // namespace

class TestJourneyRemove : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_app->window(); }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_app->workspace().session(); }

    void shoot(const QString& name)
    {
        support::screenshot(window(), m_screenshots, name);
    }

    QPoint viewPoint(QPointF pixel) { return canvas().view().toView(pixel).toPoint(); }

    QString sample(const char* name) const
    {
        return QString::fromStdString(app::locations().dataFolder) + QStringLiteral("/samples/") +
               QLatin1String(name);
    }

    /// The number of strokes.
    int paintBoat()
    {
        const auto strokes = strokesOver(QImage(sample("boats-mask.png")));
        for (const Stroke& stroke : strokes) {
            support::drag(canvas(), viewPoint(stroke.from), viewPoint(stroke.to));
        }
        return static_cast<int>(strokes.size());
    }

    bool waitForIdle(int milliseconds)
    {
        return QTest::qWaitFor([this] { return !m_app->fills().isRunning(); }, milliseconds);
    }

    QString m_screenshots;
    QTemporaryDir m_folder;
    std::unique_ptr<app::Application> m_app;
    bool m_stepFailed = false;
    core::PixelBuffer m_original;
    core::PixelBuffer m_cleaned;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/remove"));
        m_app = std::make_unique<app::Application>(app::Remember::No);
        window().resize(1440, 900);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }

    void init()
    {
        // Each step stands on the one before.
        QVERIFY2(!m_stepFailed, "an earlier step failed");
        // Offscreen nobody gives the window its focus back when a dialog has closed.
        if (m_app && window().isVisible()) {
            window().activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window()));
        }
    }

    void cleanup() { m_stepFailed = m_stepFailed || QTest::currentTestFailed(); }

    void theEmptyWindowInvites()
    {
        QVERIFY(support::findVisible<QWidget>(window(), QStringLiteral("emptyState")));
        QVERIFY(!window().findChild<QPushButton*>(QStringLiteral("generateButton"))->isEnabled());
        shoot(QStringLiteral("1-empty"));
    }

    void openingAPhotoFromTheMenu()
    {
        const QString photo = sample("boats.jpg");
        QVERIFY2(QFile::exists(photo), qPrintable(photo));

        QTest::keyClick(&window(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(support::answerFileDialog(window(), photo));

        QVERIFY(QTest::qWaitFor([this] { return m_app->workspace().session() != nullptr; },
                                kLoadMilliseconds));
        QCOMPARE(session().document().size(), (core::Size{2560, 1600}));
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        m_original = shown(session());
        QVERIFY(QTest::qWaitFor([this] { return !m_app->models().isLoading(); },
                                kLoadMilliseconds));
        QVERIFY2(m_app->models().info().has_value(), qPrintable(m_app->models().error()));
        shoot(QStringLiteral("2-photo"));
    }

    void theWheelZoomsToThePointerAndDragsPan()
    {
        const QPointF pointer(300, 400);
        const QPointF under = canvas().view().toImage(pointer);
        support::turnWheel(canvas(), pointer, 3);
        QVERIFY(QLineF(canvas().view().toView(under), pointer).length() <= 1.5);

        const QPointF grabbed = canvas().view().toImage(QPointF(400, 300));
        support::drag(canvas(), {400, 300}, {450, 330}, Qt::MiddleButton);
        QVERIFY(QLineF(canvas().view().toView(grabbed), QPointF(450, 330)).length() <= 2);

        canvas().setFocus();
        QTest::keyPress(&canvas(), Qt::Key_Space);
        support::drag(canvas(), {450, 330}, {400, 300});
        QTest::keyRelease(&canvas(), Qt::Key_Space);
        QVERIFY(QLineF(canvas().view().toView(grabbed), QPointF(400, 300)).length() <= 3);
        QVERIFY(!session().hasMask());

        QTest::keyClick(&window(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(canvas().view().zoom(), 1.0);
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        shoot(QStringLiteral("3-actual-pixels"));
        QTest::keyClick(&window(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(canvas().view().isFitted());
    }

    void brushingTheMask()
    {
        QTest::keyClick(&window(), Qt::Key_B);
        const int strokes = paintBoat();
        QVERIFY(strokes > 5);
        QCOMPARE(session().history().count(), strokes);
        QVERIFY(session().document().mask().at(950, 950) == 255);

        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session().history().index(), strokes - 1);
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session().history().index(), strokes);

        // Alt takes away, and the keys change the size.
        QTest::keyClick(&window(), Qt::Key_BracketRight);
        support::drag(canvas(), viewPoint({1400, 600}), viewPoint({1500, 600}));
        support::drag(canvas(), viewPoint({1380, 600}), viewPoint({1520, 600}), Qt::LeftButton,
                      Qt::AltModifier);
        QVERIFY(session().document().mask().at(1450, 600) == 0);
        QTest::keyClick(&window(), Qt::Key_BracketLeft);
        QVERIFY(window().findChild<QPushButton*>(QStringLiteral("generateButton"))->isEnabled());
        shoot(QStringLiteral("4-mask"));
    }

    void cancellingLeavesThePictureAsItWas()
    {
        const int steps = session().history().index();
        QSignalSpy previews(&m_app->fills(), &ui::FillController::previewReady);
        canvas().setFocus();
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_app->fills().isRunning());
        QVERIFY(QTest::qWaitFor([&] { return previews.count() >= 1; }, kFillMilliseconds));

        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(&window(), Qt::Key_Escape);
        QVERIFY(waitForIdle(5000));
        const qint64 took = timer.elapsed();

        qInfo("cancelled within %lld ms", static_cast<long long>(took));
        QVERIFY2(took < kLongestCancel, qPrintable(QString::number(took)));
        QVERIFY(shown(session()) == m_original);
        QCOMPARE(session().history().index(), steps);
        QVERIFY(session().hasMask());
    }

    void removingTheBoat()
    {
        QSignalSpy previews(&m_app->fills(), &ui::FillController::previewReady);
        QSignalSpy failures(&m_app->fills(), &ui::FillController::failed);
        auto* button = window().findChild<QPushButton*>(QStringLiteral("generateButton"));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_app->fills().isRunning());
        {
            support::StallMeter stalls;
            QVERIFY(QTest::qWaitFor(
                [&] { return previews.count() >= 2 || !m_app->fills().isRunning(); },
                kFillMilliseconds));
            stalls.finish(); // taking a picture of the window is the test's own stall
            checkStalls(stalls);
        }
        shoot(QStringLiteral("5-running"));
        {
            support::StallMeter stalls;
            QVERIFY(waitForIdle(kFillMilliseconds));
            stalls.finish();
            checkStalls(stalls);
        }

        QVERIFY2(failures.isEmpty(), qPrintable(window().messages().text()));
        QVERIFY(previews.count() >= 2);
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        QVERIFY(session().document().layers().back()->mask.has_value());
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        shoot(QStringLiteral("6-removed"));
    }

    void onlyTheMaskedPartChanged()
    {
        m_cleaned = shown(session());
        const core::Layer& layer = *session().document().layers().back();
        std::int64_t changed = 0;
        for (int y = 0; y < m_original.height(); ++y) {
            for (int x = 0; x < m_original.width(); ++x) {
                const bool same =
                    std::equal(m_original.at(x, y), m_original.at(x, y) + 4, m_cleaned.at(x, y));
                changed += same ? 0 : 1;
                if (!same && layer.mask->at(x - layer.offset.x, y - layer.offset.y) == 0) {
                    QFAIL("a pixel outside of the layer's mask changed");
                }
            }
        }
        QVERIFY(changed > 50000);
    }

    void undoAndRedoBringTheSamePixels()
    {
        QSignalSpy states(&m_app->fills(), &ui::FillController::stateChanged);
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(shown(session()) == m_original);
        QVERIFY(session().hasMask());
        QTest::keyClick(&window(), Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(shown(session()) == m_cleaned);
        QCOMPARE(states.count(), 0); // no model ran
    }

    void holdingTabShowsTheOriginal()
    {
        canvas().setFocus();
        QTest::keyPress(&canvas(), Qt::Key_Tab);
        QVERIFY(canvas().showsOriginal());
        canvas().repaint();
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        shoot(QStringLiteral("7-before"));
        QTest::keyRelease(&canvas(), Qt::Key_Tab);
        QVERIFY(!canvas().showsOriginal());
    }

    void savingWithLayers()
    {
        QVERIFY(session().isModified());
        const QString path = m_folder.filePath(QStringLiteral("lake.ora"));
        QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(support::answerFileDialog(window(), path));
        QVERIFY(QTest::qWaitFor([this] { return !session().isModified(); }, kLoadMilliseconds));
        QVERIFY(QFile::exists(path));
        shoot(QStringLiteral("8-saved"));

        const core::PixelBuffer before = shown(session());
        window().openPath(path);
        QVERIFY(QTest::qWaitFor([&] { return session().path() == path && !m_app->files().isOpening() &&
                                             session().history().count() == 0; },
                                kLoadMilliseconds));
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        QVERIFY(shown(session()) == before);
    }

    void exportingAFlatPicture()
    {
        const QString path = m_folder.filePath(QStringLiteral("clean.jpg"));
        QSignalSpy exported(&m_app->files(), &ui::DocumentFiles::exported);
        QTest::keyClick(&window(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(support::answerFileDialog(window(), path));
        QDialog* dialog = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            dialog = support::findVisible<QDialog>(window(), QStringLiteral("exportDialog"));
            return dialog != nullptr;
        }));
        support::screenshot(*dialog, m_screenshots, QStringLiteral("9-export"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return exported.count() == 1; }, kLoadMilliseconds));
        QCOMPARE(QImage(path).size(), QSize(2560, 1600));
    }

    void closingWithUnsavedChangesAsks()
    {
        paintBoat();
        QVERIFY(session().isModified());
        window().close();
        QMessageBox* box = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            box = support::findVisible<QMessageBox>(window(), QStringLiteral("unsavedQuestion"));
            return box != nullptr;
        }));
        support::screenshot(*box, m_screenshots, QStringLiteral("10-unsaved"));
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(window().isVisible());
    }

    void closingMidFillIsSafe()
    {
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_app->fills().isRunning());
        window().close();
        QMessageBox* box = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            box = support::findVisible<QMessageBox>(window(), QStringLiteral("unsavedQuestion"));
            return box != nullptr;
        }));
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::DestructiveRole) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QVERIFY(QTest::qWaitFor([this] { return !window().isVisible(); }));
        m_app.reset();
    }

private:
    void checkStalls(const support::StallMeter& stalls)
    {
        qInfo("longest stall of the GUI thread %.1f ms; answers within %.1f ms (95 %%), %.1f ms "
              "(longest), other processes counted in",
              stalls.longestOwn(), stalls.latencyQuantile(0.95), stalls.latencyQuantile(1.0));
        QVERIFY2(stalls.longestOwn() < kLongestStall,
                 qPrintable(QString::number(stalls.longestOwn())));
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    ui::applyTheme(application);
    TestJourneyRemove test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_remove.moc"
