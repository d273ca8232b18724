#pragma once

/// What the quality slider stands for: steps and sampler. Pure functions; any thread.

#include "diffusion/fill_service.h"

namespace ui {

enum class Quality { Fast, Balanced, Best };

struct QualitySettings {
    int steps = 1;
    std::string scheduler; ///< empty = the model's default
    friend bool operator==(const QualitySettings&, const QualitySettings&) = default;
};

/// Balanced is what the model asks for. Fast takes fewer steps of a sampler that is good at few,
/// Best twice the steps. Models made for few steps keep their sampler. `schedulers`: what there is.
[[nodiscard]] QualitySettings settingsOf(Quality quality, const diffusion::ActionDefaults& defaults,
                                         const std::vector<diffusion::SchedulerInfo>& schedulers);

} // namespace ui
