#pragma once

/// What the user asks a generation for. A value; any thread. Unset optionals take the model's
/// defaults for the action.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/document/layer.h"
#include "diffusion/fill_service.h"

namespace ui {

/// The five things the Generate panel does.
enum class Task {
    Remove, ///< what is selected goes
    Fill,   ///< something new in the selection, by words
    Expand, ///< a larger canvas whose border is painted
    Edit,   ///< the selection, or the whole picture, changed by words
    Create  ///< a new picture from words
};

/// Where a created picture goes.
enum class CreateTarget { NewDocument, NewLayer, Selection };

struct FillParams {
    Task task = Task::Remove;
    std::string model;     ///< empty = the embedded one
    std::string modelHash; ///< for the recipe; empty = not known
    std::string prompt;
    std::string negativePrompt;
    std::string scheduler; ///< empty = the model's default
    std::optional<int> steps;
    std::optional<float> guidanceScale;
    std::optional<float> strength;
    int stepCache = 1; ///< see FillRequest
    int clipSkip = 1;
    diffusion::PromptWalk walk;
    std::uint64_t seed = 0;
    /// Variations of what `seed` gives: then the last one's seed counts up over candidates instead.
    std::vector<diffusion::NearbyNoise> nearby;
    std::optional<int> moreSteps; ///< after those that a job goes on from

    int candidates = 1;         ///< how many to choose from
    bool copyCandidate = false; ///< Remove: the copied surroundings alone are one more
    core::Rect canvas;          ///< Expand: the new canvas in pixels of the old one
    CreateTarget target = CreateTarget::NewDocument; ///< Create
    core::Size size;                                 ///< Create, but into a selection: pixels
    core::LayerId again = 0; ///< a generated layer to make again in its place; 0 = a new one

    friend bool operator==(const FillParams&, const FillParams&) = default;
};

/// What the engine calls it.
[[nodiscard]] diffusion::Action actionOf(const FillParams& params);

} // namespace ui
