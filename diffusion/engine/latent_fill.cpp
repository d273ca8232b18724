#include "diffusion/engine/latent_fill.h"

#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/passes.h"
#include "diffusion/engine/plan_forecast.h"

namespace diffusion {
namespace {

/// Only `more` steps at the end of a schedule that is longer by as many.
void extend(JobPlan& plan, int more)
{
    if (more > 0) {
        plan.steps += more;
        // A quarter of a step over, so that rounding cannot lose one.
        plan.strength = (more + 0.25) / plan.steps;
    }
}

} // namespace

LatentFill::LatentFill(std::unique_ptr<LoadedModel> model)
    : m_layout(model->layout ? std::make_unique<LatentPass>(std::move(model->layout)) : nullptr),
      m_networks(std::move(model)), m_costs(decodeInSteps(m_networks.model()))
{
}

FillResult LatentFill::run(const FillRequest& request, const PipelineContext& context)
{
    const at::NoGradGuard inference;
    const LoadedModel& model = m_networks.model();
    JobPlan plan = makeJobPlan(request, model, context.prefiller != nullptr);
    if (request.action == Action::Edit && m_layout && plan.strength < 1.0) {
        relight(plan, model);
    }
    if (request.moreSteps == 0 && !plan.transfersDetail && !plan.addsToPhoto) {
        plan.prefill = Prefill::Keep; // all of the hole comes from the latents
    }
    context.report({Stage::Prefill, 0, 0, 0.0, nullptr, nullptr});
    JobPictures pictures = m_pictures.picturesFor(request, plan, context);

    FillResult result;
    result.parameters = parametersOf(plan, request, model.info);
    if (plan.strength <= 0.0) {
        result.parameters.steps = 0;
        result.image = std::move(pictures.filled);
        return result;
    }
    std::vector<core::Size> sizes = passSizes(plan, model);
    if (request.moreSteps) {
        sizes = {plan.modelSize};
        extend(plan, *request.moreSteps);
        result.parameters.steps = plan.steps;
    }
    PassOutputs outputs{
        OutputTape(request), RunForecast(forecastPasses(plan, model, sizes), m_costs), nullptr, {}};
    const RunPass runPass = [&](bool isFirst, const JobPlan& pass, const JobPictures& at,
                                const PipelineContext& part) {
        const bool coarse = m_layout && isFirst && (sizes.size() > 1 || plan.relights);
        LatentPass& networks = coarse ? *m_layout : m_networks;
        return networks.run(request, pass, at, outputs, part);
    };
    result.image =
        toPixels(sizes.size() == 1 ? runPass(true, plan, pictures, context)
                                   : runPasses(plan, model, sizes, pictures, context, runPass));
    outputs.forecast.end(now());
    result.state = outputs.state;
    result.wordMaps = std::move(outputs.words);
    return result;
}

} // namespace diffusion
