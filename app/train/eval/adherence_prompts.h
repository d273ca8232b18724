#pragma once

/// What prompt adherence is measured with: the parts of a scene that are named, the classes of
/// each, and fixed prompts with what they name. Any thread.

#include <array>
#include <string>
#include <vector>

#include "app/train/scenes/scene_spec.h"

namespace train {

inline constexpr int kAdherenceHeads = 5; ///< ground, distance, time of day, weather, main object
inline constexpr std::array<const char*, kAdherenceHeads> kAdherenceHeadNames{
    "ground", "distance", "time of day", "weather", "main object"};

/// A class for each head; -1 = not named.
using AdherenceLabels = std::array<int, kAdherenceHeads>;

struct AdherencePrompt {
    std::string text;
    AdherenceLabels labels{-1, -1, -1, -1, -1};
};

/// The words of each head's classes. The main object's are "nothing", what the program draws and
/// the names of the stamps.
[[nodiscard]] std::vector<std::vector<std::string>>
adherenceClasses(const scenes::StampBook& stamps);

/// What a painted scene shows: every head has a class.
[[nodiscard]] AdherenceLabels labelsOf(const scenes::SceneSpec& scene,
                                       const std::vector<std::string>& objects);

/// The forty prompts, in main words. Objects that `objects` lacks are left unnamed.
[[nodiscard]] std::vector<AdherencePrompt>
adherencePrompts(const std::vector<std::string>& objects);

} // namespace train
