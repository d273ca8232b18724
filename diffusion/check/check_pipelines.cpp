// Section pipe: whole pipelines on tiny models, from token ids to the decoded picture.

#include "diffusion/check/check_sections.h"
#include "diffusion/check/pipeline_case.h"
#include "diffusion/check/pipeline_conditioning.h"
#include "diffusion/check/replayed_noise.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/pipelines/inpaint.h"
#include "diffusion/engine/pipelines/upscale.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion::check {
namespace {

/// One case with everything it needs in memory.
struct Run {
    const Case& file;
    const PipelineCall& call;
    const PipelineNetworks& networks;
    Scheduler& scheduler;
    NoiseSource& noise;
    Comparison& comparison;
    std::vector<at::Tensor> stepOutputs;
    std::vector<at::Tensor> stepLatents;
};

bool isBlendedInpainting(const PipelineCall& call, const PipelineNetworks& networks)
{
    return call.way == Way::Inpaint && networks.seesLatentsOnly();
}

/// The stored draws that this program makes: the reference also encodes the masked picture (third
/// draw) where the network never sees it.
std::vector<at::Tensor> storedNoise(const Case& file, bool skipsThird)
{
    std::vector<at::Tensor> out;
    const std::size_t count = file.json.at("noise_labels").size();
    for (std::size_t i = 0; i < count; ++i) {
        if (!(skipsThird && i == 2)) {
            out.push_back(
                file.tensor(std::string("noise.") + (i < 10 ? "0" : "") + std::to_string(i)));
        }
    }
    return out;
}

/// (H, W, 3) bytes -> (1, 3, H, W) in [-1, 1]
at::Tensor pictureOf(const Case& file)
{
    return (file.tensor("image_u8").to(at::kFloat) / 255.0 * 2.0 - 1.0)
        .permute({2, 0, 1})
        .unsqueeze(0)
        .contiguous();
}

/// A learnt variance is dropped from what the network gave, (..., 2 C, H, W) -> (..., C, H, W).
at::Tensor withoutVariance(const at::Tensor& golden, const at::Tensor& actual)
{
    const std::int64_t channels = actual.size(-3);
    return golden.size(-3) == 2 * channels ? golden.narrow(-3, 0, channels) : golden;
}

void compareFirstCall(Run& run, const DenoiseStep& step, const UNetConditioning& conditioning)
{
    const auto compare = [&run](const char* name, const at::Tensor& actual) {
        for (const char* network : {"unet0.", "transformer0."}) {
            if (run.file.has(std::string(network) + name) && actual.defined()) {
                const at::Tensor golden = run.file.tensor(std::string(network) + name);
                run.comparison.compare(name, actual,
                                       golden.dim() == 4 ? withoutVariance(golden, actual) : golden,
                                       run.file.referenceError("latents"));
            }
        }
    };
    compare("sample", step.networkInput);
    compare("hidden_states", step.networkInput);
    compare("encoder_hidden_states", conditioning.encoderHiddenStates);
    compare("encoder_attention_mask", conditioning.encoderAttentionMask);
    compare("text_embeds", conditioning.textEmbeds);
    compare("timestep_cond", conditioning.timestepCond);
    if (run.networks.takesSizes()) {
        compare("time_ids", conditioning.timeIds);
    } else if (conditioning.timeIds.defined()) {
        compare("resolution", conditioning.timeIds.slice(1, 0, 2));
        compare("aspect_ratio", conditioning.timeIds.slice(1, 2, 3));
    }
    compare("out", step.networkOutput);
}

/// height, width: pixels of the picture; pictures: how many are made at once.
DenoiseLoop loopOf(Run& run, std::int64_t height, std::int64_t width, std::int64_t pictures = 1)
{
    DenoiseLoop loop;
    loop.denoiser = &run.networks.denoiser();
    loop.scheduler = &run.scheduler;
    loop.noise = &run.noise;
    loop.guidance = guidanceOf(run.call, run.networks);
    loop.conditioning =
        conditioningOf(run.file, run.call, run.networks, loop.guidance, {height, width, pictures});
    loop.observe = [&run, conditioning = loop.conditioning](const DenoiseStep& step) {
        if (step.position == step.begin) {
            compareFirstCall(run, step, conditioning);
        }
        run.stepOutputs.push_back(step.guided.clone());
        run.stepLatents.push_back(step.latents.clone());
    };
    return loop;
}

at::Tensor runInpainting(Run& run, const at::Tensor& image)
{
    const at::Tensor mask =
        run.file.tensor("mask_u8").ge(128).to(at::kFloat).unsqueeze(0).unsqueeze(0);
    InpaintSetup setup;
    setup.kind = isBlendedInpainting(run.call, run.networks) ? InpaintKind::Blended
                                                             : InpaintKind::MaskedImage;
    setup.vae = run.networks.vae.get();
    setup.steps = run.call.steps;
    setup.strength = run.call.strength;
    setup.loop = loopOf(run, image.size(2), image.size(3));
    return inpaint(std::move(setup), {image, image, mask}, RunContext{});
}

at::Tensor runPipeline(Run& run)
{
    const RunContext context;
    const Autoencoder& vae = *run.networks.vae;
    if (run.call.way == Way::FromWords) {
        const at::Tensor noise = run.file.tensor("noise.00"); // only its shape is looked at here
        const std::int64_t factor = vae.downscaleFactor();
        return textToImage(
            loopOf(run, noise.size(2) * factor, noise.size(3) * factor, noise.size(0)),
            run.call.steps, noise.sizes(), context);
    }
    const at::Tensor image = pictureOf(run.file);
    if (run.call.way == Way::Inpaint) {
        return runInpainting(run, image);
    }
    DenoiseLoop loop = loopOf(run, image.size(2), image.size(3));
    if (run.call.way == Way::ByInstruction) {
        return editByInstruction(std::move(loop), vae, run.call.steps, image, {}, context);
    }
    if (run.call.way == Way::FromPicture || run.call.way == Way::FromPictureInAllSteps) {
        const double share = run.call.way == Way::FromPicture ? run.call.strength : 1.0;
        return imageToImage(std::move(loop), vae, run.call.steps, share, image, context);
    }
    UpscaleSetup setup{&vae, run.call.steps, run.call.noiseLevel,
                       NoiseSchedule(SchedulerConfig(run.networks.lowResolution), BetaDefaults{}),
                       std::move(loop)};
    return upscale(std::move(setup), image, context);
}

void compareResults(Run& run, const at::Tensor& latents)
{
    const double error = run.file.referenceError("latents");
    const at::Tensor allTimes = at::tensor(run.scheduler.timesteps(), at::kFloat);
    const auto walked = static_cast<std::int64_t>(run.stepLatents.size());
    run.comparison.compare("timesteps", allTimes.slice(0, allTimes.size(0) - walked),
                           run.file.tensor("timesteps").to(at::kFloat), 0.0);
    const at::Tensor outputs = at::stack(run.stepOutputs);
    run.comparison.compare("step_model_output", outputs,
                           withoutVariance(run.file.tensor("step_model_output"), outputs), error);
    if (!isBlendedInpainting(run.call, run.networks)) { // stored before blending there
        run.comparison.compare("step_latents", at::stack(run.stepLatents),
                               run.file.tensor("step_latents"), error);
    }
    run.comparison.compare("final_latents", latents, run.file.tensor("final_latents"), error);
    const Autoencoder& vae = *run.networks.vae;
    run.comparison.compare("decoded", vae.decode(vae.unscaleLatents(latents), RunContext{}),
                           run.file.tensor("decoded"), run.file.referenceError("decoded"));
}

/// What the call says of the scheduler, which the reference hands on at every step.
SchedulerConfig schedulerConfigOf(const Case& file, const PipelineCall& call)
{
    nlohmann::json overrides = nlohmann::json::object();
    for (const char* key : {"eta", "original_inference_steps"}) {
        if (call.has(key)) {
            overrides[key] = call.values.at(key);
        }
    }
    if (call.way == Way::FromPictureInAllSteps) {
        overrides["strength"] = call.strength;
    }
    return SchedulerConfig(file.json.at("scheduler_config")).with(overrides);
}

void checkPipelineCase(const Case& file, const CheckOptions& options, Comparison& comparison)
{
    const at::NoGradGuard inference;
    const PipelineCall call(file.json);
    const PipelineNetworks networks(file.modelFolder(options), options);
    const SchedulerConfig config = schedulerConfigOf(file, call);
    const SchedulerEntry* entry =
        findSchedulerOfClass(file.json.at("scheduler").get<std::string>(), config);
    comparison.require("the scheduler is not in the registry", entry != nullptr);
    if (entry == nullptr) {
        return;
    }
    const std::unique_ptr<Scheduler> scheduler = entry->make(config);
    ReplayedNoise noise(storedNoise(file, isBlendedInpainting(call, networks)));
    Run run{file, call, networks, *scheduler, noise, comparison, {}, {}};
    const at::Tensor latents = runPipeline(run);
    compareResults(run, latents);
    comparison.require("noise draws", noise.isUsedUp());
}

} // namespace

std::vector<CaseResult> checkPipelines(const CheckOptions& options)
{
    return runCases("pipe", options, checkPipelineCase);
}

} // namespace diffusion::check
