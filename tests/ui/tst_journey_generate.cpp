/// The five tasks by mouse and keyboard, with the model that ships with the program: choosing
/// between results, making a layer again, expanding, queueing. Leaves pictures in
/// <build>/screenshots/generate.

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/document/compositor.h"
#include "core/io/recipe.h"
#include "support/window_driver.h"
#include "ui/canvas/canvas_view.h"
#include "ui/generate/segmented_control.h"
#include "ui/panels/generate_panel.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/message_bar.h"

using ui::Task;

namespace {

constexpr int kLoadMilliseconds = 60000;
constexpr int kLayoutMilliseconds = 100;
constexpr int kFillMilliseconds = 400000;

} // namespace

class TestJourneyGenerate : public QObject {
    Q_OBJECT

    ui::MainWindow& window() { return m_app->window(); }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_app->workspace().session(); }
    ui::Generation& generation() { return m_app->generation(); }
    ui::GeneratePanel& panel() { return *window().findChild<ui::GeneratePanel*>(); }

    void shoot(const QString& name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kLoadMilliseconds));
        QTest::qWait(
            kLayoutMilliseconds); // what a panel shows or hides is laid out by posted events
        support::screenshot(window(), m_screenshots, name);
        const int least = panel().minimumSizeHint().width();
        QVERIFY2(least <= panel().parentWidget()->width(), "the panel is cut off");
    }

    QPushButton* button(const char* name)
    {
        return support::findVisible<QPushButton>(window(), QLatin1String(name));
    }

    /// Clicks the word of a segmented control.
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

    /// A rectangle by the selection tool.
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

    std::size_t layers() { return session().document().layers().size(); }

    QString m_screenshots;
    QTemporaryDir m_folder;
    std::unique_ptr<app::Application> m_app;
    bool m_stepFailed = false;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/generate"));
        m_app = std::make_unique<app::Application>(app::Remember::No);
        window().resize(1440, 900);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        const QImage sample(QString::fromStdString(app::locations().dataFolder) +
                            QStringLiteral("/samples/boats.jpg"));
        QVERIFY(sample.scaledToWidth(640, Qt::SmoothTransformation)
                    .save(m_folder.filePath(QStringLiteral("lake.png"))));
        QVERIFY(
            QTest::qWaitFor([this] { return !m_app->models().isLoading(); }, kLoadMilliseconds));
        QVERIFY2(m_app->models().info().has_value(), qPrintable(m_app->models().error()));
    }

    void init()
    {
        QVERIFY2(!m_stepFailed, "an earlier step failed");
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void cleanup() { m_stepFailed = m_stepFailed || QTest::currentTestFailed(); }

    void creatingAPictureFromNothing()
    {
        choose("tasks", QStringLiteral("Create"));
        QVERIFY(!button("generateButton")->isEnabled()); // says why
        auto* hint = window().findChild<QLabel*>(QStringLiteral("generateHint"));
        QVERIFY(hint->isVisible() && !hint->text().isEmpty());
        choose("ratios", QStringLiteral("3:2"));
        choose("quality", QStringLiteral("Fast")); // for all that follows
        typePrompt(QStringLiteral("a lake at sunset"));
        QVERIFY(QTest::qWaitFor(
            [this] {
                return !window().findChild<QLabel*>(QStringLiteral("tokenCount"))->text().isEmpty();
            },
            kLoadMilliseconds));
        shoot(QStringLiteral("1-create"));

        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(generation().fills.isRunning());
        QVERIFY(waitForIdle());

        QVERIFY(QTest::qWaitFor([this] { return m_app->workspace().session() != nullptr; }, 5000));
        QVERIFY(session().document().size().width > session().document().size().height);
        const auto recipe = core::recipeFromJson(session().document().layers().front()->recipe);
        QVERIFY(recipe);
        QCOMPARE(recipe->prompt, std::string("a lake at sunset"));
        QCOMPARE(recipe->modelHash.size(), std::size_t{10});
        shoot(QStringLiteral("2-created"));
    }

    void choosingBetweenResults()
    {
        window().openPath(m_folder.filePath(QStringLiteral("lake.png")));
        QVERIFY(QTest::qWaitFor(
            [this] {
                return m_app->workspace().session() && session().document().size().width == 640;
            },
            kLoadMilliseconds));
        selectBox({210, 215}, {280, 262});
        QVERIFY(QTest::qWaitFor(
            [this] {
                return support::findVisible<QWidget>(window(), QStringLiteral("selectionBar"));
            },
            kLoadMilliseconds));
        choose("tasks", QStringLiteral("Remove"));
        choose("count", QStringLiteral("2"));
        auto* copy = window().findChild<QAbstractButton*>(QStringLiteral("copyCandidate"));
        QTest::mouseClick(copy, Qt::LeftButton, {}, QPoint(8, copy->height() / 2));
        QVERIFY(copy->isChecked());
        shoot(QStringLiteral("3-selected"));
        const core::PixelBuffer before = shown();

        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(
            QTest::qWaitFor([this] { return generation().shelf.count() >= 1; }, kFillMilliseconds));
        QVERIFY(waitForIdle());
        QCOMPARE(generation().shelf.count(), 3);
        QVERIFY(shown() == before);

        canvas().setFocus();
        const QImage first = canvas().grab().toImage();
        QTest::keyClick(&window(), Qt::Key_Right);
        QCOMPARE(generation().shelf.current(), 1);
        QVERIFY(canvas().grab().toImage() != first);
        shoot(QStringLiteral("4-candidates"));
        QTest::keyClick(&window(), Qt::Key_Left);
        QVERIFY(canvas().grab().toImage() == first);

        QTest::keyClick(&window(), Qt::Key_Return);
        QVERIFY(generation().shelf.isEmpty());
        QCOMPARE(layers(), std::size_t{2});
        QVERIFY(!(shown() == before));
        shoot(QStringLiteral("5-kept"));
    }

    void makingTheLayerAgain()
    {
        choose("count", QStringLiteral("1"));
        const core::Recipe first =
            *core::recipeFromJson(session().document().layers().back()->recipe);
        auto* again = window().findChild<QAction*>(QStringLiteral("generate.again"));
        QVERIFY(again->isEnabled());
        again->trigger();
        QCOMPARE(panel().task(), Task::Remove);
        QCOMPARE(panel().params().seed, std::uint64_t{0}); // the seed stands in its field
        auto* seed = window().findChild<QLineEdit*>(QStringLiteral("seed"));
        QCOMPARE(seed->text(), QString::number(first.seed.value_or(0)));
        seed->setText(QStringLiteral("4711"));
        shoot(QStringLiteral("6-again"));

        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QVERIFY(waitForIdle());

        QCOMPARE(layers(), std::size_t{2});
        const core::Recipe second =
            *core::recipeFromJson(session().document().layers().back()->recipe);
        QCOMPARE(second.seed.value_or(0), std::uint64_t{4711});
        QTest::mouseClick(button("leaveAgain"), Qt::LeftButton);
    }

    void expandingToAShape()
    {
        choose("tasks", QStringLiteral("Expand"));
        QVERIFY(!button("generateButton")->isEnabled());
        choose("ratios", QStringLiteral("16:9"));
        QVERIFY(button("generateButton")->isEnabled());
        shoot(QStringLiteral("7-expand"));
        const core::PixelBuffer before = shown();

        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(
            QTest::qWaitFor([this] { return !generation().fills.isRunning(); }, kFillMilliseconds));

        const core::Size size = session().document().size();
        QVERIFY(std::abs(size.width / double(size.height) - 16.0 / 9) < 0.01);
        QVERIFY2(window().messages().text().isEmpty(), qPrintable(window().messages().text()));
        shoot(QStringLiteral("8-expanded"));
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(shown() == before);
    }

    void editingTheWholePicture()
    {
        QTest::keyClick(&window(), Qt::Key_D, Qt::ControlModifier);
        choose("tasks", QStringLiteral("Edit"));
        choose("quality", QStringLiteral("Fast")); // the recipe has set its own
        typePrompt(QStringLiteral("fog"));
        shoot(QStringLiteral("9-edit"));
        const std::size_t before = layers();
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(waitForIdle());
        QCOMPARE(layers(), before + 1);
        shoot(QStringLiteral("10-edited"));
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    }

    void jobsQueueAndAreCalledOff()
    {
        selectBox({100, 300}, {180, 360});
        choose("tasks", QStringLiteral("Fill"));
        typePrompt(QStringLiteral("calm water"));
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(generation().fills.isRunning());
        typePrompt(QStringLiteral("reeds in mist"));
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QTest::mouseClick(button("generateButton"), Qt::LeftButton);
        QCOMPARE(generation().queue.waiting().size(), std::size_t{2});
        QTest::qWait(200);
        shoot(QStringLiteral("11-queue"));

        auto* away = support::findVisible<QToolButton>(window(), QStringLiteral("cancelWaiting"));
        QTest::mouseClick(away, Qt::LeftButton);
        QCOMPARE(generation().queue.waiting().size(), std::size_t{1});
        auto* clear = support::findVisible<QToolButton>(window(), QStringLiteral("clearQueue"));
        QTest::mouseClick(clear, Qt::LeftButton);
        QVERIFY(waitForIdle());
        QVERIFY(generation().queue.waiting().empty());
    }

    void cleanupTestCase() { m_app.reset(); }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    ui::applyTheme(application);
    TestJourneyGenerate test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_generate.moc"
