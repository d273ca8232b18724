#pragma once

/// What is said of a run beforehand: time and memory. GUI thread only.

#include <QString>

#include "core/base/geometry.h"
#include "ui/fill_params.h"
#include "ui/generate/run_times.h"

namespace ui {

struct RunForecast {
    QString text;        ///< "about 12 s, 0.6 GB of memory"
    QString explanation; ///< where the numbers come from
};

[[nodiscard]] RunForecast forecastOf(const RunTimes& times, const diffusion::ModelInfo& info,
                                     const FillParams& params, core::Size picture);

/// How much work asking for this is.
[[nodiscard]] RunSize runSizeOf(const diffusion::ModelInfo& info, const FillParams& params,
                                core::Size picture);

} // namespace ui
