#include "diffusion/engine/plan_forecast.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "diffusion/engine/passes.h"

namespace diffusion {
namespace {

constexpr double kLightDecode = 2.5; ///< measured with the model that ships

/// How many steps a pass will make, about: schedulers may make two of one.
int aboutSteps(const JobPlan& plan)
{
    return std::max(1, static_cast<int>(std::lround(plan.steps * plan.strength)));
}

} // namespace

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// A network's work grows about with its weights, SD 1.5's 860 million doing 678 GFLOP a step at
// 512 px; the decoders that go with all of them are alike, 2515 GFLOP there.
double decodeInSteps(const LoadedModel& model)
{
    double weights = 0.0;
    for (const auto& [name, tensor] : model.unetParameters) {
        weights += static_cast<double>(tensor.numel());
    }
    return model.decodesPreviews || weights <= 0.0 ? kLightDecode
                                                   : 2515.0 / (678.0 * weights / 860e6);
}

std::vector<RunForecast::Pass> forecastPasses(const JobPlan& plan, const LoadedModel& model,
                                              const std::vector<core::Size>& sizes)
{
    std::vector<RunForecast::Pass> passes;
    for (const core::Size& size : sizes) {
        const JobPlan pass = passPlan(plan, model, size, passes.size());
        passes.push_back({static_cast<double>(size.area()),
                          static_cast<int>(pass.guidance.copies()), aboutSteps(pass)});
    }
    return passes;
}

} // namespace diffusion
