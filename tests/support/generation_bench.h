#pragma once

/// Generating without a window: a small document with something selected, and the fake service
/// behind the queue, the shelf and all that goes with them.

#include <QSignalSpy>
#include <QtTest>

#include <memory>

#include "core/document/compositor.h"
#include "support/documents.h"
#include "support/fake_fill_service.h"
#include "ui/generate/generation.h"

namespace support {

struct GenerationBench {
    using Pace = FakeFillService::Pace;
    static constexpr core::Size kSize{320, 240};
    static constexpr core::Rect kPainted{100, 80, 60, 40};
    static constexpr int kWait = 20000; ///< milliseconds

    explicit GenerationBench(Pace pace = Pace::RunAlone)
        : service(pace), generation(workspace, service, background)
    {
        QObject::connect(&generation.fills, &ui::FillController::candidateReady, &generation.shelf,
                         &ui::CandidateShelf::put);
        service.colourBySeed = true;
    }

    void open()
    {
        auto document = core::Document::fromImage(
            randomImage(kSize, core::PixelFormat::Rgba8, 7, true), "Background");
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

    [[nodiscard]] bool run(const ui::FillParams& params)
    {
        generation.queue.add(params);
        return idle();
    }

    /// Two results to choose from, of seeds 1 and 2.
    [[nodiscard]] bool makeTwo()
    {
        ui::FillParams params;
        params.task = ui::Task::Fill;
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

    FakeFillService service;
    ui::Background background;
    ui::Workspace workspace;
    ui::Generation generation;
};

} // namespace support
