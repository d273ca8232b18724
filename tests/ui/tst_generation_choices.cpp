/// What can be done with results and with what was stopped: going on, more like one, between two,
/// painting together, words, live refill, the history.

#include <QListWidget>
#include <QDirIterator>
#include <QtTest>

#include <set>

#include "core/commands/set_mask.h"
#include "core/document/compositor.h"
#include "core/io/recipe.h"
#include "support/documents.h"
#include "support/fake_fill_service.h"
#include "ui/fill_recipe.h"
#include "ui/generate/candidate_extras.h"
#include "ui/generate/generation.h"
#include "ui/generate/history_dialog.h"
#include "ui/generate/word_bar.h"

using ui::FillParams;
using ui::Task;
using Pace = support::FakeFillService::Pace;

namespace {

constexpr core::Size kSize{320, 240};
const core::Rect kPainted{100, 80, 60, 40};
constexpr int kWait = 20000;

struct Bench {
    explicit Bench(Pace pace = Pace::RunAlone)
        : service(pace), generation(workspace, service, background)
    {
        QObject::connect(&generation.fills, &ui::FillController::candidateReady, &generation.shelf,
                         &ui::CandidateShelf::put);
        service.colourBySeed = true;
    }

    void open()
    {
        auto document = core::Document::fromImage(
            support::randomImage(kSize, core::PixelFormat::Rgba8, 7, true), "Background");
        workspace.setSession(std::make_unique<ui::DocumentSession>(std::move(document), QString(),
                                                                   QStringLiteral("lake.jpg")));
        document_().editMask([](core::Mask& mask) {
            mask.fill(kPainted, 255);
            return kPainted;
        });
    }

    [[nodiscard]] bool idle()
    {
        return QTest::qWaitFor(
            [this] { return !generation.fills.isRunning() && generation.queue.waiting().empty(); },
            kWait);
    }

    [[nodiscard]] bool run(const FillParams& params)
    {
        generation.queue.add(params);
        return idle();
    }

    /// Two results to choose from, of seeds 1 and 2.
    [[nodiscard]] bool makeTwo()
    {
        FillParams params;
        params.task = Task::Fill;
        params.prompt = "a red boat";
        params.candidates = 2;
        params.seed = 1;
        return run(params) && generation.shelf.count() == 2;
    }

    core::Document& document_() { return workspace.session()->document(); }
    [[nodiscard]] core::PixelBuffer pixels()
    {
        return core::composite(document_().snapshot(), document_().rect());
    }

    support::FakeFillService service;
    ui::Background background;
    ui::Workspace workspace;
    ui::Generation generation;
};

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
    void whatWasCancelledCanGoOnFromItsLastStep()
    {
        Bench bench(Pace::OnDemand);
        bench.open();
        bench.generation.queue.add({});
        QSignalSpy advanced(&bench.generation.fills, &ui::FillController::advanced);
        QVERIFY(QTest::qWaitFor([&] { return bench.service.submitted() == 1; }, kWait));
        bench.service.step();
        bench.service.step();
        bench.service.step();
        QVERIFY(QTest::qWaitFor([&] { return advanced.count() == 2; }, kWait));

        bench.generation.fills.cancel();
        QVERIFY(bench.idle());

        QCOMPARE(bench.generation.queue.stopped().size(), std::size_t{1});
        const ui::StoppedFill stopped = bench.generation.queue.stopped().front();
        QCOMPARE(stopped.step, 2);
        QVERIFY(bench.generation.queue.obstacle(stopped).isEmpty());

        bench.generation.queue.goOn(stopped.id);
        QVERIFY(QTest::qWaitFor([&] { return bench.service.submitted() == 2; }, kWait));
        QVERIFY(bench.service.requests[1].state);
        QCOMPARE(bench.service.requests[1].state->outputs.size(), std::size_t{2});
        QVERIFY(bench.service.requests[1].image == bench.service.requests[0].image);
        for (int i = 0; i < 5; ++i) {
            bench.service.step();
        }
        QVERIFY(bench.idle());
        QCOMPARE(bench.document_().layers().size(), std::size_t{2});
        QVERIFY(bench.generation.queue.stopped().empty());
    }

    void aStoppedOneOfAnotherPictureSaysWhatIsMissing()
    {
        Bench bench;
        bench.open();
        ui::StoppedFill other;
        other.picture = QStringLiteral("sea.jpg");
        other.size = {10, 10};
        bench.generation.queue.offer(other);
        const ui::StoppedFill& offered = bench.generation.queue.stopped().front();
        QVERIFY(bench.generation.queue.obstacle(offered).contains(QStringLiteral("sea.jpg")));
        QSignalSpy settled(&bench.generation.queue, &ui::GenerationQueue::settled);
        bench.generation.queue.goOn(offered.id);
        QCOMPARE(bench.service.submitted(), 0);
        bench.generation.queue.forget(offered.id);
        QCOMPARE(settled.count(), 1);
        QVERIFY(bench.generation.queue.stopped().empty());
    }

    void anUnfinishedJobComesBackFromItsFile()
    {
        ui::UnfinishedFill fill;
        fill.params.task = Task::Fill;
        fill.params.prompt = "ein rotes Boot \u2013 \xE6\xB5\xB7";
        fill.params.seed = 0xFEDCBA9876543210ULL;
        fill.params.nearby = {{7, 0.25F}};
        fill.params.stepCache = 3;
        fill.params.clipSkip = 2;
        fill.params.walk = {"a blue boat", 0.25F};
        fill.params.steps = 12;
        fill.picture = QStringLiteral("lake.jpg");
        fill.size = {40, 30};
        core::Mask mask({40, 30});
        mask.fill({5, 6, 7, 8}, 200);
        fill.mask = ui::maskToPng(mask);
        fill.first = 2;
        auto latents = std::make_shared<diffusion::LatentPicture>();
        latents->channels = 1;
        latents->height = 2;
        latents->width = 3;
        latents->values = {1, 2, 3, 4, 5, 6.5F};
        auto state = std::make_shared<diffusion::GenerationState>();
        state->key = 99;
        state->outputs = {latents, latents};
        fill.states = {nullptr, state};

        const QByteArray bytes = ui::unfinishedToBytes(fill);
        const auto back = ui::unfinishedFromBytes(bytes);

        QVERIFY(back);
        QVERIFY(back->params == fill.params);
        QCOMPARE(back->picture, fill.picture);
        QCOMPARE(back->first, 2);
        QVERIFY(ui::maskFromPng(back->mask, back->size).samePixels(mask));
        QCOMPARE(back->states.size(), std::size_t{2});
        QVERIFY(!back->states[0]);
        QCOMPARE(back->states[1]->key, std::uint64_t{99});
        QVERIFY(*back->states[1]->outputs[1] == *latents);

        for (const qsizetype cut : {qsizetype{0}, qsizetype{10}, bytes.size() / 2, bytes.size() - 1}) {
            QVERIFY(!ui::unfinishedFromBytes(bytes.left(cut)));
        }
        QByteArray changed = bytes;
        changed[40] = static_cast<char>(changed[40] ^ 1);
        QVERIFY(!ui::unfinishedFromBytes(changed));
    }

    void afterACrashTheQueueOffersWhatWasRunningAndWaiting()
    {
        QTemporaryDir folder;
        {
            Bench crashed(Pace::OnDemand);
            crashed.open();
            crashed.generation.unfinished.setInterval(0);
            crashed.generation.unfinished.open(folder.path());
            QSignalSpy kept(&crashed.generation.unfinished, &ui::UnfinishedJobs::kept);
            FillParams running;
            running.seed = 5;
            crashed.generation.queue.add(running);
            FillParams waiting;
            waiting.seed = 6;
            crashed.generation.queue.add(waiting);
            QVERIFY(QTest::qWaitFor([&] { return crashed.service.submitted() == 1; }, kWait));
            crashed.service.step();
            crashed.service.step();
            crashed.service.step();
            QVERIFY(QTest::qWaitFor(
                [&] { return !kept.isEmpty() && kept.last().front().toInt() == 2; }, kWait));
            QVERIFY(QTest::qWaitFor(
                [&] {
                    int files = 0;
                    QDirIterator all(folder.path(), {QStringLiteral("*.generation")}, QDir::Files,
                                     QDirIterator::Subdirectories);
                    for (; all.hasNext(); all.next()) {
                        ++files;
                    }
                    return files == 2;
                },
                kWait));
        } // nothing says that these two were called off

        Bench next;
        next.open();
        next.document_().setMask(core::Mask(kSize), core::Rect::fromSize(kSize));
        next.generation.unfinished.open(folder.path());
        QVERIFY(QTest::qWaitFor([&] { return next.generation.queue.stopped().size() == 2; }, kWait));
        const auto& offered = next.generation.queue.stopped();
        const auto running = std::find_if(offered.begin(), offered.end(),
                                          [](const auto& one) { return one.step == 2; });
        QVERIFY(running != offered.end());
        QCOMPARE(running->picture, QStringLiteral("lake.jpg"));
        next.generation.queue.goOn(running->id);
        QVERIFY(next.idle());
        QCOMPARE(next.service.requests.front().seed, std::uint64_t{5});
        QCOMPARE(next.service.requests.front().state->outputs.size(), std::size_t{2});
        QCOMPARE(next.document_().layers().size(), std::size_t{2});
        next.generation.queue.forget(next.generation.queue.stopped().front().id);
        QVERIFY(QTest::qWaitFor(
            [&] {
                QDirIterator all(folder.path(), {QStringLiteral("*.generation")}, QDir::Files,
                                 QDirIterator::Subdirectories);
                return !all.hasNext();
            },
            kWait));
    }

    void tenMoreStepsReplaceTheLayerAsOneStep()
    {
        Bench bench;
        bench.open();
        ui::OutcomeRef made;
        QObject::connect(&bench.generation.fills, &ui::FillController::made, &bench.generation.fills,
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
        QVERIFY(*request.state->latents !=
                *outcome->candidates[0].states.front()->latents);
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
        QVERIFY(QTest::qWaitFor(
            [&] { return between.detail() == ui::BetweenTwo::Detail::Refined; }, kWait));
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
        QVERIFY(QTest::qWaitFor(
            [&] { return between.detail() == ui::BetweenTwo::Detail::Refined; }, kWait));
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
            QVERIFY(QTest::qWaitFor(
                [&] { return bench.generation.history.entries().size() == 2; }, kWait));
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
