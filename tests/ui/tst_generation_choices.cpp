/// What can be done with results: more steps, more like one, between two, painting together, words,
/// live refill, the history.

#include <QListWidget>
#include <QtTest>

#include <set>

#include "core/io/recipe.h"
#include "support/generation_bench.h"
#include "ui/fill_recipe.h"
#include "ui/generate/candidate_extras.h"
#include "ui/generate/history_dialog.h"
#include "ui/generate/word_bar.h"

using ui::FillParams;
using Bench = support::GenerationBench;
using Pace = Bench::Pace;

namespace {

constexpr core::Size kSize = Bench::kSize;
constexpr core::Rect kPainted = Bench::kPainted;
constexpr int kWait = Bench::kWait;

core::BrushDab dab(float x, float y, float radius)
{
    core::BrushDab out;
    out.x = x;
    out.y = y;
    out.radius = radius;
    out.hardness = 0.5F;
    return out;
}

} // namespace

class TestGenerationChoices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenMoreStepsReplaceTheLayerAsOneStep()
    {
        Bench bench;
        bench.open();
        ui::OutcomeRef made;
        QObject::connect(&bench.generation.fills, &ui::FillController::made,
                         &bench.generation.fills,
                         [&](const ui::OutcomeRef& outcome, int) { made = outcome; });
        QVERIFY(bench.run({}));
        QCOMPARE(made->layers.size(), std::size_t{1});
        const core::LayerId layer = made->layers.front();
        const int steps = bench.workspace.session()->history().count();

        ui::FillJob job = bench.generation.fills.jobFor(made->params);
        job.snapshot = made->base;
        job.params.moreSteps = 10;
        job.states = made->candidates.front().states;
        job.replaces = made->layers;
        bench.generation.queue.addJob(job);
        QVERIFY(bench.idle());

        QCOMPARE(bench.service.requests[1].moreSteps.value_or(0), 10);
        QVERIFY(bench.service.requests[1].state->latents);
        QVERIFY(bench.service.requests[1].image == bench.service.requests[0].image);
        QCOMPARE(bench.document_().layers().size(), std::size_t{2});
        QCOMPARE(bench.document_().layers().back()->id, layer);
        QCOMPARE(bench.workspace.session()->history().count(), steps + 1);
        const auto recipe = core::recipeFromJson(bench.document_().layers().back()->recipe);
        QCOMPARE(recipe->moreSteps.value_or(0), 10);
    }

    void moreLikeThisAddsThreeFromNearbyNoise()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        ui::CandidateExtras extras(bench.generation);
        bench.generation.shelf.select(1);

        extras.moreLikeThis();
        QVERIFY(bench.idle());

        QCOMPARE(bench.generation.shelf.count(), 5);
        std::set<std::uint64_t> seeds;
        for (std::size_t i = 2; i < 5; ++i) {
            const diffusion::FillRequest& request = bench.service.requests[i];
            QCOMPARE(request.seed, std::uint64_t{2}); // of the one that showed
            QCOMPARE(request.nearby.size(), std::size_t{1});
            QVERIFY(request.nearby.front().amount > 0.0F && request.nearby.front().amount < 1.0F);
            seeds.insert(request.nearby.front().seed);
        }
        QCOMPARE(seeds.size(), std::size_t{3});

        bench.generation.shelf.select(4);
        bench.generation.shelf.keep();
        const auto recipe = core::recipeFromJson(bench.document_().layers().back()->recipe);
        QVERIFY(recipe);
        QCOMPARE(recipe->variations.size(), std::size_t{1});
        QCOMPARE(recipe->variations.front().first, bench.service.requests[4].nearby.front().seed);
    }

    void latentsBetweenTwoLieOnTheGreatCircle()
    {
        diffusion::LatentPicture a{1, 1, 2, {3.0F, 0.0F}};
        diffusion::LatentPicture b{1, 1, 2, {0.0F, 3.0F}};
        const auto middle = ui::latentsBetween(a, b, 0.5);
        QVERIFY(middle);
        const float expected = 3.0F * std::sqrt(0.5F);
        QVERIFY(std::abs(middle->values[0] - expected) < 1e-5F);
        QVERIFY(std::abs(middle->values[1] - expected) < 1e-5F);
        QVERIFY(*ui::latentsBetween(a, b, 0.0) == a);
        diffusion::LatentPicture other{1, 2, 1, {0.0F, 3.0F}};
        QVERIFY(!ui::latentsBetween(a, other, 0.5));
    }

    void aWalkBetweenTwoDecodesEachPlaceOnce()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        const ui::OutcomeRef outcome = bench.generation.shelf.outcome();
        QVERIFY(ui::BetweenTwo::isPossible(*outcome, 0, 1));
        ui::BetweenTwo& between = bench.generation.between;
        between.begin(outcome, 0, 1);
        between.setMoving(true);

        between.setPlace(10);
        QVERIFY(QTest::qWaitFor([&] { return between.decoded() == 1; }, kWait));
        const diffusion::FillRequest& request = bench.service.requests.back();
        QCOMPARE(request.moreSteps.value_or(-1), 0);
        QVERIFY(*request.state->latents != *outcome->candidates[0].states.front()->latents);
        between.setPlace(0);
        between.setPlace(10);

        QCOMPARE(between.decoded(), 1);
        QVERIFY(between.candidate().has_value());
        bench.generation.shelf.add(std::move(*between.candidate()));
        QCOMPARE(bench.generation.shelf.count(), 3);
        QCOMPARE(bench.generation.shelf.current(), 2);
    }

    void draggingFasterThanDecodingEndsAtTheLastPlace()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        ui::BetweenTwo& between = bench.generation.between;
        between.begin(bench.generation.shelf.outcome(), 0, 1);
        for (int place = 1; place <= 15; ++place) {
            between.setPlace(place);
        }
        QVERIFY(QTest::qWaitFor([&] { return between.candidate().has_value(); }, kWait));
        QCOMPARE(between.place(), 15);
        QVERIFY(between.decoded() < 15);
    }

    void theLastPlaceWinsAndWhatAnEarlierOneStillCostsIsCalledOff()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        bench.service.setPace(Pace::OnDemand);
        const ui::OutcomeRef outcome = bench.generation.shelf.outcome();
        ui::BetweenTwo& between = bench.generation.between;
        between.begin(outcome, 0, 1);
        between.setMoving(true);
        for (const int place : {5, 6, 7}) {
            between.setPlace(place);
        }
        QVERIFY(QTest::qWaitFor([&] { return bench.service.submitted() == 3; }, kWait));
        bench.service.step();
        bench.service.step(); // the first picture of place 5
        QVERIFY(QTest::qWaitFor([&] { return bench.service.submitted() == 4; }, kWait));
        QVERIFY(!between.pictures().empty());
        const auto wanted = ui::latentsBetween(*outcome->candidates[0].states.front()->latents,
                                               *outcome->candidates[1].states.front()->latents,
                                               7.0 / ui::BetweenTwo::kPlaces);
        QVERIFY(*bench.service.requests.back().state->latents == *wanted);
        bench.service.setPace(Pace::RunAlone);
        QVERIFY(QTest::qWaitFor([&] { return between.candidate().has_value(); }, kWait));
        QCOMPARE(between.decoded(), 1);
        QCOMPARE(bench.service.submitted(), 4);
    }

    void endingAWalkCallsOffWhatRuns()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        bench.service.setPace(Pace::OnDemand);
        ui::BetweenTwo& between = bench.generation.between;
        QSignalSpy failures(&between, &ui::BetweenTwo::failed);
        between.begin(bench.generation.shelf.outcome(), 0, 1);
        between.setPlace(9);
        QVERIFY(QTest::qWaitFor([&] { return bench.service.submitted() == 3; }, kWait));
        between.end();
        bench.service.setPace(Pace::RunAlone);
        QVERIFY(bench.run({})); // the service is free, nobody waits for the walk
        QVERIFY(!between.isActive());
        QVERIFY(between.pictures().empty());
        QCOMPARE(between.decoded(), 0);
        QVERIFY(failures.isEmpty());
    }

    void aPlaceIsWorkedOutOnceTheHandRests()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        ui::BetweenTwo& between = bench.generation.between;
        between.begin(bench.generation.shelf.outcome(), 0, 1);
        between.setMoving(true);
        between.setPlace(11);
        QVERIFY(QTest::qWaitFor([&] { return between.candidate().has_value(); }, kWait));
        QVERIFY(between.detail() == ui::BetweenTwo::Detail::Whole);
        between.setMoving(false);
        QVERIFY(QTest::qWaitFor([&] { return between.detail() == ui::BetweenTwo::Detail::Refined; },
                                kWait));
        QCOMPARE(bench.service.requests.back().moreSteps.value_or(-1),
                 ui::BetweenTwo::kRefineSteps);
        QVERIFY(!bench.service.requests.back().previews); // nothing flickers meanwhile
        QCOMPARE(between.decoded(), 2);
    }

    void wordsAreWalkedFromWithTheSameSeedInFewStepsFirst()
    {
        Bench bench;
        bench.service.steps = 8;
        bench.open();
        QVERIFY(bench.makeTwo());
        const ui::OutcomeRef outcome = bench.generation.shelf.outcome();
        QVERIFY(ui::BetweenTwo::hasWords(*outcome, 1));
        ui::BetweenTwo& between = bench.generation.between;
        between.beginWords(outcome, 1, "a blue boat");
        between.setMoving(true);
        between.setPlace(ui::BetweenTwo::kPlaces / 2);
        QVERIFY(QTest::qWaitFor([&] { return between.candidate().has_value(); }, kWait));
        const diffusion::FillRequest quick = bench.service.requests.back();
        QCOMPARE(quick.prompt, std::string("a red boat"));
        QVERIFY((quick.walk == diffusion::PromptWalk{"a blue boat", 0.5F}));
        QCOMPARE(quick.steps.value_or(0), ui::BetweenTwo::kQuickSteps);
        QCOMPARE(quick.seed, std::uint64_t{2});
        QVERIFY(!quick.state && !quick.moreSteps);

        between.setMoving(false);
        QVERIFY(QTest::qWaitFor([&] { return between.detail() == ui::BetweenTwo::Detail::Refined; },
                                kWait));
        QVERIFY(!bench.service.requests.back().steps); // all of them
        ui::FillCandidate made = *between.candidate();
        const auto recipe = core::recipeFromJson(made.layers.front().recipe);
        QVERIFY(recipe);
        QCOMPARE(recipe->towards, std::string("a blue boat"));
        QCOMPARE(recipe->share, 0.5F);
        QVERIFY(ui::paramsOf(*recipe).walk == quick.walk);
        QCOMPARE(made.states.size(), std::size_t{1}); // to go on from
    }

    void paintingTogetherShowsTheBrushesResultWhereItWentAndKeepsTheRest()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        const ui::OutcomeRef outcome = bench.generation.shelf.outcome();
        ui::CandidateMix& mix = bench.generation.mix;
        mix.begin(outcome, 0);
        QVERIFY(mix.isActive() && !mix.isPainted());
        mix.setBrush(1);

        mix.press(dab(110, 100, 10));
        mix.move(dab(125, 100, 10));
        mix.release();

        QCOMPARE(mix.weight(1, 118, 100), 1.0);
        QCOMPARE(mix.weight(1, 150, 100), 0.0);
        QCOMPARE(mix.weight(0, 150, 100), 1.0);
        const double edge = mix.weight(1, 118, 108);
        QVERIFY2(edge > 0.05 && edge < 0.95, "the edge is not soft");
        const ui::FillCandidate made = mix.result(QStringLiteral("Mixed"));
        QCOMPARE(made.layers.size(), std::size_t{1});
        const auto red = [&](const core::Layer& layer, int x, int y) {
            return layer.pixels.read({x - layer.offset.x, y - layer.offset.y, 1, 1}).at(0, 0)[0];
        };
        const core::Layer& first = outcome->candidates[0].layers.front();
        const core::Layer& second = outcome->candidates[1].layers.front();
        QVERIFY(std::abs(red(made.layers.front(), 118, 100) - red(second, 118, 100)) < 0.01F);
        QVERIFY(std::abs(red(made.layers.front(), 150, 110) - red(first, 150, 110)) < 0.01F);

        // Painting the first one again brings it back, and undo takes a stroke back.
        mix.setBrush(0);
        mix.press(dab(118, 100, 30));
        mix.release();
        QCOMPARE(mix.weight(0, 118, 100), 1.0);
        mix.undo();
        QCOMPARE(mix.weight(1, 118, 100), 1.0);

        bench.generation.shelf.add(mix.result(QStringLiteral("Mixed")));
        mix.end();
        const int steps = bench.workspace.session()->history().count();
        bench.generation.shelf.keep();
        QCOMPARE(bench.document_().layers().size(), std::size_t{2});
        QCOMPARE(bench.workspace.session()->history().count(), steps + 1);
    }

    void aWordsMapBecomesASelectionOfWhereItActed()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.makeTwo());
        const ui::FillCandidate& one = bench.generation.shelf.outcome()->candidates.front();
        QCOMPARE(one.words.size(), std::size_t{3});
        QCOMPARE(one.words[2].word, std::string("boat"));
        QVERIFY(one.wordArea.contains(kPainted));
        const core::Mask mask = ui::selectionOf(one.words[2], one.wordArea, kSize);
        const core::Rect& area = one.wordArea;
        QCOMPARE(mask.at(area.x + area.width / 2, area.y + area.height / 2), std::uint8_t{255});
        QCOMPARE(mask.at(area.x + 2, area.y + 2), std::uint8_t{0});
        const QImage heat = ui::heatOf(one.words[2]);
        QCOMPARE(qAlpha(heat.pixel(0, 0)), 0);
        QVERIFY(qAlpha(heat.pixel(1, 1)) > 100);
    }

    void liveRefillAnswersChangesQuicklyAndRefinesWhenIdle()
    {
        Bench bench;
        bench.open();
        ui::LiveRefill& live = bench.generation.live;
        FillParams wanted;
        live.setSource([&]() -> std::optional<FillParams> { return wanted; });
        QSignalSpy shown(&live, &ui::LiveRefill::shown);
        live.touch();
        QCOMPARE(bench.service.submitted(), 0); // it is off
        live.setEnabled(true);

        live.touch();
        QVERIFY(QTest::qWaitFor([&] { return shown.count() == 1; }, kWait));
        QCOMPARE(shown.front().front().toBool(), false);
        QCOMPARE(bench.service.requests.front().steps.value_or(0), ui::LiveRefill::kQuickSteps);
        QCOMPARE(bench.generation.shelf.count(), 1);
        QVERIFY(live.firstPictureAfter() >= 0);
        QVERIFY(QTest::qWaitFor([&] { return shown.count() == 2; }, kWait));
        QCOMPARE(shown.last().front().toBool(), true);
        QVERIFY(!bench.service.requests.back().steps.has_value());
        QCOMPARE(bench.generation.shelf.count(), 1);
        QCOMPARE(bench.document_().layers().size(), std::size_t{1}); // nothing is kept yet

        bench.generation.shelf.keep();
        QCOMPARE(bench.document_().layers().size(), std::size_t{2});
        QVERIFY(bench.generation.shelf.isEmpty());
    }

    void theHistoryKeepsSearchesAndBringsBack()
    {
        QTemporaryDir folder;
        {
            Bench bench;
            bench.open();
            bench.generation.history.open(folder.path());
            QVERIFY(bench.makeTwo());
            QVERIFY(QTest::qWaitFor([&] { return bench.generation.history.entries().size() == 2; },
                                    kWait));
        }
        Bench bench;
        bench.open();
        ui::GenerationHistory& history = bench.generation.history;
        QSignalSpy changed(&history, &ui::GenerationHistory::changed);
        history.open(folder.path());
        QVERIFY(QTest::qWaitFor([&] { return history.entries().size() == 2; }, kWait));
        QCOMPARE(history.find(QStringLiteral("BOAT red")).size(), std::size_t{2});
        QCOMPARE(history.find(QStringLiteral("house")).size(), std::size_t{0});
        QCOMPARE(history.find({}, QStringLiteral("lake.jpg")).size(), std::size_t{2});
        QCOMPARE(history.find({}, QStringLiteral("sea.jpg")).size(), std::size_t{0});

        ui::HistoryDialog dialog(history, bench.workspace, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto* list = dialog.findChild<QListWidget*>(QStringLiteral("generationList"));
        QCOMPARE(list->count(), 2);
        QSignalSpy placed(&history, &ui::GenerationHistory::placed);
        history.putInto(history.entries().front().id, *bench.workspace.session());
        QVERIFY(placed.wait(kWait));
        QCOMPARE(bench.document_().layers().size(), std::size_t{2});
        const core::Layer& layer = *bench.document_().layers().back();
        QCOMPARE(layer.bounds(), history.entries().front().area);
        QCOMPARE(core::recipeFromJson(layer.recipe)->prompt, std::string("a red boat"));
        bench.workspace.session()->history().undo();
        QCOMPARE(bench.document_().layers().size(), std::size_t{1});

        const QString oldest = history.entries().back().id;
        history.setBudget(history.usedBytes() - 1);
        QCOMPARE(history.entries().size(), std::size_t{1});
        QVERIFY(history.entries().front().id != oldest);
        QVERIFY(QTest::qWaitFor(
            [&] { return !QFile::exists(folder.filePath(oldest + QStringLiteral(".png"))); },
            kWait));
    }
};

QTEST_MAIN(TestGenerationChoices)
#include "tst_generation_choices.moc"
