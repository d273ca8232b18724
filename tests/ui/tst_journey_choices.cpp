/// Choosing and going on with the model that ships with the program, by mouse and keyboard: stopped
/// and continued, more like one, between two, painted together, words, live refill, history. Leaves
/// pictures in <build>/screenshots/choices.

#include <QAction>
#include <QBuffer>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/document/compositor.h"
#include "core/io/recipe.h"
#include "support/http_server.h"
#include "support/window_driver.h"
#include "ui/canvas/canvas_view.h"
#include "ui/generate/segmented_control.h"
#include "ui/generate/word_bar.h"
#include "ui/models/model_manager.h"
#include "ui/panels/generate_panel.h"
#include "ui/panels/model_section.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/theme.h"

using ui::Task;

namespace {

constexpr int kLoadMilliseconds = 60000;
constexpr int kLayoutMilliseconds = 100;
constexpr int kFillMilliseconds = 400000;

} // namespace

class TestJourneyChoices : public QObject {
    Q_OBJECT

    ui::MainWindow& window() { return m_app->window(); }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_app->workspace().session(); }
    ui::Generation& generation() { return m_app->generation(); }
    ui::GeneratePanel& panel() { return *window().findChild<ui::GeneratePanel*>(); }

    void shoot(const QString& name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        QTest::qWait(kLayoutMilliseconds);
        support::screenshot(window(), m_screenshots, name);
        const int least = panel().minimumSizeHint().width();
        QVERIFY2(least <= panel().parentWidget()->width(), "the panel is cut off");
    }

    template <class T = QPushButton> T* button(const char* name)
    {
        return support::findVisible<T>(window(), QLatin1String(name));
    }

    void choose(const char* control, const QString& word)
    {
        auto* segments =
            support::findVisible<ui::SegmentedControl>(window(), QLatin1String(control));
        QVERIFY(segments != nullptr);
        for (QPushButton* one : segments->findChildren<QPushButton*>()) {
            if (one->text() == word) {
                QTest::mouseClick(one, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no such word: ") + word));
    }

    void typePrompt(const QString& words)
    {
        auto* prompt = support::findVisible<ui::PromptEdit>(window(), QStringLiteral("prompt"));
        QVERIFY(prompt != nullptr);
        prompt->setFocus();
        prompt->selectAll();
        QTest::keyClicks(prompt, words);
    }

    bool waitForIdle()
    {
        return QTest::qWaitFor(
            [this] {
                return !generation().fills.isRunning() && generation().queue.waiting().empty();
            },
            kFillMilliseconds);
    }

    void selectBox(QPointF from, QPointF to)
    {
        canvas().setFocus();
        QTest::keyClick(&window(), Qt::Key_R);
        support::drag(canvas(), canvas().view().toView(from).toPoint(),
                      canvas().view().toView(to).toPoint());
        QVERIFY(QTest::qWaitFor([this] { return session().hasMask(); }, kLoadMilliseconds));
    }

    core::PixelBuffer shown()
    {
        return core::composite(session().document().snapshot(), session().document().rect());
    }

    QString m_screenshots;
    QTemporaryDir m_folder;
    std::unique_ptr<app::Application> m_app;
    bool m_stepFailed = false;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/choices"));
        m_app = std::make_unique<app::Application>(app::Remember::No);
        generation().history.open(m_folder.filePath(QStringLiteral("history")));
        window().resize(1440, 1000);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        const QImage sample(QString::fromStdString(app::locations().dataFolder) +
                            QStringLiteral("/samples/boats.jpg"));
        QVERIFY(sample.scaledToWidth(640, Qt::SmoothTransformation)
                    .save(m_folder.filePath(QStringLiteral("lake.png"))));
        QVERIFY(
            QTest::qWaitFor([this] { return !m_app->models().isLoading(); }, kLoadMilliseconds));
        QVERIFY2(m_app->models().info().has_value(), qPrintable(m_app->models().error()));
        window().openPath(m_folder.filePath(QStringLiteral("lake.png")));
        QVERIFY(QTest::qWaitFor([this] { return m_app->workspace().session() != nullptr; },
                                kLoadMilliseconds));
    }

    void init()
    {
        QVERIFY2(!m_stepFailed, "an earlier step failed");
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void cleanup() { m_stepFailed = m_stepFailed || QTest::currentTestFailed(); }

    void aStoppedOneGoesOnFromItsLastStep()
    {
        selectBox({210, 215}, {280, 262});
        choose("tasks", QStringLiteral("Fill"));
        choose("quality", QStringLiteral("Balanced"));
        typePrompt(QStringLiteral("a red boat"));
        int steps = 0;
        const QMetaObject::Connection stop =
            connect(&generation().fills, &ui::FillController::advanced, this, [&] {
                if (++steps == 3) {
                    generation().fills.cancel();
                }
            });
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(waitForIdle());
        disconnect(stop);
        QCOMPARE(session().document().layers().size(), std::size_t{1});
        QCOMPARE(generation().queue.stopped().size(), std::size_t{1});
        const int done = generation().queue.stopped().front().step;
        QVERIFY(done >= 3);
        shoot(QStringLiteral("1-stopped"));

        int previews = 0;
        const QMetaObject::Connection count = connect(
            &generation().fills, &ui::FillController::advanced, this, [&] { ++previews; });
        QTest::mouseClick(button<QToolButton>("continueStopped"), Qt::LeftButton);
        QVERIFY(waitForIdle());
        disconnect(count);
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        const auto recipe = core::recipeFromJson(session().document().layers().back()->recipe);
        QVERIFY(recipe);
        shoot(QStringLiteral("2-continued"));
    }

    void wordsSayWhereTheyActedAndSelectIt()
    {
        auto* bar = window().findChild<ui::WordBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->words().size(), std::size_t{3});
        const auto buttons = bar->findChildren<QToolButton*>(QStringLiteral("word"));
        QToolButton* boat = nullptr;
        for (QToolButton* one : buttons) {
            boat = one->isVisible() && one->text() == QLatin1String("boat") ? one : boat;
        }
        QVERIFY(boat != nullptr);
        QEnterEvent enter(QPointF(2, 2), QPointF(2, 2), QPointF(2, 2));
        QApplication::sendEvent(boat, &enter);
        shoot(QStringLiteral("3-word"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(boat, &leave);

        QTest::mouseClick(boat, Qt::LeftButton);
        QVERIFY(session().hasMask());
        QVERIFY(bar->area().contains(session().document().mask().bounds()));
        session().history().undo();
    }

    void tenMoreStepsWorkTheLayerOut()
    {
        const core::PixelBuffer before = shown();
        const std::size_t layers = session().document().layers().size();
        auto* more = window().findChild<QAction*>(QStringLiteral("generate.more"));
        QVERIFY(more->isEnabled());
        more->trigger();
        QVERIFY(waitForIdle());
        QCOMPARE(session().document().layers().size(), layers);
        QVERIFY(shown() != before);
        session().history().undo();
        QVERIFY(shown() == before);
        session().history().undo();
    }

    void moreLikeOneBetweenTwoAndPaintedTogether()
    {
        session().history().undo();
        selectBox({200, 205}, {290, 270});
        choose("tasks", QStringLiteral("Fill"));
        choose("count", QStringLiteral("2"));
        choose("quality", QStringLiteral("Fast"));
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return generation().shelf.count() >= 1; },
                                kFillMilliseconds));
        QVERIFY(waitForIdle());
        QCOMPARE(generation().shelf.count(), 2);

        QTest::mouseClick(button("moreLikeThis"), Qt::LeftButton);
        QVERIFY(waitForIdle());
        QCOMPARE(generation().shelf.count(), 5);
        shoot(QStringLiteral("4-more-like-this"));

        auto* walk = support::findVisible<QSlider>(window(), QStringLiteral("betweenSlider"));
        QElapsedTimer clock;
        clock.start();
        walk->setValue(ui::BetweenTwo::kPlaces / 2);
        QVERIFY(QTest::qWaitFor([this] { return generation().between.decoded() == 1; },
                                kFillMilliseconds));
        qInfo("between two: the first place after %lld ms", clock.elapsed());
        clock.start();
        walk->setValue(ui::BetweenTwo::kPlaces / 2 + 1);
        QVERIFY(QTest::qWaitFor([this] { return generation().between.decoded() == 2; },
                                kFillMilliseconds));
        qInfo("between two: a further place after %lld ms", clock.elapsed());
        shoot(QStringLiteral("5-between"));
        QTest::mouseClick(button("keepBetween"), Qt::LeftButton);
        QCOMPARE(generation().shelf.count(), 6);

        generation().shelf.select(0);
        QTest::mouseClick(button("mixButton"), Qt::LeftButton);
        QCOMPARE(canvas().tool(), QStringLiteral("mix"));
        QVERIFY(generation().mix.isActive());
        generation().shelf.select(1);
        support::drag(canvas(), canvas().view().toView(QPointF(225, 235)).toPoint(),
                      canvas().view().toView(QPointF(245, 240)).toPoint());
        QVERIFY(generation().mix.isPainted());
        QCOMPARE(generation().mix.weight(1, 235, 238), 1.0);
        shoot(QStringLiteral("6-painted-together"));
        QTest::mouseClick(button("keepMix"), Qt::LeftButton);
        QCOMPARE(generation().shelf.count(), 7);
        const std::size_t layers = session().document().layers().size();
        QTest::mouseClick(button("keepButton"), Qt::LeftButton);
        QCOMPARE(session().document().layers().size(), layers + 1);
    }

    void liveRefillFollowsTheMask()
    {
        auto* live = window().findChild<QAction*>(QStringLiteral("generate.live"));
        choose("tasks", QStringLiteral("Remove"));
        live->trigger();
        QSignalSpy shownSpy(&generation().live, &ui::LiveRefill::shown);
        selectBox({60, 150}, {130, 200});
        QVERIFY(QTest::qWaitFor([&] { return shownSpy.count() >= 1; }, kFillMilliseconds));
        qInfo("live refill: the first picture %lld ms after the change",
              generation().live.firstPictureAfter());
        shoot(QStringLiteral("7-live"));
        QVERIFY(QTest::qWaitFor(
            [&] { return !shownSpy.isEmpty() && shownSpy.last().front().toBool(); },
            kFillMilliseconds));
        live->trigger();
        const std::size_t layers = session().document().layers().size();
        generation().shelf.keep();
        QCOMPARE(session().document().layers().size(), layers + 1);
    }

    void theHistoryHasThemAll()
    {
        window().findChild<QAction*>(QStringLiteral("generate.history"))->trigger();
        auto* list = window().findChild<QListWidget*>(QStringLiteral("generationList"));
        QVERIFY(list != nullptr);
        QVERIFY(QTest::qWaitFor([&] { return list->count() >= 7; }, kLoadMilliseconds));
        list->setCurrentRow(0);
        QWidget* dialog = list->window();
        QTest::qWait(kLayoutMilliseconds);
        support::screenshot(*dialog, m_screenshots, QStringLiteral("8-history"));
        dialog->close();
    }

    void modelsAndServersAreInOneWindow()
    {
        // A server on this machine that paints everything green.
        QByteArray green;
        {
            QImage image(96, 96, QImage::Format_RGB32);
            image.fill(QColor(20, 200, 40));
            QBuffer buffer(&green);
            buffer.open(QIODevice::WriteOnly);
            image.save(&buffer, "PNG");
        }
        support::HttpServer server([&](const support::HttpRequest&) {
            support::HttpAnswer out;
            out.body = "{\"data\": [{\"b64_json\": \"" + green.toBase64() + "\"}]}";
            return out;
        });
        ui::RemoteServer there;
        there.name = QStringLiteral("Big machine");
        there.url = server.url();
        there.side = 256;
        const auto id = generation().servers.put(there, QStringLiteral("key"));
        QVERIFY(id);
        ui::ModelManager& manager = window().findChild<ui::ModelSection*>()->manager();
        QSignalSpy listed(&manager, &ui::ModelManager::listed);
        manager.show();
        manager.rescan();
        QVERIFY(listed.wait(kLoadMilliseconds));
        QTest::qWait(kLayoutMilliseconds);
        support::screenshot(manager, m_screenshots, QStringLiteral("9-models"));
        manager.hide();

        m_app->models().select(QString::fromStdString(ui::remoteModel(*id)));
        QVERIFY(
            QTest::qWaitFor([this] { return !m_app->models().isLoading(); }, kLoadMilliseconds));
        QVERIFY(server.requests().empty());
        selectBox({300, 60}, {360, 110});
        choose("tasks", QStringLiteral("Fill"));
        choose("count", QStringLiteral("1"));
        choose("quality", QStringLiteral("Balanced"));
        typePrompt(QStringLiteral("a green square"));
        shoot(QStringLiteral("10-server"));
        const std::size_t layers = session().document().layers().size();
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(waitForIdle());
        QCOMPARE(server.requests().size(), std::size_t{1});
        QCOMPARE(session().document().layers().size(), layers + 1);
        const core::PixelBuffer now = shown();
        QVERIFY(now.at(330, 85)[1] > now.at(330, 85)[0]);

        generation().servers.setOffline(true);
        selectBox({300, 60}, {360, 110});
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(waitForIdle());
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void cleanupTestCase() { m_app.reset(); }
};

int main(int argc, char** argv)
{
    // Several generations in one function, on whatever else the machine does.
    qputenv("QTEST_FUNCTION_TIMEOUT", "1200000");
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestJourneyChoices test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_choices.moc"
