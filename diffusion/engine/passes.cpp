#include "diffusion/engine/passes.h"

#include <algorithm>

#include "diffusion/engine/image_tensor.h"

namespace diffusion {
namespace {

/// Reports go to [from, to] of the whole.
PipelineContext partOf(const PipelineContext& context, double from, double to)
{
    PipelineContext part = context;
    part.report = [report = context.report, from, to](PipelineUpdate update) {
        update.fraction = from + (to - from) * update.fraction;
        report(update);
    };
    return part;
}

/// The size whose longer side is about `side`, in the model's multiples.
core::Size reduced(core::Size size, int side, const LoadedModel& model)
{
    const int multiple = model.info.sizeMultiple;
    const double scale = static_cast<double>(side) / std::max(size.width, size.height);
    const auto one = [&](int length) {
        return std::max(1, static_cast<int>(length * scale / multiple + 0.5)) * multiple;
    };
    return {one(size.width), one(size.height)};
}

} // namespace

std::vector<core::Size> passSizes(const JobPlan& plan, const LoadedModel& model)
{
    const int longest = std::max(plan.modelSize.width, plan.modelSize.height);
    std::vector<core::Size> sizes;
    if (model.coarseSide > 0 && plan.strength >= 1.0) {
        for (int side = model.coarseSide; side < longest; side *= 2) {
            sizes.push_back(reduced(plan.modelSize, side, model));
        }
    }
    sizes.push_back(plan.modelSize);
    return sizes;
}

void relight(JobPlan& plan, const LoadedModel& model)
{
    const int longest = std::max(plan.modelSize.width, plan.modelSize.height);
    plan.relights = true;
    plan.transfersDetail = true;
    plan.modelSize = reduced(plan.modelSize, std::min(longest, model.coarseSide), model);
}

JobPlan passPlan(const JobPlan& plan, const LoadedModel& model, core::Size size, std::size_t index)
{
    JobPlan pass = plan;
    pass.modelSize = size;
    if (index == 0) {
        return pass;
    }
    pass.strength = model.refineStrength;
    if (model.refineSteps > 0) {
        pass.steps = std::min(plan.steps, model.refineSteps);
    }
    if (model.refineGuidance > 0.0 && model.refineGuidance < plan.guidanceScale) {
        pass.guidanceScale = model.refineGuidance;
        pass.guidance.scale = model.refineGuidance;
        if (model.refineGuidance <= 1.0) {
            pass.guidance.kind = Guidance::Kind::None;
        }
    }
    return pass;
}

at::Tensor runPasses(const JobPlan& plan, const LoadedModel& model,
                     const std::vector<core::Size>& sizes, const JobPictures& pictures,
                     const PipelineContext& context, const RunPass& runPass)
{
    const auto workAt = [&](std::size_t i) {
        const JobPlan pass = passPlan(plan, model, sizes[i], i);
        return pass.strength * pass.steps * static_cast<double>(pass.guidance.copies()) *
               sizes[i].width * sizes[i].height;
    };
    double total = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        total += workAt(i);
    }
    at::Tensor result;
    double done = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const JobPlan pass = passPlan(plan, model, sizes[i], i);
        const bool last = i + 1 == sizes.size();
        JobPictures at = last ? pictures : pictures.resizedTo(sizes[i]);
        if (i > 0) {
            const at::Tensor enlarged = resized(result, sizes[i]).clamp(0.0, 1.0);
            at.under = at.start;
            at.start = at.under + (enlarged - at.under) * at.mask;
        }
        const double from = done / total;
        done += workAt(i);
        result = runPass(i == 0, pass, at, partOf(context, from, done / total));
    }
    return result;
}

} // namespace diffusion
