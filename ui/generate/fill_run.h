#pragma once

/// The state of the one generation that a FillController runs. Internal to fill_controller.cpp; GUI
/// thread only, but for preparePass.

#include <algorithm>
#include <memory>
#include <utility>
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
    std::size_t before = 0;                       ///< candidates that the outcome had at first
    std::size_t pass = 0;
    std::size_t part = 0;
    diffusion::JobId id = 0;
    std::vector<diffusion::GenerationStateRef> states; ///< of this candidate's parts so far
    bool loading = false; ///< of the part that runs: the model
    double waited = 0;    ///< for that, seconds: what does not come again
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
    /// Seeds count up over candidates and parts, as on the command line; those of variations over
    /// parts alone.
    [[nodiscard]] std::uint64_t seed() const
    {
        const int counted = job.params.nearby.empty() ? number : 0;
        return job.params.seed + static_cast<std::uint64_t>(counted) + part;
    }
    [[nodiscard]] std::vector<diffusion::NearbyNoise> nearby() const
    {
        std::vector<diffusion::NearbyNoise> out = job.params.nearby;
        if (!out.empty()) {
            out.back().seed += static_cast<std::uint64_t>(number);
        }
        return out;
    }
    /// Whether the user chooses from what comes of it.
    [[nodiscard]] bool isChosenFrom() const
    {
        return (job.into != nullptr || candidates() > 1) && !makesDocument();
    }
    /// The state to go on from, or to be kept, of the part that runs.
    [[nodiscard]] diffusion::GenerationStateRef state() const
    {
        return partsBefore() < states.size() ? states[partsBefore()] : nullptr;
    }
    void setState(diffusion::GenerationStateRef state)
    {
        states.resize(std::max(states.size(), partsBefore() + 1));
        states[partsBefore()] = std::move(state);
    }
    /// Parts of one candidate, as far as they are known.
    [[nodiscard]] std::size_t partCount() const { return scene->passCount() * parts->size(); }
    [[nodiscard]] std::size_t partsBefore() const { return pass * parts->size() + part; }
};

} // namespace ui
