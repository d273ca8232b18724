/// Around a generation, by mouse and keyboard, with a service that waits for the test: a shadow that
/// belongs to the selection, the queue, a picture that changes its size meanwhile, where words acted,
/// a walk between two. Leaves pictures in <build>/screenshots/waiting.

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QToolButton>
#include <QtTest>

#include <cmath>
#include <random>

#include "core/commands/resize_canvas.h"
#include "core/commands/set_mask.h"
#include "core/io/recipe.h"
#include "support/photo_window.h"
#include "support/window_driver.h"
#include "ui/generate/segmented_control.h"
#include "ui/generate/word_bar.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/message_bar.h"

using Pace = support::FakeFillService::Pace;

namespace {

constexpr int kWait = 30000;
const QSize kSize(640, 480);
const QSize kWindow(1280, 860);
const QRect kThing(250, 130, 90, 140);

/// Ground with grain, a striped thing on it and its shadow to the lower right.
QImage scene()
{
    std::mt19937 random(5);
    std::normal_distribution<double> grain(0.0, 3.0);
    QImage out(kSize, QImage::Format_RGBA8888);
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const double dx = (x - 395.0) / 105.0, dy = (y - 262.0) / 26.0;
            const double shade = dx * dx + dy * dy < 1.0 ? 0.6 : 1.0;
            const double light = (140.0 + 40.0 * x / kSize.width() + grain(random)) * shade;
            QColor colour(static_cast<int>(light), static_cast<int>(light * 0.9),
                          static_cast<int>(light * 0.7));
            if (kThing.contains(x, y)) {
                const bool stripe = (y / 16) % 2 == 0 || (x / 20) % 3 == 0;
                colour = stripe ? QColor(204, 51, 26) : QColor(51, 51, 128);
            }
            out.setPixelColor(x, y, colour);
        }
    }
    return out;
}

} // namespace

class TestJourneyWaiting : public QObject {
    Q_OBJECT

    std::unique_ptr<support::PhotoWindow> m_all;
    QTemporaryDir m_folder;
    QString m_screenshots;

    ui::MainWindow& window() { return m_all->window; }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_all->workspace.session(); }
    ui::Generation& generation() { return m_all->generation; }

    void shoot(const char* name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWait));
        QTest::qWait(100);
        support::screenshot(window(), m_screenshots, QLatin1String(name));
    }

    template <class T = QPushButton> T* part(const char* name)
    {
        return support::findVisible<T>(window(), QLatin1String(name));
    }

    void select(const QRect& box)
    {
        canvas().setFocus();
        QTest::keyClick(&window(), Qt::Key_R);
        support::drag(canvas(), canvas().view().toView(QPointF(box.topLeft())).toPoint(),
                      canvas().view().toView(QPointF(box.x() + box.width(), box.y() + box.height()))
                          .toPoint());
        QVERIFY(QTest::qWaitFor([this] { return session().hasMask(); }, kWait));
    }

    void chooseTask(const QString& word)
    {
        for (QPushButton* one : part<ui::SegmentedControl>("tasks")->findChildren<QPushButton*>()) {
            if (one->text() == word) {
                QTest::mouseClick(one, Qt::LeftButton);
            }
        }
    }

    void type(const QString& words)
    {
        auto* prompt = part<ui::PromptEdit>("prompt");
        QVERIFY(prompt != nullptr);
        prompt->setFocus();
        prompt->selectAll();
        QTest::keyClicks(prompt, words);
    }

    void ask(const QString& words)
    {
        type(words);
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
    }

    static QPoint handleOf(const QSlider& slider)
    {
        QStyleOptionSlider option;
        option.initFrom(&slider);
        option.orientation = Qt::Horizontal;
        option.minimum = slider.minimum();
        option.maximum = slider.maximum();
        option.sliderPosition = option.sliderValue = slider.value();
        option.subControls = QStyle::SC_All;
        return slider.style()
            ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider)
            .center();
    }

    bool idle()
    {
        return QTest::qWaitFor(
            [this] { return !generation().fills.isRunning() && generation().queue.waiting().empty(); },
            kWait);
    }

    std::vector<std::string> waiting()
    {
        std::vector<std::string> out;
        for (const ui::QueuedFill& one : generation().queue.waiting()) {
            out.push_back(one.job.params.prompt);
        }
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/waiting"));
        QVERIFY(scene().save(m_folder.filePath(QStringLiteral("scene.png"))));
    }

    void init()
    {
        m_all = std::make_unique<support::PhotoWindow>();
        m_all->service.colourBySeed = true;
        generation().models.select(QString());
        window().resize(kWindow);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        window().activateWindow();
        m_all->openPhoto(m_folder.filePath(QStringLiteral("scene.png")));
        QVERIFY(QTest::qWaitFor([this] { return generation().models.info().has_value(); }, kWait));
        canvas().fit();
    }

    void cleanup()
    {
        m_all->service.setPace(Pace::RunAlone);
        idle();
        m_all.reset();
    }

    void aShadowThatBelongsToTheSelectionIsOffered()
    {
        select(kThing);
        QVERIFY(QTest::qWaitFor([this] { return part("barTakeIn") != nullptr; }, kWait));
        QCOMPARE(part("barTakeIn")->text(), QStringLiteral("Take in its shadow"));
        shoot("1-shadow-offered");
        const core::Rect before = session().document().mask().bounds();
        QTest::mouseClick(part("barTakeIn"), Qt::LeftButton);
        const core::Mask& mask = session().document().mask();
        QVERIFY(mask.bounds().right() > before.right() + 60);
        QVERIFY(mask.at(440, 262) > 127); // in the shadow
        QVERIFY(mask.at(440, 150) == 0);  // above it
        QVERIFY(mask.at(300, 200) == 255);
        QTest::qWait(400); // longer than the bar waits: what was taken in is not offered again
        QVERIFY(part("barTakeIn") == nullptr);
        shoot("2-shadow-taken");
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(session().document().mask().bounds() == before);
    }

    void theQueueIsReorderedPausedAndCalledOff()
    {
        m_all->service.setPace(Pace::OnDemand);
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        for (const char* words : {"first", "second", "third", "fourth"}) {
            ask(QLatin1String(words));
        }
        QCOMPARE(waiting(), (std::vector<std::string>{"second", "third", "fourth"}));
        shoot("3-queue");

        QList<QToolButton*> up = window().findChildren<QToolButton*>(QStringLiteral("moveUp"));
        up.removeIf([](const QToolButton* one) { return !one->isVisible(); });
        QCOMPARE(up.size(), 2);
        QTest::mouseClick(up.back(), Qt::LeftButton); // the last one, a place forward
        QCoreApplication::processEvents();            // the rows are made anew
        QCOMPARE(waiting(), (std::vector<std::string>{"second", "fourth", "third"}));

        QList<QToolButton*> off =
            window().findChildren<QToolButton*>(QStringLiteral("cancelWaiting"));
        off.removeIf([](const QToolButton* one) { return !one->isVisible(); });
        QCOMPARE(off.size(), 3);
        QTest::mouseClick(off.front(), Qt::LeftButton);
        QCOMPARE(waiting(), (std::vector<std::string>{"fourth", "third"}));

        QTest::mouseClick(part<QToolButton>("pauseQueue"), Qt::LeftButton);
        QVERIFY(generation().queue.isPaused());
        m_all->service.setPace(Pace::RunAlone);
        QVERIFY(QTest::qWaitFor([this] { return !generation().fills.isRunning(); }, kWait));
        QTest::qWait(100);
        QCOMPARE(waiting().size(), std::size_t{2}); // what ran went on to its end, nothing else began
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        shoot("4-paused");

        m_all->service.setPace(Pace::OnDemand);
        QTest::mouseClick(part<QToolButton>("pauseQueue"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return generation().fills.isRunning(); }, kWait));
        QCOMPARE(waiting(), (std::vector<std::string>{"third"}));
        QTest::mouseClick(part<QToolButton>("clearQueue"), Qt::LeftButton);
        QVERIFY(idle());
        QCOMPARE(session().document().layers().size(), std::size_t{2});
    }

    void aResultThatFitsNoLongerIsKeptAside()
    {
        m_all->service.setPace(Pace::OnDemand);
        select(kThing);
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return m_all->service.submitted() == 1; }, kWait));
        session().history().push(
            std::make_unique<core::ResizeCanvas>(core::Rect{100, 60, 400, 380}));
        m_all->service.setPace(Pace::RunAlone);
        QVERIFY(idle());
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        const core::Layer& kept = *session().document().layers().back();
        QVERIFY(kept.bounds().contains({250 - 100, 130 - 60, 90, 140})); // moved along
        QVERIFY(window().messages().isVisible());
        QVERIFY(window().messages().text().contains(QStringLiteral("changed its size")));
        shoot("5-kept-aside");
    }

    void wordsShowWhereTheyActedAndSelectIt()
    {
        m_all->service.colourBySeed = false; // green, whatever the seed: the heat is red there
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        ask(QStringLiteral("a red boat"));
        QVERIFY(idle());
        auto* bar = window().findChild<ui::WordBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->words().size(), std::size_t{3});
        const core::Rect painted = core::Rect{kThing.x(), kThing.y(), kThing.width(), kThing.height()};
        QVERIFY(bar->area().contains(painted.expanded(20))); // all of what the network saw
        QList<QToolButton*> words = bar->findChildren<QToolButton*>(QStringLiteral("word"));
        words.removeIf([](const QToolButton* one) { return !one->isVisible(); });
        QCOMPARE(words.size(), 3);

        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWait));
        const QImage plain = canvas().grab().toImage();
        QEnterEvent enter(QPointF(2, 2), QPointF(2, 2), QPointF(2, 2));
        QApplication::sendEvent(words.back(), &enter);
        shoot("6-word");
        const QImage heat = canvas().grab().toImage();
        const core::Rect& area = bar->area();
        const QPoint middle =
            canvas().view().toView(QPointF(area.x + area.width / 2.0, area.y + area.height / 2.0)).toPoint();
        const QPoint outside = canvas().view().toView(QPointF(area.x - 10.0, area.y - 10.0)).toPoint();
        QVERIFY(heat.pixelColor(middle).red() > plain.pixelColor(middle).red());
        QVERIFY(heat.pixelColor(outside) == plain.pixelColor(outside));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(words.back(), &leave);
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWait));
        QCOMPARE(canvas().grab().toImage().pixelColor(middle), plain.pixelColor(middle));

        QTest::mouseClick(words.back(), Qt::LeftButton);
        const core::Rect selected = session().document().mask().bounds();
        QVERIFY(area.contains(selected));
        QVERIFY(selected.width < area.width * 3 / 4 && selected.width > area.width / 4);
        shoot("7-word-selected");
    }

    void aWalkIsDraggedTowardsAResultAndTowardsWords()
    {
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        for (QPushButton* one : part<ui::SegmentedControl>("count")->findChildren<QPushButton*>()) {
            if (one->text() == QLatin1String("2")) {
                QTest::mouseClick(one, Qt::LeftButton);
            }
        }
        ask(QStringLiteral("a red boat"));
        QVERIFY(idle());
        QCOMPARE(generation().shelf.count(), 2);
        auto* slider = part<QSlider>("betweenSlider");
        auto* towards = part<QComboBox>("betweenOther");
        QVERIFY(slider != nullptr && towards != nullptr);
        QCOMPARE(towards->count(), 2); // the other result, and other words
        QVERIFY(towards->fontMetrics().horizontalAdvance(towards->currentText()) < towards->width() - 30);
        QCoreApplication::processEvents(); // the panel is laid out anew
        QCOMPARE(towards->currentText(), QStringLiteral("Result 2"));
        support::drag(*slider, handleOf(*slider), QPoint(slider->width() / 2, slider->height() / 2));
        QVERIFY(generation().between.isActive());
        QVERIFY(QTest::qWaitFor([this] { return generation().between.candidate().has_value(); }, kWait));
        shoot("8-between-two");
        QCOMPARE(window().width(), kWindow.width()); // what the status says has not widened it
        QTest::mouseClick(part("keepBetween"), Qt::LeftButton);
        QCOMPARE(generation().shelf.count(), 3);

        generation().shelf.select(0);
        towards->setFocus();
        QTest::keyClick(towards, Qt::Key_End);
        auto* words = part<QLineEdit>("betweenWords");
        QVERIFY(words != nullptr);
        QVERIFY(!slider->isEnabled()); // no words yet
        QTest::keyClicks(words, QStringLiteral("a blue boat"));
        QVERIFY(slider->isEnabled());
        support::drag(*slider, handleOf(*slider), QPoint(slider->width() - 2, slider->height() / 2));
        QVERIFY(QTest::qWaitFor([this] { return generation().between.candidate().has_value(); }, kWait));
        QVERIFY(generation().between.candidate()->walk.share > 0.8F);
        shoot("9-towards-words");
        QTest::mouseClick(part("keepBetween"), Qt::LeftButton);
        QTest::keyClick(&window(), Qt::Key_Return);
        generation().shelf.keep();
        const auto recipe = core::recipeFromJson(session().document().layers().back()->recipe);
        QVERIFY(recipe);
        QCOMPARE(recipe->towards, std::string("a blue boat"));
        auto* again = window().findChild<QAction*>(QStringLiteral("generate.again"));
        QVERIFY(again->isEnabled());
        again->trigger();
        shoot("10-recipe-with-words");
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
        QVERIFY(idle());
        QCOMPARE(m_all->service.requests.back().walk.towards, std::string("a blue boat"));
    }

    void stepCacheAndClipSkipGoIntoTheRecipeAndComeBack()
    {
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        for (ui::Fold* fold : window().findChildren<ui::Fold*>()) {
            fold->setOpen(true);
        }
        for (const auto& [name, value] : {std::pair("stepCache", 3), std::pair("clipSkip", 2)}) {
            auto* spin = part<QWidget>(name)->findChild<QDoubleSpinBox*>();
            spin->setFocus();
            spin->selectAll();
            QTest::keyClicks(spin, QString::number(value));
            QTest::keyClick(spin, Qt::Key_Return);
        }
        QTest::qWait(50); // the folds are laid out
        for (QWidget* one = part<QWidget>("clipSkip"); one != nullptr; one = one->parentWidget()) {
            if (auto* area = qobject_cast<QScrollArea*>(one)) {
                area->ensureWidgetVisible(part<QWidget>("seed"), 0, 40);
            }
        }
        shoot("12-advanced");
        ask(QStringLiteral("a red boat"));
        QVERIFY(idle());
        QCOMPARE(m_all->service.requests.back().stepCache, 3);
        QCOMPARE(m_all->service.requests.back().clipSkip, 2);
        const auto recipe = core::recipeFromJson(session().document().layers().back()->recipe);
        QVERIFY(recipe);
        QCOMPARE(recipe->stepCache.value_or(0), 3);
        QCOMPARE(recipe->clipSkip.value_or(0), 2);
        // The panel forgets them, the recipe brings them back.
        QTest::mouseClick(part("resetAdvanced"), Qt::LeftButton);
        window().findChild<QAction*>(QStringLiteral("generate.again"))->trigger();
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
        QVERIFY(idle());
        QCOMPARE(m_all->service.requests.back().stepCache, 3);
        QCOMPARE(m_all->service.requests.back().clipSkip, 2);
    }

    void everythingIsPressedInTheWrongOrder()
    {
        m_all->service.setPace(Pace::OnDemand);
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        ask(QStringLiteral("a red boat"));
        const auto pressAll = [this] {
            for (QAction* one : window().findChildren<QAction*>()) {
                const QString id = one->objectName();
                const bool asks = id == QLatin1String("generate.history") ||
                                  id == QLatin1String("generate.read");
                if (id.startsWith(QLatin1String("generate.")) && !asks) {
                    one->trigger();
                    QCoreApplication::processEvents();
                }
            }
        };
        pressAll(); // while it runs
        m_all->service.setPace(Pace::RunAlone);
        generation().queue.setPaused(false);
        pressAll(); // while it stops
        generation().live.setEnabled(false);
        generation().queue.setPaused(false);
        generation().queue.cancelAll();
        QVERIFY(idle());
        generation().shelf.discard();
        while (session().history().canUndo()) {
            session().history().undo();
        }
        QCOMPARE(session().document().layers().size(), std::size_t{1});
    }

    void aLayerThatIsGoneIsNotMadeAgainInItsPlace()
    {
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        ask(QStringLiteral("a red boat"));
        QVERIFY(idle());
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        window().findChild<QAction*>(QStringLiteral("generate.again"))->trigger();
        m_all->service.setPace(Pace::OnDemand);
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return m_all->service.submitted() == 2; }, kWait));
        session().history().undo(); // the layer goes
        QCOMPARE(session().document().layers().size(), std::size_t{1});
        m_all->service.setPace(Pace::RunAlone);
        QVERIFY(idle());
        QCOMPARE(session().document().layers().size(), std::size_t{2}); // nothing is lost
    }

    void aPictureThatIsClosedTakesItsRunAndItsWalkWithIt()
    {
        select(kThing);
        chooseTask(QStringLiteral("Fill"));
        for (QPushButton* one : part<ui::SegmentedControl>("count")->findChildren<QPushButton*>()) {
            if (one->text() == QLatin1String("2")) {
                QTest::mouseClick(one, Qt::LeftButton);
            }
        }
        ask(QStringLiteral("a red boat"));
        QVERIFY(idle());
        m_all->service.setPace(Pace::OnDemand);
        const int before = m_all->service.submitted();
        generation().between.begin(generation().shelf.outcome(), 0, 1);
        generation().between.setPlace(7);
        ask(QStringLiteral("a green boat"));
        QVERIFY(QTest::qWaitFor([&] { return m_all->service.submitted() >= before + 2; }, kWait));
        m_all->openPhoto(m_folder.filePath(QStringLiteral("scene.png")));
        QVERIFY(generation().shelf.isEmpty());
        QVERIFY(!generation().between.isActive());
        m_all->service.setPace(Pace::RunAlone);
        QVERIFY(idle());
        QCOMPARE(session().document().layers().size(), std::size_t{1});
        shoot("11-another-picture");
    }

    void theWindowIsClosedDuringARun()
    {
        m_all->service.setPace(Pace::OnDemand);
        select(kThing);
        QTest::mouseClick(part("generateButton"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return m_all->service.submitted() == 1; }, kWait));
        window().hide();
        m_all.reset(); // all of it, with a job on its way
        init();
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestJourneyWaiting test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_waiting.moc"
