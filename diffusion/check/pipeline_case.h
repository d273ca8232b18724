#pragma once

/// What a stored case of a whole pipeline is made of: its call, with the reference's defaults for
/// what the call leaves out, and the networks of its model.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "diffusion/check/check.h"
#include "diffusion/engine/pipelines/text_conditioning.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion::check {

/// How the reference's pipelines go through a model.
enum class Way {
    FromWords,
    FromPicture,           ///< in a share of the steps
    FromPictureInAllSteps, ///< which lie closer together
    Inpaint,
    ByInstruction,
    Upscale
};

struct PipelineCall {
    /// Throws SkipCase for pipelines, and ways to call them, that this program does not have.
    explicit PipelineCall(const nlohmann::json& file);

    Way way = Way::FromWords;
    bool isBase = false; ///< its negative prompt is told the same sizes unless the call has others
    int steps = 50;
    double guidanceScale = 7.5;
    double guidanceRescale = 0.0;
    double imageGuidanceScale = 1.5;
    double strength = 1.0;
    int clipSkip = 0;
    int noiseLevel = 20;
    nlohmann::json values; ///< the call itself

    [[nodiscard]] bool has(const char* key) const;
    /// Two numbers, rows first.
    [[nodiscard]] std::vector<float> pair(const char* key,
                                          const std::vector<float>& fallback) const;
};

struct PipelineNetworks {
    /// `model`: a diffusers folder, or a checkpoint in one file. Throws LoadError.
    PipelineNetworks(const std::filesystem::path& model, const CheckOptions& options);

    nlohmann::json index; ///< model_index.json; an empty object where there is none
    std::unique_ptr<UNet2DConditionModel> unet; ///< this or the transformer
    std::unique_ptr<PixArtTransformer2D> transformer;
    std::unique_ptr<Autoencoder> vae;
    std::vector<TextPart> texts;         ///< without tokenizers: cases have the ids
    std::vector<std::string> tokenizers; ///< their names in the case
    nlohmann::json lowResolution;        ///< of upscalers: how the small picture is noised

    [[nodiscard]] const Denoiser& denoiser() const
    {
        return transformer ? static_cast<const Denoiser&>(*transformer) : *unet;
    }
    /// Whether the network sees latents alone.
    [[nodiscard]] bool seesLatentsOnly() const;
    /// Whether it takes SDXL's pooled text and sizes.
    [[nodiscard]] bool takesSizes() const;
    /// Whether the guidance scale is an input of it.
    [[nodiscard]] bool embedsGuidance() const;

private:
    void readFolder(const std::filesystem::path& folder);
    void readFile(const std::filesystem::path& file, const CheckOptions& options);
};

} // namespace diffusion::check
