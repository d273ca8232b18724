#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "app/train/eval/adherence_prompts.h"
#include "app/train/eval/adherence_score.h"
#include "app/train/eval/scene_judge.h"
#include "app/train/scenes/render.h"

using namespace train;

class TestAdherence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFortyPromptsDifferAndNameWhatTheySay()
    {
        scenes::StampBook stamps(1);
        stamps.front().name = "horse";
        const auto classes = adherenceClasses(stamps);
        const auto prompts = adherencePrompts(classes.back());
        QCOMPARE(prompts.size(), std::size_t{40});
        std::set<std::string> texts;
        int horses = 0;
        for (const AdherencePrompt& prompt : prompts) {
            texts.insert(prompt.text);
            int named = 0;
            for (std::size_t h = 0; h < kAdherenceHeads; ++h) {
                if (prompt.labels[h] < 0) {
                    continue;
                }
                ++named;
                const std::string& word = classes[h][static_cast<std::size_t>(prompt.labels[h])];
                const std::string noun = word.substr(word.rfind(' ') + 1);
                const bool said = prompt.text.find(noun) != std::string::npos;
                QVERIFY2(said, qPrintable(QString::fromStdString(prompt.text + ": " + word)));
                horses += word == "horse" ? 1 : 0;
            }
            QVERIFY(named >= 1);
        }
        QCOMPARE(texts.size(), std::size_t{40});
        QCOMPARE(horses, 1);
    }

    void whatIsNotNamedIsNotScored()
    {
        const std::vector<AdherenceLabels> wanted{{0, -1, -1, -1, -1}, {1, -1, -1, -1, 2}};
        const std::vector<AdherenceLabels> named{{0, 3, 1, 1, 1}, {0, 3, 1, 1, 2}};
        const auto scores = scoreHeads(wanted, named, {2, 5, 4, 6, 3});
        QCOMPARE(scores[0].pictures, 2);
        QCOMPARE(scores[0].accuracy(), 0.5);
        QCOMPARE(scores[0].chance, 0.5); // always "0", asked for in half of them
        QCOMPARE(scores[1].pictures, 0);
        QCOMPARE(scores[1].accuracy(), 0.0);
        QCOMPARE(scores[4].accuracy(), 1.0);
        QVERIFY(adherenceTable(scores, scores).find("main object") != std::string::npos);
    }

    void aJudgeTaughtWithScenesTellsNightFromDayAndIsKept()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("judge")).toStdString();
        JudgeOptions options;
        options.renders = 60;
        options.heldOut = 20;
        options.steps = 40;
        const scenes::StampBook none;

        auto judge = SceneJudge::open(file, none, options, false);
        auto again = SceneJudge::open(file, none, options, false);

        QVERIFY(judge.has_value() && again.has_value());
        std::vector<core::PixelBuffer> pictures;
        std::vector<AdherenceLabels> wanted;
        for (std::uint32_t seed = 1000; pictures.size() < 24; ++seed) {
            scenes::SceneSpec scene = scenes::randomScene(seed);
            scene.weather = scenes::Weather::Clear;
            scene.time =
                pictures.size() % 2 == 0 ? scenes::TimeOfDay::Night : scenes::TimeOfDay::Day;
            pictures.push_back(scenes::render(scene, 128));
            wanted.push_back(labelsOf(scene, judge->classes().back()));
        }
        const auto named = judge->name(pictures);
        const auto same = again->name(pictures);
        QVERIFY(named.has_value() && same.has_value());
        QVERIFY(*named == *same);
        const auto scores = scoreHeads(wanted, *named, judge->classCounts());
        QVERIFY2(scores[2].accuracy() > 0.7, qPrintable(QString::number(scores[2].accuracy())));
        const auto own = judge->accuracyOnRenders();
        QVERIFY(own.has_value());
        QCOMPARE(own->at(0).pictures, 20);
    }
};

QTEST_APPLESS_MAIN(TestAdherence)
#include "tst_adherence.moc"
