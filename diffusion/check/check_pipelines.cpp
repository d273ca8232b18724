// Section pipe: whole pipelines on tiny models, from token ids to the decoded picture.

#include <array>

#include "diffusion/check/check_sections.h"
#include "diffusion/check/replayed_noise.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/pipelines/inpaint.h"
#include "diffusion/engine/pipelines/text_conditioning.h"
#include "diffusion/engine/pipelines/upscale.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/sources/model_source.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion::check {
namespace {

/// One case with everything it needs in memory.
struct Run {
    const Case& file;
    const nlohmann::json& call;
    std::filesystem::path folder;
    std::unique_ptr<UNet2DConditionModel> unet;
    std::unique_ptr<Autoencoder> vae;
    std::vector<TextPart> texts;
    std::unique_ptr<Scheduler> scheduler;
    ReplayedNoise noise;
    Comparison& comparison;
    std::vector<at::Tensor> stepOutputs;
    std::vector<at::Tensor> stepLatents;

    [[nodiscard]] bool isClass(const std::string& pipeline) const
    {
        return file.json.at("pipeline") == "StableDiffusion" + pipeline + "Pipeline";
    }
    [[nodiscard]] int steps() const { return call.at("num_inference_steps").get<int>(); }
};

bool isBlendedInpainting(const Case& file, const UNet2DConditionModel& unet)
{
    return file.has("mask_u8") && unet.config().in_channels == 4;
}

/// The stored draws that this program makes: the reference also encodes the masked picture (third
/// draw) where the network never sees it.
std::vector<at::Tensor> storedNoise(const Case& file, bool skipsThird)
{
    std::vector<at::Tensor> out;
    const std::size_t count = file.json.at("noise_labels").size();
    for (std::size_t i = 0; i < count; ++i) {
        if (!(skipsThird && i == 2)) {
            out.push_back(file.tensor(std::string("noise.") + (i < 10 ? "0" : "") + std::to_string(i)));
        }
    }
    return out;
}

std::vector<TextPart> loadTexts(const std::filesystem::path& folder)
{
    std::vector<TextPart> out;
    for (const char* name : {"text_encoder", "text_encoder_2"}) {
        if (std::filesystem::exists(folder / name / "config.json")) {
            out.emplace_back().encoder = loadTextEncoder(folder / name);
        }
    }
    return out;
}

Guidance guidanceOf(const Run& run)
{
    Guidance guidance;
    guidance.scale = run.call.value("guidance_scale", 7.5);
    guidance.rescale = run.call.value("guidance_rescale", 0.0);
    guidance.imageScale = run.call.value("image_guidance_scale", 1.5);
    if (run.isClass("InstructPix2Pix")) {
        guidance.kind = Guidance::Kind::ImageAndText;
    } else if (guidance.scale > 1.0) {
        guidance.kind = Guidance::Kind::Classifier;
    }
    return guidance;
}

/// SDXL's sizes: original, crop, target, rows first, once for each picture and copy.
at::Tensor timeIds(const Run& run, std::int64_t height, std::int64_t width, std::int64_t count)
{
    std::vector<float> ids;
    const std::array<std::pair<const char*, std::pair<std::int64_t, std::int64_t>>, 3> parts{
        {{"original_size", {height, width}},
         {"crops_coords_top_left", {0, 0}},
         {"target_size", {height, width}}}};
    for (const auto& [key, fallback] : parts) {
        const auto given = run.call.find(key);
        ids.push_back(given == run.call.end() ? static_cast<float>(fallback.first)
                                              : given->at(0).get<float>());
        ids.push_back(given == run.call.end() ? static_cast<float>(fallback.second)
                                              : given->at(1).get<float>());
    }
    return at::tensor(ids, at::kFloat).unsqueeze(0).expand({count, -1});
}

UNetConditioning conditioningOf(const Run& run, const Guidance& guidance, std::int64_t height,
                                std::int64_t width)
{
    const RunContext context;
    const int clipSkip = run.call.value("clip_skip", 0);
    const auto ids = [&run](const std::string& prompt) {
        std::vector<at::Tensor> out;
        for (std::size_t i = 0; i < run.texts.size(); ++i) {
            out.push_back(
                run.file.tensor("ids." + prompt + (i == 0 ? ".tokenizer" : ".tokenizer_2"))
                    .to(at::kLong));
        }
        return out;
    };
    const PromptStates positive = encodePrompts(run.texts, ids("prompt"), clipSkip, context);
    PromptStates negative;
    const bool isPair = run.texts.size() == 2;
    if (isPair && !run.call.contains("negative_prompt")) {
        negative = zeroStates(positive);
    } else if (guidance.kind != Guidance::Kind::None) {
        // The reference skips layers for the prompt only.
        negative = encodePrompts(run.texts, ids("negative_prompt"), 0, context);
    }
    UNetConditioning out = arrangePrompts(positive, negative, guidance);
    if (isPair) {
        out.timeIds = timeIds(run, height, width, out.encoderHiddenStates.size(0));
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

void compareFirstCall(Run& run, const DenoiseStep& step, const UNetConditioning& conditioning)
{
    const auto compare = [&run](const char* name, const at::Tensor& actual) {
        if (run.file.has(name) && actual.defined()) {
            run.comparison.compare(name, actual, run.file.tensor(name),
                                   run.file.referenceError("latents"));
        }
    };
    compare("unet0.sample", step.networkInput);
    compare("unet0.encoder_hidden_states", conditioning.encoderHiddenStates);
    compare("unet0.text_embeds", conditioning.textEmbeds);
    compare("unet0.time_ids", conditioning.timeIds);
    compare("unet0.out", step.networkOutput);
}

DenoiseLoop loopOf(Run& run, std::int64_t height, std::int64_t width)
{
    DenoiseLoop loop;
    loop.denoiser = run.unet.get();
    loop.scheduler = run.scheduler.get();
    loop.noise = &run.noise;
    loop.guidance = guidanceOf(run);
    loop.conditioning = conditioningOf(run, loop.guidance, height, width);
    loop.observe = [&run, conditioning = loop.conditioning](const DenoiseStep& step) {
        if (step.position == step.begin) {
            compareFirstCall(run, step, conditioning);
        }
        run.stepOutputs.push_back(step.guided.clone());
        run.stepLatents.push_back(step.latents.clone());
    };
    return loop;
}

at::Tensor runInpainting(Run& run)
{
    const RunContext context;
    const at::Tensor image = pictureOf(run.file);
    const at::Tensor mask =
        run.file.tensor("mask_u8").ge(128).to(at::kFloat).unsqueeze(0).unsqueeze(0);
    InpaintSetup setup;
    setup.kind = isBlendedInpainting(run.file, *run.unet) ? InpaintKind::Blended
                                                          : InpaintKind::MaskedImage;
    setup.vae = run.vae.get();
    setup.steps = run.steps();
    setup.strength = run.call.value("strength", 1.0);
    setup.loop = loopOf(run, image.size(2), image.size(3));
    return inpaint(std::move(setup), {image, image, mask}, context);
}

at::Tensor runPipeline(Run& run)
{
    const RunContext context;
    if (run.file.has("mask_u8")) {
        return runInpainting(run);
    }
    if (run.isClass("Upscale")) {
        const at::Tensor image = pictureOf(run.file);
        const nlohmann::json lowResolution =
            readConfigFile(run.folder / "low_res_scheduler" / "scheduler_config.json");
        UpscaleSetup setup{run.vae.get(), run.steps(), run.call.at("noise_level").get<int>(),
                           NoiseSchedule(SchedulerConfig(lowResolution), BetaDefaults{}),
                           loopOf(run, image.size(2), image.size(3))};
        return upscale(std::move(setup), image, context);
    }
    if (run.file.has("image_u8")) {
        const at::Tensor image = pictureOf(run.file);
        DenoiseLoop loop = loopOf(run, image.size(2), image.size(3));
        return run.isClass("InstructPix2Pix")
                   ? editByInstruction(std::move(loop), *run.vae, run.steps(), image, {}, context)
                   : imageToImage(std::move(loop), *run.vae, run.steps(),
                                  run.call.at("strength").get<double>(), image, context);
    }
    const at::Tensor noise = run.file.tensor("noise.00"); // only its shape is looked at here
    const std::int64_t factor = run.vae->downscaleFactor();
    return textToImage(loopOf(run, noise.size(2) * factor, noise.size(3) * factor), run.steps(),
                       noise.sizes(), context);
}

void compareResults(Run& run, const at::Tensor& latents)
{
    const double error = run.file.referenceError("latents");
    const std::vector<double>& times = run.scheduler->timesteps();
    const at::Tensor allTimes = at::tensor(times, at::kFloat);
    const auto walked = static_cast<std::int64_t>(run.stepLatents.size());
    run.comparison.compare("timesteps", allTimes.slice(0, allTimes.size(0) - walked),
                           run.file.tensor("timesteps").to(at::kFloat), 0.0);
    run.comparison.compare("step_model_output", at::stack(run.stepOutputs),
                           run.file.tensor("step_model_output"), error);
    const at::Tensor stored = run.file.tensor("step_latents");
    if (!isBlendedInpainting(run.file, *run.unet)) { // stored before blending there
        run.comparison.compare("step_latents", at::stack(run.stepLatents), stored, error);
    }
    run.comparison.compare("final_latents", latents, run.file.tensor("final_latents"), error);
    const at::Tensor decoded = run.vae->decode(run.vae->unscaleLatents(latents), RunContext{});
    run.comparison.compare("decoded", decoded, run.file.tensor("decoded"),
                           run.file.referenceError("decoded"));
    run.comparison.require("noise draws", run.noise.isUsedUp());
}

void checkPipelineCase(const Case& file, const CheckOptions& options, Comparison& comparison)
{
    const at::NoGradGuard inference;
    const std::filesystem::path folder = file.modelFolder(options);
    auto unet = loadUNet2DCondition(folder / "unet");
    const bool blended = isBlendedInpainting(file, *unet);
    const SchedulerConfig config(file.json.at("scheduler_config"));
    const SchedulerEntry* entry =
        findSchedulerOfClass(file.json.at("scheduler").get<std::string>(), config);
    comparison.require("the scheduler is not in the registry", entry != nullptr);
    if (entry == nullptr) {
        return;
    }
    Run run{file,
            file.json.at("call"),
            folder,
            std::move(unet),
            loadAutoencoder(folder / "vae"),
            loadTexts(folder),
            entry->make(config),
            ReplayedNoise(storedNoise(file, blended)),
            comparison,
            {},
            {}};
    const at::Tensor latents = runPipeline(run);
    compareResults(run, latents);
}

} // namespace

std::vector<CaseResult> checkPipelines(const CheckOptions& options)
{
    return runCases("pipe", options, checkPipelineCase);
}

} // namespace diffusion::check
