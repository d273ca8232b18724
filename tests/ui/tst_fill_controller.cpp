#include <QtTest>

#include "core/commands/resize_canvas.h"
#include "core/document/compositor.h"
#include "support/documents.h"
#include "support/fake_fill_service.h"
#include "ui/fill_controller.h"

using State = ui::FillController::State;

namespace {

constexpr core::Size kSize{320, 240};
const core::Rect kPainted{100, 80, 60, 40};

/// A document with a mask, a controller, and what the controller said.
struct Bench {
    explicit Bench(support::FakeFillService::Pace pace = support::FakeFillService::Pace::RunAlone,
                   bool masked = true)
        : service(pace), controller(workspace, service, background)
    {
        open(masked);
    }

    void open(bool masked = true)
    {
        auto document = core::Document::fromImage(
            support::randomImage(kSize, core::PixelFormat::Rgba8, 7, true), "Background");
        workspace.setSession(
            std::make_unique<ui::DocumentSession>(std::move(document), QString(), QString()));
        if (masked) {
            mark(kPainted);
        }
    }

    void mark(const core::Rect& area)
    {
        document().editMask([&](core::Mask& mask) {
            mask.fill(area, 255);
            return area;
        });
    }

    core::Document& document() { return workspace.session()->document(); }
    core::UndoStack& history() { return workspace.session()->history(); }

    /// Of one job.
    void finishSteps()
    {
        for (int i = 0; i <= service.steps; ++i) {
            service.step();
        }
    }

    [[nodiscard]] bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return !controller.isRunning(); }, 10000);
    }

    support::FakeFillService service;
    ui::Background background;
    ui::Workspace workspace;
    ui::FillController controller;
};

core::PixelBuffer pixelsOf(core::Document& document)
{
    return core::composite(document.snapshot(), document.rect());
}

} // namespace

class TestFillController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatIsMissing()
    {
        support::FakeFillService service;
        ui::Background background;
        ui::Workspace workspace;
        const ui::FillController controller(workspace, service, background);
        QVERIFY(!controller.obstacle().isEmpty());

        Bench unmasked(support::FakeFillService::Pace::RunAlone, false);
        QVERIFY(!unmasked.controller.obstacle().isEmpty());
        unmasked.controller.start(ui::FillParams{});
        QVERIFY(!unmasked.controller.isRunning());

        unmasked.mark(kPainted);
        QVERIFY(unmasked.controller.obstacle().isEmpty());
    }

    void theResultIsANewLayerWithAMaskAndOneStep()
    {
        Bench bench;
        QSignalSpy finished(&bench.controller, &ui::FillController::finished);

        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(finished.count(), 1);
        QCOMPARE(bench.document().layers().size(), std::size_t{2});
        QVERIFY(bench.document().layers().back()->mask.has_value());
        QVERIFY(!bench.document().layers().back()->recipe.empty());
        QCOMPARE(bench.history().count(), 1);
        QVERIFY(bench.document().mask().isEmpty());
    }

    void pixelsFarFromTheMaskStayBitIdentical()
    {
        Bench bench;
        const core::PixelBuffer before = pixelsOf(bench.document());

        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());

        const core::PixelBuffer after = pixelsOf(bench.document());
        const core::Layer& layer = *bench.document().layers().back();
        int changed = 0;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width; ++x) {
                const bool same = std::equal(before.at(x, y), before.at(x, y) + 4, after.at(x, y));
                const int covered = layer.mask->at(x - layer.offset.x, y - layer.offset.y);
                changed += same ? 0 : 1;
                QVERIFY2(same || covered > 0, "a pixel outside of the layer's mask changed");
            }
        }
        QVERIFY(changed >= kPainted.area() * 9 / 10);
    }

    void undoAndRedoNeedNoModel()
    {
        Bench bench;
        const core::PixelBuffer before = pixelsOf(bench.document());
        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());
        const core::PixelBuffer after = pixelsOf(bench.document());

        bench.history().undo();
        QVERIFY(pixelsOf(bench.document()) == before);
        QVERIFY(!bench.document().mask().isEmpty());
        bench.history().redo();

        QVERIFY(pixelsOf(bench.document()) == after);
        QCOMPARE(bench.service.submitted(), 1);
    }

    void previewsComeWithASoftEdge()
    {
        Bench bench;
        QSignalSpy previews(&bench.controller, &ui::FillController::previewReady);

        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());

        QVERIFY(previews.count() >= 2);
        const auto image = previews.last().at(0).value<QImage>();
        const auto area = previews.last().at(1).value<core::Rect>();
        QVERIFY(area.contains(kPainted));
        QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
        const double scale = static_cast<double>(image.width()) / area.width;
        const QPoint middle(static_cast<int>((kPainted.x + 30 - area.x) * scale),
                            static_cast<int>((kPainted.y + 20 - area.y) * scale));
        QCOMPARE(qAlpha(image.pixel(middle)), 255);
        int between = 0;
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(image.pixel(x, middle.y()));
            between += alpha > 0 && alpha < 255 ? 1 : 0;
        }
        QVERIFY2(between >= 4, "the edge is not soft");
    }

    void cancelLeavesTheDocumentAsItWas()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        QSignalSpy cancelled(&bench.controller, &ui::FillController::cancelled);
        QSignalSpy failed(&bench.controller, &ui::FillController::failed);
        const core::PixelBuffer before = pixelsOf(bench.document());
        const core::Mask mask = bench.document().mask();
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);
        bench.service.step();

        bench.controller.cancel();
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(failed.count(), 0);
        QVERIFY(pixelsOf(bench.document()) == before);
        QVERIFY(bench.document().mask().samePixels(mask));
        QCOMPARE(bench.history().count(), 0);
    }

    void cancellingTwiceAndWhilePreparingIsHarmless()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);

        bench.controller.start(ui::FillParams{});
        bench.controller.cancel();
        bench.controller.cancel();
        QVERIFY(bench.waitUntilIdle());
        QTest::qWait(0);

        QCOMPARE(bench.document().layers().size(), std::size_t{1});
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);
        bench.controller.cancel();
        QVERIFY(bench.waitUntilIdle());
    }

    void aFailureIsOneMessageAndChangesNothing()
    {
        Bench bench;
        bench.service.failure = core::Error{core::ErrorCode::OutOfMemory, "not enough memory"};
        QSignalSpy failed(&bench.controller, &ui::FillController::failed);

        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), QStringLiteral("not enough memory"));
        QCOMPARE(bench.document().layers().size(), std::size_t{1});
    }

    void aModelThatCannotBeReadIsOneMessage()
    {
        Bench bench;
        QSignalSpy failed(&bench.controller, &ui::FillController::failed);
        ui::FillParams params;
        params.model = "broken";

        bench.controller.start(params);
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(failed.count(), 1);
        QCOMPARE(bench.service.submitted(), 0);
    }

    void aRefusedRequestIsOneMessage()
    {
        Bench bench;
        bench.service.refuse = core::Error{core::ErrorCode::InvalidArgument, "no such sampler"};
        QSignalSpy failed(&bench.controller, &ui::FillController::failed);

        bench.controller.start(ui::FillParams{});
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(failed.count(), 1);
    }

    void aResultThatNoLongerFitsIsKept()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        QSignalSpy warned(&bench.controller, &ui::FillController::warned);
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);

        // Cut by 40 columns on the left and 30 rows at the top.
        bench.history().push(std::make_unique<core::ResizeCanvas>(core::Rect{40, 30, 200, 200}));
        bench.finishSteps();
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(warned.count(), 1);
        QCOMPARE(bench.document().layers().size(), std::size_t{2});
        const core::Layer& layer = *bench.document().layers().back();
        QVERIFY(layer.properties.visible);
        QVERIFY(layer.bounds().contains(kPainted.translated(-40, -30)));
    }

    void aResultWhosePictureIsGoneIsKeptHidden()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);

        bench.document().setCanvas({100, 100}, {0, 0}, core::Mask({100, 100}));
        const core::LayerId photo = bench.document().layers().front()->id;
        bench.document().setLayerContent(
            photo, support::randomImage({100, 100}, core::PixelFormat::Rgba8, 3, true), {}, {});
        bench.finishSteps();
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(bench.document().layers().size(), std::size_t{2});
        QVERIFY(!bench.document().layers().back()->properties.visible);
    }

    void openingAnotherDocumentMidFillIsSafe()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);
        bench.service.step();

        bench.open();
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(bench.document().layers().size(), std::size_t{1});
        QCOMPARE(bench.history().count(), 0);
    }

    void destroyingEverythingMidFillIsSafe()
    {
        {
            Bench bench(support::FakeFillService::Pace::OnDemand);
            bench.controller.start(ui::FillParams{});
            QTRY_COMPARE(bench.controller.state(), State::Running);
            bench.service.step();
        }
        QTest::qWait(0); // what was posted finds nobody
    }

    void whatIsPaintedMeanwhileStays()
    {
        Bench bench(support::FakeFillService::Pace::OnDemand);
        bench.controller.start(ui::FillParams{});
        QTRY_COMPARE(bench.controller.state(), State::Running);

        bench.mark({10, 10, 20, 20});
        bench.finishSteps();
        QVERIFY(bench.waitUntilIdle());

        QCOMPARE(bench.document().mask().at(15, 15), std::uint8_t{255});
        QCOMPARE(bench.document().layers().size(), std::size_t{2});
    }

    void theRequestCarriesWhatTheUserAskedFor()
    {
        Bench bench;
        ui::FillParams params;
        params.task = ui::Task::Fill;
        params.prompt = "a heron";
        params.negativePrompt = "people";
        params.scheduler = "euler";
        params.steps = 7;
        params.guidanceScale = 3.0F;
        params.strength = 0.5F;
        params.seed = 99;

        bench.controller.start(params);
        QVERIFY(bench.waitUntilIdle());

        const diffusion::FillRequest& request = bench.service.requests.front();
        QCOMPARE(request.prompt, std::string("a heron"));
        QCOMPARE(request.negativePrompt, std::string("people"));
        QCOMPARE(request.scheduler, std::string("euler"));
        QCOMPARE(request.steps.value_or(0), 7);
        QCOMPARE(request.guidanceScale.value_or(0), 3.0F);
        QCOMPARE(request.strength.value_or(0), 0.5F);
        QCOMPARE(request.seed, std::uint64_t{99});
        QCOMPARE(request.modelSize.width % 8, 0);
        QVERIFY(std::max(request.modelSize.width, request.modelSize.height) <= 128);
    }
};

QTEST_GUILESS_MAIN(TestFillController)
#include "tst_fill_controller.moc"
