/// Words: weights, history, styles, quality, estimates.

#include <QtTest>

#include "ui/generate/prompt_store.h"
#include "ui/generate/prompt_weights.h"
#include "ui/generate/quality.h"
#include "ui/generate/run_times.h"
#include "ui/panels/prompt_edit.h"

class TestPrompts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreWeighed_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, int from, int to, int steps,
                            const char* after) {
            QTest::newRow(name) << QString::fromLatin1(before) << from << to << steps
                                << QString::fromLatin1(after);
        };
        row("a word", "a red boat", 4, 4, 1, "a (red:1.1) boat");
        row("its end", "a red boat", 5, 5, 1, "a (red:1.1) boat");
        row("twice", "a (red:1.1) boat", 4, 4, 1, "a (red:1.2) boat");
        row("back to plain", "a (red:1.1) boat", 4, 4, -1, "a red boat");
        row("less", "a red boat", 4, 4, -1, "a (red:0.9) boat");
        row("several words", "a red boat, night", 2, 10, 1, "a (red boat:1.1), night");
        row("inside of several", "a (red boat:1.1), night", 8, 8, 1, "a (red boat:1.2), night");
        row("never below nothing", "(red:0)", 2, 2, -1, "(red:0)");
        row("never above two", "(red:2)", 2, 2, 1, "(red:2)");
        row("between words", "a  boat", 2, 2, 1, "a  (boat:1.1)");
        row("nothing", "", 0, 0, 1, "");
    }
    void wordsAreWeighed()
    {
        QFETCH(QString, before);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(int, steps);
        QFETCH(QString, after);
        if (QString::fromLatin1(QTest::currentDataTag()) == QStringLiteral("between words")) {
            from = to = 3;
        }
        const ui::WeighedText result = ui::weighed(before, from, to, steps);
        QCOMPARE(result.text, after);
        // What is selected afterwards can be weighed again.
        const ui::WeighedText back = ui::weighed(result.text, result.from, result.to, -steps);
        if (after != before) {
            QCOMPARE(back.text, before);
        }
    }

    void ctrlUpWeighsTheWordAtTheCursor()
    {
        ui::PromptEdit edit(3);
        QTest::keyClicks(&edit, QStringLiteral("a red boat"));
        QTest::keyClick(&edit, Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(edit.text(), QStringLiteral("a red (boat:1.2)"));
        QTest::keyClick(&edit, Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(edit.text(), QStringLiteral("a red boat"));
        QTest::keyClick(&edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit.text(), QStringLiteral("a red (boat:1.1)"));
    }

    void upAndDownWalkThroughEarlierPrompts()
    {
        ui::PromptStore store;
        store.remember(QStringLiteral("first"));
        store.remember(QStringLiteral("second"));
        store.remember(QStringLiteral("first"));
        QCOMPARE(store.history(), QStringList({QStringLiteral("first"), QStringLiteral("second")}));
        ui::PromptEdit edit(3);
        edit.setHistory([&store] { return store.history(); });
        QTest::keyClicks(&edit, QStringLiteral("typed"));

        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.text(), QStringLiteral("first"));
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.text(), QStringLiteral("second"));
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.text(), QStringLiteral("second"));
        QTest::keyClick(&edit, Qt::Key_Down);
        QTest::keyClick(&edit, Qt::Key_Down);
        QCOMPARE(edit.text(), QStringLiteral("typed"));
    }

    void upMovesTheCursorWhileThereAreLines()
    {
        ui::PromptEdit edit(3);
        edit.setHistory([] { return QStringList{QStringLiteral("earlier")}; });
        edit.setPlainText(QStringLiteral("one\ntwo"));
        edit.moveCursor(QTextCursor::End);
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.toPlainText(), QStringLiteral("one\ntwo"));
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.toPlainText(), QStringLiteral("earlier"));
    }

    void stylesSurviveTheSettings()
    {
        ui::PromptStore store;
        store.saveStyle({QStringLiteral("b"), QStringLiteral("at dusk"), {}});
        store.saveStyle(
            {QStringLiteral("a"), QStringLiteral("{prompt}, oil"), QStringLiteral("x")});
        store.saveStyle({QStringLiteral("b"), QStringLiteral("at dawn"), {}});
        ui::PromptStore other;
        other.setStylesFromText(store.stylesAsText());
        QVERIFY(other.styles() == store.styles());
        QCOMPARE(other.styles().size(), std::size_t{2});
        QCOMPARE(ui::withSnippet(QStringLiteral("boat"), QStringLiteral("{prompt}, oil")),
                 QStringLiteral("boat, oil"));
        QCOMPARE(ui::withSnippet(QStringLiteral("boat"), QStringLiteral("oil")),
                 QStringLiteral("boat, oil"));
        QCOMPARE(ui::withSnippet(QString(), QStringLiteral("oil")), QStringLiteral("oil"));
    }

    void qualityChangesStepsAroundTheModelsOwn()
    {
        diffusion::ActionDefaults defaults;
        defaults.steps = 25;
        const std::vector<diffusion::SchedulerInfo> all{{"ddim", ""}, {"unipc", ""}};
        const auto fast = ui::settingsOf(ui::Quality::Fast, defaults, all);
        const auto balanced = ui::settingsOf(ui::Quality::Balanced, defaults, all);
        const auto best = ui::settingsOf(ui::Quality::Best, defaults, all);
        QVERIFY(fast.steps < balanced.steps && balanced.steps < best.steps);
        QCOMPARE(balanced.steps, 25);
        QVERIFY(balanced.scheduler.empty());
        QCOMPARE(fast.scheduler, std::string("unipc"));
        QVERIFY(ui::settingsOf(ui::Quality::Fast, defaults, {}).scheduler.empty());

        defaults.steps = 4; // a model made for few steps keeps its sampler
        QVERIFY(ui::settingsOf(ui::Quality::Fast, defaults, all).scheduler.empty());
        QVERIFY(ui::settingsOf(ui::Quality::Fast, defaults, all).steps >= 1);
    }

    void memoryIsForetoldAboutAsItWasMeasured_data()
    {
        QTest::addColumn<qint64>("weights");
        QTest::addColumn<qint64>("kept");
        QTest::addColumn<double>("megapixels");
        QTest::addColumn<double>("least"); // gigabytes
        QTest::addColumn<double>("most");
        const qint64 sd15 = 2'130'000'000;
        QTest::newRow("the model that ships")
            << qint64(25'000'000) << qint64(90'000'000) << 0.26 << 0.4 << 0.6;
        QTest::newRow("Stable Diffusion 1.5")
            << sd15 << qint64(268'000'000) << 0.26 << 3.5 << 4.4;
        QTest::newRow("the same, with memory to spare")
            << sd15 << qint64(5'662'000'000) << 0.26 << 8.6 << 11.7; // 10.2
        // Four times the picture is four times what the decoder has in hand, not the weights.
        QTest::newRow("the same, 1024 px") << sd15 << qint64(268'000'000) << 1.05 << 6.5 << 8.5;
        // Beyond that the decoder sees it in crops.
        QTest::newRow("the same, 2048 px") << sd15 << qint64(268'000'000) << 4.2 << 6.5 << 8.5;
    }
    void memoryIsForetoldAboutAsItWasMeasured()
    {
        QFETCH(qint64, weights);
        QFETCH(qint64, kept);
        QFETCH(double, megapixels);
        QFETCH(double, least);
        QFETCH(double, most);
        diffusion::ModelInfo info;
        info.weightBytes = weights;
        info.keptBytes = kept;
        ui::RunSize size;
        size.megapixels = megapixels;
        const double bytes = ui::RunTimes().estimate(QStringLiteral("m"), info, size).bytes;
        QVERIFY2(bytes > least * 1e9 && bytes < most * 1e9,
                 qPrintable(QString::number(bytes / 1e9)));
    }

    void estimatesFollowWhatWasMeasured()
    {
        diffusion::ModelInfo info;
        info.weightBytes = 1700000000;
        ui::RunTimes times;
        ui::RunSize size;
        size.steps = 20;
        const ui::RunEstimate guess = times.estimate(QStringLiteral("m"), info, size);
        QVERIFY(!guess.measured && guess.seconds > 1);

        times.note(QStringLiteral("m"), size, 10);
        QVERIFY(times.estimate(QStringLiteral("m"), info, size).measured);
        QCOMPARE(times.estimate(QStringLiteral("m"), info, size).seconds, 10.0);
        size.runs = 3;
        QCOMPARE(times.estimate(QStringLiteral("m"), info, size).seconds, 30.0);
        ui::RunTimes other;
        other.setFromText(times.asText());
        QVERIFY(std::abs(other.estimate(QStringLiteral("m"), info, size).seconds - 30.0) < 0.01);
        QVERIFY(!other.estimate(QStringLiteral("n"), info, size).measured);
    }
};

QTEST_MAIN(TestPrompts)
#include "tst_prompts.moc"
