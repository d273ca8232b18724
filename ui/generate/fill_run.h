#pragma once

/// The state of the one generation that a FillController runs. Internal to fill_controller.cpp; GUI
/// thread only, but for preparePass.

#include <memory>
#include <vector>

#include "ui/fill_controller.h"
#include "ui/generate/fill_scene.h"

namespace ui {

/// What a background thread prepared: shared, for its pictures are large.
struct PreparedPass {
    std::shared_ptr<const FillScene> scene;
    std::shared_ptr<std::vector<FillPart>> parts;
};

/// Background threads. `scene`: null the first time.
[[nodiscard]] core::Result<PreparedPass> preparePass(const diffusion::FillService& service,
                                                     const FillJob& job,
                                                     std::shared_ptr<const FillScene> scene,
                                                     std::size_t pass,
                                                     const std::vector<core::Layer>& before);

struct FillController::Run {
    FillJob job;
    OutcomeRef outcome;
    std::shared_ptr<const FillScene> scene;
    std::shared_ptr<std::vector<FillPart>> parts; ///< of this pass
    FillCandidate candidate;                      ///< being made
    int number = 0;                               ///< of the candidate
    std::size_t pass = 0;
    std::size_t part = 0;
    diffusion::JobId id = 0;
    bool cancelled = false;

    [[nodiscard]] int candidates() const
    {
        return job.params.candidates + (job.params.copyCandidate ? 1 : 0);
    }
    [[nodiscard]] bool isCopy() const { return number >= job.params.candidates; }
    [[nodiscard]] bool makesDocument() const
    {
        return job.params.task == Task::Create && job.params.again == 0 &&
               job.params.target == CreateTarget::NewDocument;
    }
    /// Seeds count up over candidates and parts, as on the command line.
    [[nodiscard]] std::uint64_t seed() const
    {
        return job.params.seed + static_cast<std::uint64_t>(number) + part;
    }
    /// Parts of one candidate, as far as they are known.
    [[nodiscard]] std::size_t partCount() const { return scene->passCount() * parts->size(); }
    [[nodiscard]] std::size_t partsBefore() const { return pass * parts->size() + part; }
};

} // namespace ui
