// Sections text, unet, transformer and vae: one forward of each network.

#include "diffusion/check/check_sections.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion::check {
namespace {

at::Tensor optionalTensor(const Case& current, const std::string& name)
{
    return current.has(name) ? current.tensor(name) : at::Tensor();
}

void checkT5(const Case& current, const TextEncoder& encoder, Comparison& comparison)
{
    const double error = current.referenceError();
    const RunContext context;
    const at::Tensor ids = current.tensor("input_ids");
    comparison.compare("last_hidden_state", encoder.forward(ids, context).lastHiddenState,
                       current.tensor("last_hidden_state"), error);
    if (current.has("last_hidden_state.masked")) {
        comparison.compare(
            "last_hidden_state.masked",
            encoder.forward(ids, current.tensor("attention_mask"), context).lastHiddenState,
            current.tensor("last_hidden_state.masked"), error);
    }
    if (current.has("long_input_ids")) {
        comparison.compare("long_last_hidden_state",
                           encoder.forward(current.tensor("long_input_ids"), context).lastHiddenState,
                           current.tensor("long_last_hidden_state"), error);
    }
}

void checkTextCase(const Case& current, const CheckOptions& options, Comparison& comparison)
{
    const auto encoder = loadTextEncoder(current.modelFolder(options));
    if (current.json.at("kind") == "t5") {
        checkT5(current, *encoder, comparison);
        return;
    }
    const double error = current.referenceError();
    const TextEncoding result = encoder->forward(current.tensor("input_ids"), RunContext{});
    comparison.compare("last_hidden_state", result.lastHiddenState,
                       current.tensor("last_hidden_state"), error);
    for (const char* name : {"pooler_output", "text_embeds"}) {
        if (current.has(name)) {
            comparison.compare(name, result.pooled, current.tensor(name), error);
        }
    }
    const auto& states = result.hiddenStates;
    if (current.has("hidden_states.-2")) {
        comparison.compare("hidden_states.-2", states.at(states.size() - 2),
                           current.tensor("hidden_states.-2"), error);
    }
    if (current.has("hidden_states.-2.final_ln")) {
        comparison.compare("hidden_states.-2.final_ln",
                           encoder->finalNorm(states.at(states.size() - 2)),
                           current.tensor("hidden_states.-2.final_ln"), error);
    }
    if (current.has("hidden_states.0")) {
        const at::Tensor golden = current.tensor("hidden_states.0"); // of the first prompts only
        comparison.compare("hidden_states.0", states.front().narrow(0, 0, golden.size(0)), golden,
                           error);
    }
}

void checkUNetCase(const Case& current, const CheckOptions& options, Comparison& comparison)
{
    const auto unet = loadUNet2DCondition(current.modelFolder(options));
    UNetConditioning conditioning;
    conditioning.encoderHiddenStates = current.tensor("encoder_hidden_states");
    conditioning.textEmbeds = optionalTensor(current, "text_embeds");
    conditioning.timeIds = optionalTensor(current, "time_ids");
    conditioning.classLabels = optionalTensor(current, "class_labels");
    conditioning.timestepCond = optionalTensor(current, "timestep_cond");
    conditioning.encoderAttentionMask = optionalTensor(current, "encoder_attention_mask");
    comparison.compare("out",
                       unet->forward(current.tensor("sample"), current.tensor("timestep"),
                                     conditioning, RunContext{}),
                       current.tensor("out"), current.referenceError());
}

/// The case's `out` has all channels, also those of a learnt variance.
void checkTransformerCase(const Case& current, const CheckOptions& options, Comparison& comparison)
{
    const auto network = loadPixArtTransformer(current.modelFolder(options));
    UNetConditioning conditioning;
    conditioning.encoderHiddenStates = current.tensor("encoder_hidden_states");
    conditioning.encoderAttentionMask = optionalTensor(current, "encoder_attention_mask");
    if (current.has("resolution")) {
        conditioning.timeIds = at::cat({current.tensor("resolution").to(at::kFloat),
                                        current.tensor("aspect_ratio").to(at::kFloat)},
                                       1);
    }
    const at::Tensor sample = current.tensor("sample"), time = current.tensor("timestep");
    const at::Tensor golden = current.tensor("out");
    const RunContext context;
    comparison.compare("out", network->output(sample, time, conditioning, context), golden,
                       current.referenceError());
    const std::int64_t predicted =
        network->config().learnsVariance() ? network->config().in_channels : golden.size(1);
    comparison.compare("out without variance",
                       network->forward(sample, time, conditioning, context),
                       golden.narrow(1, 0, predicted), current.referenceError());
}

/// (H, W, 3) bytes -> (1, 3, H, W) in [-1, 1]
at::Tensor toImage(const at::Tensor& bytes)
{
    return (bytes.to(at::kFloat) / 255.0 * 2.0 - 1.0).permute({2, 0, 1}).unsqueeze(0).contiguous();
}

void compareAutoencoder(const Case& current, const Autoencoder& vae, Comparison& comparison)
{
    const RunContext context;
    const EncodedLatents encoded = vae.encode(toImage(current.tensor("image_u8")), context);
    if (current.has("latents")) {
        comparison.compare("latents", encoded.mean, current.tensor("latents"),
                           current.referenceError("encode"));
    } else {
        comparison.compare("mean", encoded.mean, current.tensor("mean"),
                           current.referenceError("mean"));
        comparison.compare("logvar", encoded.logvar, current.tensor("logvar"),
                           current.referenceError("logvar"));
        comparison.compare("std", at::exp(encoded.logvar * 0.5), current.tensor("std"),
                           current.referenceError("logvar"));
    }
    comparison.compare("decoded", vae.decode(current.tensor("z"), context),
                       current.tensor("decoded"), current.referenceError("decode"));
}

void checkVaeCase(const Case& current, const CheckOptions& options, Comparison& comparison)
{
    const std::filesystem::path folder = current.modelFolder(options);
    const auto vae = loadAutoencoder(folder);
    compareAutoencoder(current, *vae, comparison);
    if (current.json.contains("scaling_factor")) {
        comparison.require("scaling_factor",
                           vae->scalingFactor() == current.json.at("scaling_factor").get<double>());
    }
    // The same autoencoder in its first published form, where that is there too.
    const std::filesystem::path files = options.root / "models" / "single_file";
    if (current.json.at("kind") == "taesd" &&
        std::filesystem::exists(files / "taesd_encoder.safetensors")) {
        const Weights weights(openOriginalTaesd(files / "taesd_encoder.safetensors",
                                                files / "taesd_decoder.safetensors"));
        const auto original = makeAutoencoderTiny(
            AutoencoderTinyConfig::parse(readJsonFile(folder / "config.json")), weights);
        comparison.require("original files have unused tensors", weights.finish().empty());
        compareAutoencoder(current, *original, comparison);
    }
}

} // namespace

std::vector<CaseResult> checkText(const CheckOptions& options)
{
    return runCases("text", options, checkTextCase);
}

std::vector<CaseResult> checkUNet(const CheckOptions& options)
{
    return runCases("unet", options, checkUNetCase);
}

std::vector<CaseResult> checkTransformer(const CheckOptions& options)
{
    return runCases("transformer", options, checkTransformerCase);
}

std::vector<CaseResult> checkVae(const CheckOptions& options)
{
    return runCases("vae", options, checkVaeCase);
}

} // namespace diffusion::check
