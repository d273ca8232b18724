/// What each of the five tasks does to a document, candidates, and layers made again.

#include <QtTest>

#include <set>

#include "core/document/compositor.h"
#include "core/io/recipe.h"
#include "support/documents.h"
#include "support/fake_fill_service.h"
#include "ui/fill_recipe.h"
#include "ui/generate/generation.h"

using ui::CreateTarget;
using ui::FillParams;
using ui::Task;

namespace {

constexpr core::Size kSize{320, 240};
const core::Rect kPainted{100, 80, 60, 40};

struct Bench {
    explicit Bench(support::FakeFillService::Pace pace = support::FakeFillService::Pace::RunAlone)
        : service(pace), generation(workspace, service, background)
    {
        QObject::connect(&generation.fills, &ui::FillController::candidateReady, &generation.shelf,
                         &ui::CandidateShelf::put);
        QObject::connect(&generation.fills, &ui::FillController::newDocumentReady,
                         &generation.fills,
                         [this](const ui::OutcomeRef& outcome) { created = outcome; });
    }

    void open(bool masked)
    {
        auto document = core::Document::fromImage(
            support::randomImage(kSize, core::PixelFormat::Rgba8, 7, true), "Background");
        workspace.setSession(
            std::make_unique<ui::DocumentSession>(std::move(document), QString(), QString()));
        if (masked) {
            this->document().editMask([](core::Mask& mask) {
                mask.fill(kPainted, 255);
                return kPainted;
            });
        }
    }

    [[nodiscard]] bool run(const FillParams& params)
    {
        generation.queue.add(params);
        return QTest::qWaitFor(
            [this] { return !generation.fills.isRunning() && generation.queue.waiting().empty(); },
            20000);
    }

    core::Document& document() { return workspace.session()->document(); }
    core::UndoStack& history() { return workspace.session()->history(); }
    [[nodiscard]] core::PixelBuffer pixels()
    {
        return core::composite(document().snapshot(), document().rect());
    }
    [[nodiscard]] core::Recipe recipe(std::size_t layer)
    {
        return core::recipeFromJson(document().layers()[layer]->recipe).value_or(core::Recipe());
    }

    support::FakeFillService service;
    ui::Background background;
    ui::Workspace workspace;
    ui::Generation generation;
    ui::OutcomeRef created;
};

bool isColour(const float* pixel, const float* colour, float tolerance)
{
    for (int c = 0; c < 3; ++c) {
        if (std::abs(pixel[c] - colour[c]) > tolerance) {
            return false;
        }
    }
    return true;
}

FillParams expandBy(const core::Margins& margins)
{
    FillParams params;
    params.task = Task::Expand;
    params.canvas = core::expandedBy(kSize, margins);
    return params;
}

} // namespace

class TestGenerationTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expandIsOneStepThatKeepsThePicture()
    {
        Bench bench;
        bench.open(false);
        const core::PixelBuffer before = bench.pixels();

        QVERIFY(bench.run(expandBy({50, 0, 30, 0})));

        QCOMPARE(bench.document().size(), (core::Size{400, 240}));
        QCOMPARE(bench.history().count(), 1);
        const core::PixelBuffer after = bench.pixels();
        const int overlap = 32;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = overlap; x < kSize.width - overlap; ++x) {
                QVERIFY(std::equal(before.at(x, y), before.at(x, y) + 4, after.at(x + 50, y)));
            }
            QVERIFY(isColour(after.at(5, y), bench.service.colour, 0.02F));
            QCOMPARE(after.at(399, y)[3], 1.0F);
        }
        QCOMPARE(bench.recipe(1).action, std::string("expand"));
        QCOMPARE(bench.service.requests.front().action, diffusion::Action::Remove);

        bench.history().undo();

        QVERIFY(bench.pixels() == before);
    }

    void aLargeExpansionSeesWhatWasPaintedBefore()
    {
        Bench bench;
        bench.open(false);
        const int step = core::expansionStep(kSize, 64);

        QVERIFY(bench.run(expandBy({0, 0, 2 * step, 0})));

        QCOMPARE(bench.service.requests.size(), std::size_t{2});
        const diffusion::FillRequest& second = bench.service.requests[1];
        const int middle = second.image.height() / 2;
        int begin = 0; // of what the second pass paints
        while (*second.mask.at(begin, middle) == 0.0F) {
            ++begin;
        }
        QVERIFY2(isColour(second.image.at(begin - 3, middle), bench.service.colour, 0.1F),
                 "the second pass does not see the first");
        QCOMPARE(bench.document().size().width, kSize.width + 2 * step);
    }

    void anExpansionWithWordsIsAFill()
    {
        Bench bench;
        bench.open(false);
        FillParams params = expandBy({0, 40, 0, 0});
        params.prompt = "more sky";
        QVERIFY(bench.run(params));
        QCOMPARE(bench.service.requests.front().action, diffusion::Action::Fill);
    }

    void nothingToAddIsAnObstacle()
    {
        Bench bench;
        bench.open(false);
        FillParams params = expandBy({});
        QVERIFY(!bench.generation.fills.obstacle(params).isEmpty());
        QCOMPARE(bench.generation.queue.add(params), std::uint64_t{0});
    }

    void editWithoutASelectionChangesTheWholePicture()
    {
        Bench bench;
        bench.open(false);
        FillParams params;
        params.task = Task::Edit;
        params.prompt = "winter";
        params.strength = 0.4F;

        QVERIFY(bench.run(params));

        const diffusion::FillRequest& request = bench.service.requests.front();
        QVERIFY(request.mask.isEmpty());
        QCOMPARE(request.image.size(), kSize);
        QCOMPARE(request.strength.value_or(0), 0.4F);
        QCOMPARE(bench.document().layers().back()->bounds(), core::Rect::fromSize(kSize));
        QVERIFY(!bench.document().layers().back()->mask.has_value());
    }

    void editWithASelectionStaysInIt()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.task = Task::Edit;
        params.prompt = "winter";
        QVERIFY(bench.run(params));
        QVERIFY(!bench.service.requests.front().mask.isEmpty());
        QVERIFY(bench.document().layers().back()->mask.has_value());
    }

    void createNeedsNoDocumentAndMakesOne()
    {
        Bench bench;
        FillParams params;
        params.task = Task::Create;
        params.prompt = "a lake";
        params.size = {96, 64};
        params.candidates = 2;
        QVERIFY(bench.generation.fills.obstacle(params).isEmpty());

        QVERIFY(bench.run(params));

        QVERIFY(bench.created);
        const auto session = ui::documentOf(*bench.created, {0, 1});
        QCOMPARE(session->document().size(), (core::Size{96, 64}));
        QCOMPARE(session->document().layers().size(), std::size_t{2});
        QVERIFY(session->document().layers().back()->properties.visible);
        QVERIFY(!session->document().layers().front()->properties.visible);
    }

    void aNewPictureWithoutAWindowIsKeptHiddenInTheOpenOne()
    {
        Bench bench;
        bench.open(false);
        const core::PixelBuffer before = bench.pixels();
        FillParams params;
        params.task = Task::Create;
        params.size = {96, 64};
        params.candidates = 2;
        QVERIFY(bench.run(params));
        QVERIFY(bench.created);

        ui::keepHidden(*bench.created, *bench.workspace.session());

        QCOMPARE(bench.document().layers().size(), std::size_t{3});
        QVERIFY(!bench.document().layers().back()->properties.visible);
        QVERIFY(bench.pixels() == before);
        QCOMPARE(bench.history().count(), 1);
        bench.history().undo();
        QCOMPARE(bench.document().layers().size(), std::size_t{1});
    }

    void createIntoALayerLiesInTheMiddle()
    {
        Bench bench;
        bench.open(false);
        FillParams params;
        params.task = Task::Create;
        params.target = CreateTarget::NewLayer;
        params.size = {100, 40};
        QVERIFY(bench.run(params));
        QCOMPARE(bench.document().layers().back()->bounds(), (core::Rect{110, 100, 100, 40}));
        QCOMPARE(bench.document().size(), kSize);
    }

    void createIntoTheSelectionHasItsShape()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.task = Task::Create;
        params.target = CreateTarget::Selection;
        QVERIFY(bench.run(params));
        const core::Layer& layer = *bench.document().layers().back();
        QCOMPARE(layer.bounds(), kPainted);
        QVERIFY(layer.mask.has_value());
        QVERIFY(bench.document().mask().isEmpty());
    }

    void candidatesComeOneByOneAndNothingIsChangedUntilOneIsKept()
    {
        Bench bench;
        bench.open(true);
        const core::PixelBuffer before = bench.pixels();
        QSignalSpy arrived(&bench.generation.fills, &ui::FillController::candidateReady);
        FillParams params;
        params.candidates = 3;
        params.copyCandidate = true;
        params.seed = 40;

        QVERIFY(bench.run(params));

        QCOMPARE(arrived.count(), 4);
        ui::CandidateShelf& shelf = bench.generation.shelf;
        QCOMPARE(shelf.count(), 4);
        QVERIFY(bench.pixels() == before);
        QCOMPARE(bench.history().count(), 0);
        std::set<std::uint64_t> seeds;
        for (const diffusion::FillRequest& request : bench.service.requests) {
            seeds.insert(request.seed);
        }
        QCOMPARE(seeds, (std::set<std::uint64_t>{40, 41, 42, 43}));
        QCOMPARE(bench.service.requests.back().strength.value_or(1), 0.0F);
        QVERIFY(shelf.outcome()->candidates.back().copyOnly);
        QVERIFY(!shelf.outcome()->candidates.front().thumbnail.isNull());
        QVERIFY(shelf.pictures().front().area.contains(kPainted));

        shelf.step(-1); // round to the last one
        QCOMPARE(shelf.current(), 3);
        shelf.keep();

        QVERIFY(shelf.isEmpty());
        QCOMPARE(bench.history().count(), 1);
        QCOMPARE(bench.document().layers().size(), std::size_t{2});
        QVERIFY(bench.document().mask().isEmpty());
        const core::PixelBuffer after = bench.pixels();
        const float grey[3] = {0.25F, 0.25F, 0.25F};
        QVERIFY(isColour(after.at(130, 100), grey, 0.02F));
        bench.history().undo();
        QVERIFY(bench.pixels() == before);
    }

    void allCandidatesCanBeKeptAsLayers()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.candidates = 3;
        QVERIFY(bench.run(params));
        bench.generation.shelf.select(1);

        bench.generation.shelf.keepAll();

        const auto& layers = bench.document().layers();
        QCOMPARE(layers.size(), std::size_t{4});
        QCOMPARE(bench.history().count(), 1);
        QVERIFY(layers[3]->properties.visible);
        QVERIFY(!layers[1]->properties.visible && !layers[2]->properties.visible);
        QCOMPARE(bench.recipe(3).seed.value_or(0), params.seed + 1);
    }

    void discardedCandidatesLeaveNothing()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.candidates = 2;
        QVERIFY(bench.run(params));
        bench.generation.shelf.discard();
        QVERIFY(bench.generation.shelf.isEmpty());
        QCOMPARE(bench.history().count(), 0);
        QVERIFY(!bench.document().mask().isEmpty());
    }

    void aCancelledJobKeepsTheCandidatesThatAreDone()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.open(true);
        FillParams params;
        params.candidates = 3;
        bench.generation.queue.add(params);
        for (int i = 0; i <= bench.service.steps; ++i) {
            bench.service.step();
        }
        QTRY_COMPARE(bench.generation.shelf.count(), 1);
        // On-demand steps are counted over all jobs, so the second one runs on by itself.
        bench.generation.fills.cancel();
        QTRY_VERIFY(!bench.generation.fills.isRunning());
        QVERIFY(bench.generation.shelf.count() >= 1);
        bench.generation.shelf.keep();
        QCOMPARE(bench.document().layers().size(), std::size_t{2});
    }

    void theRecipeBringsTheSameRequestAgain()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.task = Task::Fill;
        params.prompt = "a heron";
        params.negativePrompt = "people";
        params.scheduler = "ddim";
        params.guidanceScale = 3.5F;
        params.seed = 77;
        params.modelHash = "0123456789";
        QVERIFY(bench.run(params));
        const core::Recipe recipe = bench.recipe(1);
        QCOMPARE(recipe.modelHash, std::string("0123456789"));

        const FillParams again = ui::paramsOf(recipe);

        QCOMPARE(again.task, Task::Fill);
        QCOMPARE(again.prompt, params.prompt);
        QCOMPARE(again.negativePrompt, params.negativePrompt);
        QCOMPARE(again.seed, params.seed);
        QCOMPARE(again.scheduler, params.scheduler);
    }

    void aLayerMadeAgainStaysInItsPlace()
    {
        Bench bench;
        bench.open(true);
        FillParams params;
        params.task = Task::Fill;
        params.prompt = "a heron";
        QVERIFY(bench.run(params));
        const core::LayerRef first = bench.document().layers().back();
        core::LayerProperties properties = first->properties;
        properties.opacity = 0.5F;
        bench.document().setLayerProperties(first->id, properties);

        params.again = first->id;
        params.prompt = "a swan";
        bench.service.colour[0] = 1.0F;
        QVERIFY(bench.run(params));

        QCOMPARE(bench.document().layers().size(), std::size_t{2});
        const core::Layer& second = *bench.document().layers().back();
        QCOMPARE(second.id, first->id);
        QCOMPARE(second.properties.opacity, 0.5F);
        QCOMPARE(bench.recipe(1).prompt, std::string("a swan"));
        QCOMPARE(second.bounds(), first->bounds());
        QVERIFY(second.mask->samePixels(*first->mask));
        QVERIFY(!second.pixels.samePixels(first->pixels));
        bench.history().undo();
        QVERIFY(bench.document().layers().back()->pixels.samePixels(first->pixels));
    }

    void jobsWaitForTheirTurnWithTheirOwnSelection()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.open(true);
        ui::GenerationQueue& queue = bench.generation.queue;
        FillParams params;
        queue.add(params);
        const core::Rect other{10, 10, 20, 20};
        bench.document().editMask([&](core::Mask& mask) {
            mask.clear();
            mask.fill(other, 255);
            return mask.coverage().rect();
        });
        params.seed = 5;
        const std::uint64_t second = queue.add(params);
        params.seed = 6;
        const std::uint64_t third = queue.add(params);
        QCOMPARE(queue.waiting().size(), std::size_t{2});

        queue.moveUp(third);
        QCOMPARE(queue.waiting().front().id, third);
        queue.cancel(second);
        QCOMPARE(queue.waiting().size(), std::size_t{1});
        bench.document().editMask([&](core::Mask& mask) {
            mask.clear();
            return mask.coverage().rect();
        });
        for (int i = 0; i <= 4 * bench.service.steps; ++i) {
            bench.service.step();
        }

        QTRY_COMPARE(bench.document().layers().size(), std::size_t{3});
        QVERIFY(bench.document().layers().back()->bounds().contains(other));
        QCOMPARE(bench.recipe(2).seed.value_or(0), std::uint64_t{6});
    }

    void aPausedQueueBeginsNothing()
    {
        Bench bench;
        bench.open(true);
        bench.generation.queue.setPaused(true);
        bench.generation.queue.add({});
        QTest::qWait(50);
        QCOMPARE(bench.service.submitted(), 0);
        bench.generation.queue.setPaused(false);
        QTRY_COMPARE(bench.document().layers().size(), std::size_t{2});
    }

    void cancellingAllEmptiesTheQueue()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.open(true);
        for (int i = 0; i < 3; ++i) {
            bench.generation.queue.add({});
        }
        bench.generation.queue.cancelAll();
        QTRY_VERIFY(!bench.generation.fills.isRunning());
        QVERIFY(bench.generation.queue.waiting().empty());
        QCOMPARE(bench.document().layers().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestGenerationTasks)
#include "tst_generation_tasks.moc"
