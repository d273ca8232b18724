#include "diffusion/check/pipeline_conditioning.h"

#include "diffusion/engine/pipelines/guidance_embedding.h"
#include "diffusion/engine/pipelines/size_conditioning.h"

namespace diffusion::check {
namespace {

using Numbers = std::vector<float>;

/// Which of the two prompts.
enum class Side { Positive, Negative };

Numbers joined(const Numbers& a, const Numbers& b, const Numbers& c)
{
    Numbers out = a;
    out.insert(out.end(), b.begin(), b.end());
    out.insert(out.end(), c.begin(), c.end());
    return out;
}

/// SDXL's sizes, rows first: original, crop, target; the refiner has a score in place of the last.
Numbers timeIdsOf(const PipelineCall& call, bool isScored, Side side, const Pictures& pictures)
{
    const Numbers whole{static_cast<float>(pictures.height), static_cast<float>(pictures.width)};
    const Numbers original = call.pair("original_size", whole);
    const Numbers target = call.pair("target_size", whole);
    const Numbers corner = call.pair("crops_coords_top_left", {0, 0});
    const auto score = [&](const char* key, float fallback) {
        return Numbers{call.has(key) ? call.values.at(key).get<float>() : fallback};
    };
    const bool hasOwn = call.has("negative_original_size") && call.has("negative_target_size");
    if (side == Side::Positive || (call.isBase && !hasOwn)) {
        return joined(original, corner, isScored ? score("aesthetic_score", 6.0F) : target);
    }
    return joined(call.pair("negative_original_size", original),
                  call.pair("negative_crops_coords_top_left", {0, 0}),
                  isScored ? score("negative_aesthetic_score", 2.5F)
                           : call.pair("negative_target_size", target));
}

at::Tensor rows(const Numbers& ids, std::int64_t count)
{
    return at::tensor(ids, at::kFloat).unsqueeze(0).expand({count, -1});
}

at::Tensor sizesOf(const PipelineCall& call, const PipelineNetworks& networks,
                   const UNetConditioning& words, const Guidance& guidance,
                   const Pictures& pictures)
{
    if (networks.takesSizes()) {
        const UNet2DConditionConfig& config = networks.unet->config();
        const std::int64_t ids =
            (config.projection_class_embeddings_input_dim - words.textEmbeds.size(1)) /
            config.addition_time_embed_dim;
        const auto one = [&](Side side) {
            return rows(timeIdsOf(call, ids == 5, side, pictures), pictures.count);
        };
        return guidance.kind == Guidance::Kind::None
                   ? one(Side::Positive)
                   : at::cat({one(Side::Negative), one(Side::Positive)}, 0);
    }
    if (networks.transformer && networks.transformer->config().use_additional_conditions) {
        const core::Size size{static_cast<int>(pictures.width), static_cast<int>(pictures.height)};
        return sizeIds(SizeIds::SizeAndRatio, size, Guidance{})
            .expand({guidance.copies() * pictures.count, -1});
    }
    return {};
}

at::Tensor repeated(const at::Tensor& x, std::int64_t count)
{
    return x.defined() && x.size(0) < count ? x.repeat_interleave(count / x.size(0), 0) : x;
}

PromptStates statesOf(const Case& file, const PipelineNetworks& networks, const std::string& prompt,
                      int clipSkip, std::int64_t count)
{
    std::vector<at::Tensor> ids;
    ids.reserve(networks.tokenizers.size());
    for (const std::string& tokenizer : networks.tokenizers) {
        ids.push_back(file.tensor("ids." + prompt + "." + tokenizer).to(at::kLong));
    }
    const PromptStates states = encodePrompts(networks.texts, ids, clipSkip, RunContext{});
    return {repeated(states.states, count), repeated(states.pooled, count),
            repeated(states.mask, count)};
}

} // namespace

Guidance guidanceOf(const PipelineCall& call, const PipelineNetworks& networks)
{
    Guidance guidance;
    guidance.scale = call.guidanceScale;
    guidance.rescale = call.guidanceRescale;
    guidance.imageScale = call.imageGuidanceScale;
    if (networks.embedsGuidance() || guidance.scale <= 1.0) {
        return guidance;
    }
    if (call.way != Way::ByInstruction) {
        guidance.kind = Guidance::Kind::Classifier;
    } else if (guidance.imageScale >= 1.0) {
        guidance.kind = Guidance::Kind::ImageAndText;
    }
    return guidance;
}

UNetConditioning conditioningOf(const Case& file, const PipelineCall& call,
                                const PipelineNetworks& networks, const Guidance& guidance,
                                const Pictures& pictures)
{
    const PromptStates positive = statesOf(file, networks, "prompt", call.clipSkip, pictures.count);
    PromptStates negative;
    const bool zeros = networks.takesSizes() && !call.has("negative_prompt") &&
                       networks.index.value("force_zeros_for_empty_prompt", true);
    if (zeros) {
        negative = zeroStates(positive);
    } else if (guidance.kind != Guidance::Kind::None) {
        // The reference skips layers for the prompt only.
        negative = statesOf(file, networks, "negative_prompt", 0, pictures.count);
    }
    UNetConditioning out = arrangePrompts(positive, negative, guidance);
    out.timeIds = sizesOf(call, networks, out, guidance, pictures);
    if (networks.embedsGuidance()) {
        out.timestepCond = guidanceEmbedding(
            call.guidanceScale, networks.unet->config().time_cond_proj_dim, pictures.count);
    }
    return out;
}

} // namespace diffusion::check
