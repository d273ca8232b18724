#pragma once

/// A model in memory: what a family makes of its files and what the fill pipeline runs. Nothing in it
/// names a family; what differs between families is said by its fields. Worker thread only.

#include <memory>
#include <vector>

#include "diffusion/engine/pipelines/inpaint.h"
#include "diffusion/engine/pipelines/text_conditioning.h"
#include "diffusion/engine/schedulers/config.h"
#include "diffusion/fill_service.h"

namespace diffusion {

struct LoadedModel {
    ModelInfo info;
    SchedulerConfig scheduler;
    std::unique_ptr<UNet2DConditionModel> unet;
    std::unique_ptr<Autoencoder> vae;
    std::vector<TextPart> texts;

    InpaintKind inpaintKind = InpaintKind::MaskedImage;
    /// Whether results are told as a change to the pre-fill, which keeps the photo's own detail.
    bool transfersDetail = false;
    /// Whether decoding is so cheap that previews can use it.
    bool decodesPreviews = false;
    /// Whether an empty negative prompt means zero states and not those of "".
    bool zerosEmptyNegative = false;
    /// Whether the U-Net wants the picture's sizes (SDXL's time_ids).
    bool wantsSizes = false;
};

} // namespace diffusion
