/// What was stopped goes on: after a cancel, from a file, after a crash.

#include <QDirIterator>
#include <QtTest>

#include <algorithm>

#include "support/generation_bench.h"
#include "ui/generate/unfinished_file.h"

using ui::FillParams;
using ui::Task;
using Bench = support::GenerationBench;
using Pace = Bench::Pace;

namespace {
constexpr core::Size kSize = Bench::kSize;
constexpr int kWait = Bench::kWait;
} // namespace

class TestGenerationResume : public QObject {
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

        for (const qsizetype cut :
             {qsizetype{0}, qsizetype{10}, bytes.size() / 2, bytes.size() - 1}) {
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
        QVERIFY(
            QTest::qWaitFor([&] { return next.generation.queue.stopped().size() == 2; }, kWait));
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
};

QTEST_MAIN(TestGenerationResume)
#include "tst_generation_resume.moc"
