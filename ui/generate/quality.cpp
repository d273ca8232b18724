#include "ui/generate/quality.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kFewSteps = 10; // a model that asks for no more was made for few
constexpr int kMostSteps = 100;
constexpr double kFastShare = 0.4;
constexpr int kLeastFast = 8;
constexpr const char* kFastSampler = "unipc"; // Zhao et al. 2023: made for 5 to 10 steps

} // namespace

QualitySettings settingsOf(Quality quality, const diffusion::ActionDefaults& defaults,
                           const std::vector<diffusion::SchedulerInfo>& schedulers)
{
    QualitySettings out{defaults.steps, {}};
    const bool few = defaults.steps <= kFewSteps;
    if (quality == Quality::Best) {
        out.steps = std::min(2 * defaults.steps, std::max(kMostSteps, defaults.steps));
    } else if (quality == Quality::Fast && few) {
        out.steps = std::max(1, defaults.steps / 2);
    } else if (quality == Quality::Fast) {
        const auto share = static_cast<int>(std::lround(defaults.steps * kFastShare));
        out.steps = std::min(defaults.steps, std::max(kLeastFast, share));
        const bool known = std::any_of(schedulers.begin(), schedulers.end(),
                                       [](const auto& one) { return one.id == kFastSampler; });
        out.scheduler = known ? kFastSampler : "";
    }
    return out;
}

} // namespace ui
