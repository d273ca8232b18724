#include "diffusion/engine/latent_fill.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/output_tape.h"
#include "diffusion/engine/pipelines/guidance_embedding.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/pipelines/size_conditioning.h"
#include "diffusion/engine/prompts/word_maps.h"

namespace diffusion {
namespace {

// Where the stages end on the bar; measured shares of a removal on two cores.
constexpr double kPrefillEnd = 0.10;
constexpr double kEncodingEnd = 0.15;
constexpr double kDenoisingEnd = 0.92;

constexpr std::size_t kMostKept = std::size_t{192} << 20; ///< bytes of prepared pictures

constexpr float kNeutral = 0.5F; // mid grey, 0 for the autoencoder

void fillNeutral(core::PixelBuffer& image, const core::PixelBuffer& hole)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (hole.at(x, y)[0] > 0.0F) {
                std::fill_n(image.at(x, y), 3, kNeutral);
            }
        }
    }
}

/// 1 where the request's mask reaches one half; everywhere where nothing is to be kept.
core::PixelBuffer holeOf(const FillRequest& request, const JobPlan& plan)
{
    core::PixelBuffer hole(request.image.width(), request.image.height(), 1, 1.0F);
    if (!plan.wholePicture) {
        for (std::size_t i = 0; i < hole.count(); ++i) {
            hole.data()[i] = request.mask.data()[i] >= 0.5F ? 1.0F : 0.0F;
        }
    }
    return hole;
}

/// 0 at the outline of the mask, 1 from four pixels inside on: what diffusion changes near the
/// outline would be a seam. mask, result: (1, 1, H, W).
at::Tensor fromOutlineInwards(const at::Tensor& mask)
{
    constexpr std::int64_t kReach = 4;
    const at::Tensor mean = at::avg_pool2d(mask, 2 * kReach + 1, 1, kReach, /*ceil_mode=*/false,
                                           /*count_include_pad=*/false);
    return (2.0 * mean - 1.0).clamp(0.0, 1.0);
}

/// The sizes to work at one after another, each twice the one before; only the last where no layout is
/// to be found first.
std::vector<core::Size> passSizes(const JobPlan& plan, const LoadedModel& model)
{
    const int longest = std::max(plan.modelSize.width, plan.modelSize.height);
    std::vector<core::Size> sizes;
    const int multiple = model.info.sizeMultiple;
    const auto reduced = [&](int side, int to) {
        const double wanted = static_cast<double>(side) * to / longest;
        return std::max(1, static_cast<int>(wanted / multiple + 0.5)) * multiple;
    };
    if (model.coarseSide > 0 && plan.strength >= 1.0) {
        for (int side = model.coarseSide; side < longest; side *= 2) {
            sizes.push_back(
                {reduced(plan.modelSize.width, side), reduced(plan.modelSize.height, side)});
        }
    }
    sizes.push_back(plan.modelSize);
    return sizes;
}

/// Only `more` steps at the end of a schedule that is longer by as many.
void extend(JobPlan& plan, int more)
{
    if (more > 0) {
        plan.steps += more;
        // A quarter of a step over, so that rounding cannot lose one.
        plan.strength = (more + 0.25) / plan.steps;
    }
}

/// The latents to go on from, checked to be of the size that the plan works at.
at::Tensor startLatents(const FillRequest& request, const JobPlan& plan, const LoadedModel& model)
{
    const std::int64_t factor = model.vae->downscaleFactor();
    if (request.state && request.state->latents) {
        const LatentPicture& latents = *request.state->latents;
        if (latents.channels == model.vae->latentChannels() &&
            latents.height == plan.modelSize.height / factor &&
            latents.width == plan.modelSize.width / factor) {
            return toLatentTensor(latents);
        }
    }
    throw EngineError(core::ErrorCode::InvalidArgument,
                      "there are no latents of this size and model to go on from");
}

constexpr double kLightDecode = 2.5; ///< measured with the model that ships

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What decoding costs in steps without guidance, before it has been measured. A network's work grows
/// about with its weights, SD 1.5's 860 million doing 678 GFLOP a step at 512 px; the decoders that go
/// with all of them are alike, 2515 GFLOP there.
double decodeInSteps(const LoadedModel& model)
{
    double weights = 0.0;
    for (const auto& [name, tensor] : model.unetParameters) {
        weights += static_cast<double>(tensor.numel());
    }
    return model.decodesPreviews || weights <= 0.0 ? kLightDecode : 2515.0 / (678.0 * weights / 860e6);
}

/// How many steps a pass will make, about: schedulers may make two of one.
int aboutSteps(const JobPlan& plan, double strength)
{
    return std::max(1, static_cast<int>(std::lround(plan.steps * strength)));
}

/// Null where nothing is asked for.
std::unique_ptr<WordMapMaker> wordMapsFor(const FillRequest& request, const JobPlan& plan,
                                          const LoadedModel& model)
{
    if (!request.wordMaps || request.prompt.empty() || model.texts.empty()) {
        return nullptr;
    }
    const TextPart& text = model.texts.front();
    const auto factor = static_cast<int>(model.vae->downscaleFactor());
    return std::make_unique<WordMapMaker>(
        wordsOf(request.prompt, *text.tokenizer,
                std::min(text.tokenizer->maxLength(), text.encoder->maxLength())),
        plan.guidance,
        core::Size{plan.modelSize.width / factor, plan.modelSize.height / factor});
}

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

} // namespace

struct LatentFill::Pictures {
    core::PixelBuffer filled; ///< at the request's resolution, the hole pre-filled
    at::Tensor image;         ///< (1, 3, H, W) in [0, 1] at model size, as given
    at::Tensor start;         ///< the same of `filled`
    at::Tensor mask;          ///< (1, 1, H, W) at model size, binary unless the plan has a soft mask
};

/// What a generation leaves besides its picture.
struct LatentFill::Outputs {
    OutputTape tape;
    RunForecast forecast;
    GenerationStateRef state;
    std::vector<WordMap> words; ///< of the last pass
};

struct LatentFill::Kept {
    std::uint64_t key = 0;
    Pictures pictures;
    at::Tensor reconstruction; ///< of pictures.start; undefined while not asked for

    [[nodiscard]] std::size_t bytes() const
    {
        const std::int64_t tensors = 4 * pictures.start.numel(); // with image, mask, reconstruction
        return sizeof(float) * (pictures.filled.count() + static_cast<std::size_t>(tensors));
    }
};

LatentFill::LatentFill(std::unique_ptr<LoadedModel> model)
    : m_model(std::move(model)), m_prompts(*m_model), m_loras(*m_model),
      m_costs(decodeInSteps(*m_model))
{
    if (m_model->layout) {
        m_layout = std::make_unique<LatentFill>(std::move(m_model->layout));
    }
}

LatentFill::~LatentFill() = default;

LatentFill::Pictures LatentFill::picturesFor(const FillRequest& request, const JobPlan& plan,
                                             const PipelineContext& context)
{
    // Several results of one picture are gone back to while the user chooses.
    const std::uint64_t key = pictureKeyOf(request, plan.prefill == Prefill::Exemplar) ^
                              static_cast<std::uint64_t>(plan.prefill);
    const auto known = std::find_if(m_kept.begin(), m_kept.end(),
                                    [key](const Kept& one) { return one.key == key; });
    if (known != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, known);
        return m_kept.front().pictures;
    }
    m_kept.push_front({key, preparePictures(request, plan, context), {}});
    std::size_t bytes = 0;
    for (auto one = m_kept.begin(); one != m_kept.end();) {
        bytes += one->bytes();
        const bool stays = one == m_kept.begin() || bytes <= kMostKept;
        one = stays ? std::next(one) : m_kept.erase(one);
    }
    return m_kept.front().pictures;
}

at::Tensor LatentFill::reconstructionOf(const JobPlan& plan, const Pictures& pictures,
                                        const RunContext& context)
{
    if (!plan.transfersDetail) {
        return {};
    }
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& one) {
        return one.pictures.start.is_same(pictures.start);
    });
    if (kept != m_kept.end() && kept->reconstruction.defined()) {
        return kept->reconstruction;
    }
    const Autoencoder& vae = *m_model->vae;
    const at::Tensor out =
        toUnit(vae.decode(vae.encode(toSigned(pictures.start), context).mean, context));
    if (kept != m_kept.end()) {
        kept->reconstruction = out;
    }
    return out;
}

LatentFill::Pictures LatentFill::preparePictures(const FillRequest& request, const JobPlan& plan,
                                                 const PipelineContext& context) const
{
    const core::PixelBuffer hole = holeOf(request, plan);
    Pictures out;
    out.filled = request.image;
    if (plan.prefill == Prefill::Exemplar) {
        const core::Status status =
            (*context.prefiller)(out.filled, hole, request.seed, context.stop);
        if (!status.has_value()) {
            throw EngineError(status.error().code, status.error().message);
        }
    } else if (plan.prefill == Prefill::Neutral) {
        fillNeutral(out.filled, hole);
    }
    RunContext{context.stop}.checkpoint();
    out.image = resized(toTensor(request.image), plan.modelSize).clamp(0.0, 1.0);
    out.start = resized(toTensor(out.filled), plan.modelSize).clamp(0.0, 1.0);
    out.mask = plan.softMask
                   ? resized(toTensor(request.mask), plan.modelSize).clamp(0.0, 1.0)
                   : resizedMask(toTensor(hole), plan.modelSize);
    return out;
}

UNetConditioning LatentFill::conditioningOf(const FillRequest& request, const JobPlan& plan,
                                            const RunContext& context)
{
    m_prompts.useAdapters(m_loras, request, context);
    UNetConditioning out = m_prompts.encode(wishOf(request), plan.guidance, context);
    if (m_model->sizeIds) {
        out.timeIds = sizeIds(*m_model->sizeIds, plan.modelSize, plan.guidance);
    }
    if (m_model->unet->config().class_embed_type == "projection") {
        out.classLabels = out.textEmbeds; // the pooled prompt stands where labels would
    }
    if (m_model->embedsGuidance()) {
        out.timestepCond = guidanceEmbedding(
            plan.guidanceScale, m_model->unet->config().time_cond_proj_dim, plan.guidance.copies());
    }
    return out;
}

at::Tensor LatentFill::denoise(DenoiseLoop loop, const JobPlan& plan, const Pictures& pictures,
                               const RunContext& context) const
{
    const Autoencoder& vae = *m_model->vae;
    const at::Tensor start = toSigned(pictures.start);
    if (m_model->editsByInstruction) {
        return editByInstruction(std::move(loop), vae, plan.steps, start,
                                 plan.wholePicture ? at::Tensor() : pictures.mask, context);
    }
    if (m_model->inpaintKind == InpaintKind::Blended && plan.wholePicture) {
        if (plan.strength < 1.0) {
            return imageToImage(std::move(loop), vae, plan.steps, plan.strength, start, context);
        }
        const std::int64_t factor = vae.downscaleFactor();
        return textToImage(
            std::move(loop), plan.steps,
            {1, vae.latentChannels(), start.size(2) / factor, start.size(3) / factor}, context);
    }
    InpaintSetup setup;
    setup.kind = m_model->inpaintKind;
    setup.vae = &vae;
    setup.steps = plan.steps;
    setup.strength = plan.strength;
    setup.loop = std::move(loop);
    return inpaint(std::move(setup), {toSigned(pictures.image), start, pictures.mask}, context);
}

at::Tensor LatentFill::onPhoto(const JobPlan& plan, const Pictures& pictures,
                               const at::Tensor& decoded, const at::Tensor& reconstruction)
{
    const core::Size size = pictures.filled.size();
    return plan.transfersDetail
               ? toTensor(pictures.filled) +
                     resized((decoded - reconstruction) * fromOutlineInwards(pictures.mask), size)
               : resized(decoded, size);
}

at::Tensor LatentFill::decodeOnly(const FillRequest& request, const JobPlan& plan,
                                  const Pictures& pictures, Outputs& outputs,
                                  const PipelineContext& context)
{
    const RunContext run{context.stop};
    const at::Tensor latents = startLatents(request, plan, *m_model);
    outputs.state = outputs.tape.finish(latents);
    const at::Tensor reconstruction = reconstructionOf(plan, pictures, run);
    PreviewMaker preview(*m_model, m_linearPreview, pictures.start, pictures.mask);
    preview.setReconstruction(reconstruction);
    const auto decode = [&] {
        return toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), run));
    };
    const auto show = [&](std::shared_ptr<const core::PixelBuffer> picture) {
        context.report({Stage::Decoding, 0, 0, kDenoisingEnd, std::move(picture), nullptr});
    };
    at::Tensor decoded;
    if (m_model->decodesPreviews) { // the picture itself is there as soon
        decoded = decode();
        show(request.previews ? preview.of(decoded) : nullptr);
    } else {
        show(request.previews ? preview(latents, run) : nullptr);
        decoded = decode();
    }
    run.checkpoint();
    return onPhoto(plan, pictures, decoded, reconstruction);
}

at::Tensor LatentFill::diffuse(const FillRequest& request, const JobPlan& plan,
                               const Pictures& pictures, Outputs& outputs,
                               const PipelineContext& context)
{
    if (request.moreSteps && *request.moreSteps == 0) {
        return decodeOnly(request, plan, pictures, outputs, context);
    }
    const RunContext run{context.stop};
    PreviewMaker preview(*m_model, m_linearPreview, pictures.start, pictures.mask);
    context.report({Stage::Encoding, 0, 0, kPrefillEnd,
                    request.previews ? preview.base() : nullptr, nullptr});

    // 1. Words.
    const std::unique_ptr<NoiseSource> noise = makeNoise(request.seed, request.nearby);
    const std::unique_ptr<Scheduler> scheduler = makeScheduler(*plan.scheduler, m_model->scheduler);
    DenoiseLoop loop;
    loop.unet = m_model->unet.get();
    loop.scheduler = scheduler.get();
    loop.noise = noise.get();
    loop.conditioning = conditioningOf(request, plan, run);
    loop.guidance = plan.guidance;
    loop.stepCache = request.stepCache;

    // 2. What the autoencoder alone does to the pre-fill, to be told from what diffusion does.
    const at::Tensor reconstruction = reconstructionOf(plan, pictures, run);
    if (reconstruction.defined()) {
        preview.setReconstruction(reconstruction);
    }

    // 3. Denoise, saying after each step how far it is and what it looks like.
    bool recalled = false;
    loop.recall = [&outputs, &recalled] {
        at::Tensor known = outputs.tape.recall();
        recalled = known.defined();
        return known;
    };
    loop.wantsOriginal = request.previews;
    loop.observe = [&](const DenoiseStep& step) {
        const int count = step.end - step.begin;
        const int done = step.position + 1 - step.begin;
        const double share = static_cast<double>(done) / count;
        recalled ? outputs.forecast.recalled(now()) : outputs.forecast.step(now());
        outputs.state = outputs.tape.record(step.guided);
        const bool pictured = request.previews && !outputs.tape.isPlaying();
        context.report({Stage::Denoising, done, count,
                        kEncodingEnd + (kDenoisingEnd - kEncodingEnd) * share,
                        pictured ? preview(step.original, run) : nullptr, outputs.state,
                        outputs.forecast.left(now())});
    };
    scheduler->setTimesteps(plan.steps);
    const bool continues = request.moreSteps.has_value();
    const int begin = plan.strength >= 1.0 || (m_model->editsByInstruction && !continues)
                          ? 0
                          : beginPosition(*scheduler, plan.steps, plan.strength);
    const int count = static_cast<int>(scheduler->timesteps().size()) - begin;
    if (continues) {
        loop.startFrom = startLatents(request, plan, *m_model);
        loop.begin = begin;
    }
    outputs.forecast.begin(count, now());
    context.report({Stage::Denoising, 0, count, kEncodingEnd, nullptr, nullptr,
                    outputs.forecast.left(now())});
    const std::unique_ptr<WordMapMaker> words = wordMapsFor(request, plan, *m_model);
    const at::Tensor latents =
        denoise(std::move(loop), plan, pictures, RunContext{context.stop, words.get()});
    outputs.words = words ? words->maps() : std::vector<WordMap>();
    outputs.state = outputs.tape.finish(latents);

    // 4. Decode; as a change to the pre-fill where that keeps the photo's own detail.
    outputs.forecast.decoding(now());
    context.report({Stage::Decoding, count, count, kDenoisingEnd, nullptr, nullptr,
                    outputs.forecast.left(now())});
    const at::Tensor decoded = toUnit(m_model->vae->decode(m_model->vae->unscaleLatents(latents), run));
    return onPhoto(plan, pictures, decoded, reconstruction);
}

at::Tensor LatentFill::coarseToFine(const FillRequest& request, const JobPlan& plan,
                                    const std::vector<core::Size>& sizes, Pictures& pictures,
                                    Outputs& outputs, const PipelineContext& context)
{
    const auto workAt = [&](std::size_t i) {
        const double steps = i == 0 ? plan.strength : m_model->refineStrength;
        return steps * sizes[i].width * sizes[i].height;
    };
    double total = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        total += workAt(i);
    }
    at::Tensor result;
    double done = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        JobPlan pass = plan;
        pass.modelSize = sizes[i];
        const bool last = i + 1 == sizes.size();
        Pictures at = last ? pictures
                           : Pictures{pictures.filled,
                                      resized(pictures.image, sizes[i]).clamp(0.0, 1.0),
                                      resized(pictures.start, sizes[i]).clamp(0.0, 1.0),
                                      resizedMask(pictures.mask, sizes[i])};
        if (i > 0) {
            pass.strength = m_model->refineStrength;
            const at::Tensor enlarged = resized(result, sizes[i]).clamp(0.0, 1.0);
            at.start = at.start + (enlarged - at.start) * at.mask;
        }
        const double from = done / total;
        done += workAt(i);
        LatentFill& networks = i == 0 && m_layout ? *m_layout : *this;
        result = networks.diffuse(request, pass, at, outputs, partOf(context, from, done / total));
    }
    return result;
}

FillResult LatentFill::run(const FillRequest& request, const PipelineContext& context)
{
    const at::NoGradGuard inference;
    JobPlan plan = makeJobPlan(request, *m_model, context.prefiller != nullptr);
    if (request.moreSteps == 0 && !plan.transfersDetail) {
        plan.prefill = Prefill::Keep; // all of the hole comes from the latents
    }
    context.report({Stage::Prefill, 0, 0, 0.0, nullptr, nullptr});
    Pictures pictures = picturesFor(request, plan, context);

    FillResult result;
    result.parameters = parametersOf(plan, request, m_model->info);
    if (plan.strength <= 0.0) {
        result.parameters.steps = 0;
        result.image = std::move(pictures.filled);
        return result;
    }
    std::vector<core::Size> sizes = passSizes(plan, *m_model);
    if (request.moreSteps) {
        sizes = {plan.modelSize};
        extend(plan, *request.moreSteps);
        result.parameters.steps = plan.steps;
    }
    std::vector<RunForecast::Pass> passes;
    for (const core::Size& size : sizes) {
        const double strength = passes.empty() ? plan.strength : m_model->refineStrength;
        passes.push_back({static_cast<double>(size.area()), static_cast<int>(plan.guidance.copies()),
                          aboutSteps(plan, strength)});
    }
    Outputs outputs{OutputTape(request), RunForecast(std::move(passes), m_costs), nullptr, {}};
    result.image = toPixels(
        sizes.size() == 1 ? diffuse(request, plan, pictures, outputs, context)
                          : coarseToFine(request, plan, sizes, pictures, outputs, context));
    outputs.forecast.end(now());
    result.state = outputs.state;
    result.wordMaps = std::move(outputs.words);
    return result;
}

} // namespace diffusion
