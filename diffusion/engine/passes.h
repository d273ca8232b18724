#pragma once

/// Pictures from pure noise in several passes, each twice as large as the one before: the first
/// finds the layout, the others the detail. Worker thread only.

#include <functional>
#include <vector>

#include "core/base/geometry.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_pictures.h"
#include "diffusion/engine/job_plan.h"

namespace diffusion {

/// The sizes to work at one after another, each twice the one before; only the last,
/// plan.modelSize, where no layout is to be found first.
[[nodiscard]] std::vector<core::Size> passSizes(const JobPlan& plan, const LoadedModel& model);

/// Turns the plan of an edit that keeps a part of the picture into one of the first pass only: what
/// that changes in light and colour is added to the photo, whose detail stays. For models whose
/// first pass has networks of its own.
void relight(JobPlan& plan, const LoadedModel& model);

/// The plan of pass `index`: all but the first begin from an enlarged picture.
[[nodiscard]] JobPlan passPlan(const JobPlan& plan, const LoadedModel& model, core::Size size,
                               std::size_t index);

/// One pass: plan and pictures are of its size, reports go to its part of the whole.
/// -> the picture, (1, 3, H, W) in [0, 1], of the photo's resolution
using RunPass =
    std::function<at::Tensor(bool isFirst, const JobPlan& plan, const JobPictures& pictures,
                             const PipelineContext& context)>;

/// From pure noise at the first of `sizes` for the layout, then from what each pass made at the
/// next size for the detail. The last is plan.modelSize, which `pictures` are of.
[[nodiscard]] at::Tensor runPasses(const JobPlan& plan, const LoadedModel& model,
                                   const std::vector<core::Size>& sizes,
                                   const JobPictures& pictures, const PipelineContext& context,
                                   const RunPass& runPass);

} // namespace diffusion
