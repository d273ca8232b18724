#pragma once

/// A model in memory: what a family makes of its files and what the fill pipeline runs. Nothing in it
/// names a family; what differs between families is said by its fields. Worker thread only.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diffusion/engine/pipelines/inpaint.h"
#include "diffusion/engine/pipelines/size_conditioning.h"
#include "diffusion/engine/pipelines/text_conditioning.h"
#include "diffusion/engine/schedulers/config.h"
#include "diffusion/engine/schedulers/noise_schedule.h"
#include "diffusion/engine/size_bins.h"
#include "diffusion/fill_service.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/unet_2d_condition.h"

namespace diffusion {

/// A network's weights by name: the very tensors it holds.
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

struct LoadedModel {
    ModelInfo info;
    SchedulerConfig scheduler;
    std::unique_ptr<UNet2DConditionModel> unet;      ///< this or `transformer`
    std::unique_ptr<PixArtTransformer2D> transformer;
    std::unique_ptr<Autoencoder> vae;
    std::unique_ptr<Autoencoder> previewVae; ///< a tiny decoder for previews; may be null
    std::vector<TextPart> texts;
    NamedTensors unetParameters;              ///< of either; what LoRAs change in a U-Net
    std::vector<NamedTensors> textParameters; ///< one a text part

    InpaintKind inpaintKind = InpaintKind::MaskedImage;
    /// Whether results are told as a change to the pre-fill, which keeps the photo's own detail.
    bool transfersDetail = false;
    /// Whether what words ask for is put into the photo, whose detail stays where nothing
    /// was put; otherwise a hole with words starts from grey and is all painted.
    bool addsToPhoto = false;
    /// Longest side, pixels, of a first pass for the layout where more is asked for from pure noise;
    /// 0 = always one pass. Each further pass is twice as large and begins at `refineStrength`.
    int coarseSide = 0;
    double refineStrength = 0.5;
    int refineSteps = 0;         ///< of a whole schedule in those passes; 0 = as in the first
    double refineGuidance = 0.0; ///< at most, in those passes; 0 = as in the first
    /// Networks of its own for the first pass (a cascade, Ho et al. 2021, arXiv:2106.15282); null =
    /// the same for all.
    std::unique_ptr<LoadedModel> layout;
    /// Whether decoding is so cheap that previews can use it.
    bool decodesPreviews = false;
    /// Whether an empty negative prompt means zero states and not those of "".
    bool zerosEmptyNegative = false;
    /// Where pictures from words are made at one of certain sizes, whatever size is asked for; the
    /// result is enlarged or reduced until it covers that, and cut. Empty = at any size.
    std::vector<SizeBin> trainedSizes;
    /// What of the picture's sizes the network wants (SDXL's time_ids), if anything.
    std::optional<SizeIds> sizeIds;
    /// Whether the prompt is an instruction and the picture a further input.
    bool editsByInstruction = false;
    /// Whether prompts may weigh their parts and be longer than the encoder takes.
    bool weighsPrompts = true;
    /// Upscalers only: how the small picture is noised.
    std::optional<NoiseSchedule> lowResolution;

    /// The network that is asked at every step.
    [[nodiscard]] const Denoiser& denoiser() const
    {
        return transformer != nullptr ? static_cast<const Denoiser&>(*transformer) : *unet;
    }

    /// Whether the pooled prompt goes where class labels would.
    [[nodiscard]] bool embedsPooledText() const
    {
        return unet != nullptr && unet->config().class_embed_type == "projection";
    }

    /// Whether the U-Net takes the guidance scale as an input, so that one pass is enough.
    [[nodiscard]] bool embedsGuidance() const
    {
        return unet != nullptr && unet->config().time_cond_proj_dim > 0;
    }
};

} // namespace diffusion
