#pragma once

/// What the Stable Diffusion families share.

#include "diffusion/engine/families/family.h"

namespace diffusion {

/// Whether a U-Net takes latents alone (4), or latents, mask and masked latents (9).
[[nodiscard]] bool takesLatentsOnly(const ModelFiles& files);
[[nodiscard]] bool takesMaskedImage(const ModelFiles& files);

/// Whether it takes SDXL's pooled text and sizes, or joins its transformers by linear layers (SD 2).
[[nodiscard]] bool takesSizes(const ModelFiles& files);
[[nodiscard]] bool hasLinearProjections(const ModelFiles& files);

/// Defaults of the Stable Diffusion families; `family` gives id and title.
[[nodiscard]] ModelInfo describeStableDiffusion(const ModelFiles& files, const ModelFamily& family);

/// Networks, tokenizers and scheduler configuration of a folder; the caller sets the rest.
[[nodiscard]] std::unique_ptr<LoadedModel> loadComponents(const ModelFiles& files,
                                                          const LoadContext& context);

} // namespace diffusion
