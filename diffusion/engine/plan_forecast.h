#pragma once

/// What the forecast of a job starts from: its passes, and what its model costs before anything has
/// been measured. Worker thread only.

#include <vector>

#include "core/base/geometry.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/engine/run_forecast.h"

namespace diffusion {

/// The steady clock in seconds.
[[nodiscard]] double now();

/// What decoding costs in steps without guidance, before it has been measured.
[[nodiscard]] double decodeInSteps(const LoadedModel& model);

/// The passes of a job that works at `sizes` one after the other.
[[nodiscard]] std::vector<RunForecast::Pass>
forecastPasses(const JobPlan& plan, const LoadedModel& model, const std::vector<core::Size>& sizes);

} // namespace diffusion
