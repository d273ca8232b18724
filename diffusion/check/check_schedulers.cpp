// Section sched: whole trajectories of each sampling method on a synthetic model.

#include <cmath>

#include "diffusion/check/check_sections.h"
#include "diffusion/check/replayed_noise.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion::check {
namespace {

/// One trajectory of a file, whose tensors begin with `prefix`.
struct Trajectory {
    const Case& file;
    const nlohmann::json& json;
    std::string prefix;

    [[nodiscard]] at::Tensor tensor(const std::string& name) const
    {
        return file.tensor(prefix + name).to(at::kFloat);
    }
    [[nodiscard]] bool has(const std::string& name) const { return file.has(prefix + name); }
    /// The stored error is relative to the final sample; comparisons want it absolute.
    [[nodiscard]] double error(const at::Tensor& golden) const
    {
        return json.at("fp64_rel_err_final").get<double>() * golden.abs().max().item<double>();
    }
};

void compare(const Trajectory& t, Comparison& comparison, const std::string& what,
             const at::Tensor& actual, const at::Tensor& golden)
{
    comparison.compare(t.prefix + what, actual, golden, t.error(golden));
}

/// The cases' model: 0.3 x + 0.1 sin(t / 100).
at::Tensor syntheticOutput(const at::Tensor& input, double time)
{
    return input * 0.3 + 0.1 * std::sin(time / 100.0);
}

void walk(const Trajectory& t, Scheduler& scheduler, Comparison& comparison)
{
    std::vector<at::Tensor> draws;
    if (t.has("noise")) {
        draws = t.tensor("noise").unbind(0);
    }
    ReplayedNoise noise(std::move(draws));
    const at::Tensor golden = t.tensor("x");
    const std::vector<double>& times = scheduler.timesteps();
    at::Tensor sample = t.tensor("init") * scheduler.initNoiseSigma();
    compare(t, comparison, "x.0", sample, golden[0]);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const int position = static_cast<int>(i);
        const at::Tensor input = scheduler.scaleModelInput(sample, position);
        if (i + 1 == times.size() && t.has("model_input_last")) {
            compare(t, comparison, "model_input_last", input, t.tensor("model_input_last"));
        }
        sample = scheduler.step(syntheticOutput(input, times[i]), position, sample, noise);
        compare(t, comparison, "x." + std::to_string(i + 1), sample,
                golden[static_cast<std::int64_t>(i) + 1]);
    }
    comparison.require(t.prefix + "noise draws", noise.isUsedUp());
}

void checkAddNoise(const Trajectory& t, const Scheduler& scheduler, Comparison& comparison)
{
    const at::Tensor times = t.tensor("an_t");
    const at::Tensor original = t.tensor("an_orig");
    const at::Tensor noise = t.tensor("an_noise");
    const at::Tensor golden = t.tensor("an_out");
    for (std::int64_t k = 0; k < times.size(0); ++k) {
        const NoiseLevel level = scheduler.levelForTime(times[k].item<double>());
        compare(t, comparison, "an_out", addNoise(level, original[k], noise[k]), golden[k]);
    }
}

void checkTrajectory(const Trajectory& t, Comparison& comparison)
{
    const SchedulerConfig config =
        SchedulerConfig(t.json.at("config")).with(t.json.at("step_kwargs"));
    const auto className = t.json.at("scheduler").get<std::string>();
    const SchedulerEntry* entry = findSchedulerOfClass(className, config);
    comparison.require(className + " is not in the registry", entry != nullptr);
    if (entry == nullptr) {
        return;
    }
    const std::unique_ptr<Scheduler> scheduler = entry->make(config);
    scheduler->setTimesteps(t.json.at("num_inference_steps").get<int>());
    compare(t, comparison, "timesteps", at::tensor(scheduler->timesteps(), at::kFloat),
            t.tensor("timesteps"));
    compare(t, comparison, "init_noise_sigma",
            at::scalar_tensor(scheduler->initNoiseSigma(), at::kFloat), t.tensor("init_noise_sigma"));
    if (!comparison.passed()) {
        return; // the rest would only repeat it
    }
    walk(t, *scheduler, comparison);
    if (t.has("an_t")) {
        checkAddNoise(t, *scheduler, comparison);
    }
}

} // namespace

std::vector<CaseResult> checkSchedulers(const CheckOptions& options)
{
    return runCases("sched", options, [](const Case& file, const CheckOptions&, Comparison& comparison) {
        for (const nlohmann::json& json : file.json.at("cases")) {
            checkTrajectory({file, json, json.at("prefix").get<std::string>()}, comparison);
        }
    });
}

} // namespace diffusion::check
