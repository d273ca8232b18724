#pragma once

/// What the Stable Diffusion families share.

#include "diffusion/engine/families/family.h"

namespace diffusion {

/// Whether there is a U-Net that takes latents alone (4), or latents, mask and masked latents (9).
[[nodiscard]] bool takesLatentsOnly(const ModelFiles& files);
[[nodiscard]] bool takesMaskedImage(const ModelFiles& files);

/// Whether it takes the picture's latents beside its own and edits by instruction (8), or a small
/// picture's pixels and enlarges it (7).
[[nodiscard]] bool takesPicture(const ModelFiles& files);
[[nodiscard]] bool takesSmallPicture(const ModelFiles& files);

/// Whether it takes the guidance scale as an embedding: consistency models.
[[nodiscard]] bool takesGuidance(const ModelFiles& files);

/// Whether it takes SDXL's pooled text and sizes, or joins its transformers by linear layers (SD 2).
[[nodiscard]] bool takesSizes(const ModelFiles& files);
[[nodiscard]] bool hasLinearProjections(const ModelFiles& files);

/// Defaults of the Stable Diffusion families; `family` gives id and title, `guidance` is for models that
/// need many steps. Where the scheduler's configuration tells of a model distilled for few steps
/// (trailing Euler as SDXL-Turbo's and Lightning's, LCM, TCD), the defaults are 4 steps without
/// guidance.
[[nodiscard]] ModelInfo describeStableDiffusion(const ModelFiles& files, const ModelFamily& family,
                                                float guidance = 7.5F);

/// Previews by the model's own autoencoder if that is light, else by a tiny decoder lying near.
void choosePreviews(LoadedModel& model, const ModelFiles& files, const LoadContext& context);

/// Networks, tokenizers and scheduler configuration of a model; the caller sets the rest.
[[nodiscard]] std::unique_ptr<LoadedModel> loadComponents(const ModelFiles& files,
                                                          const LoadContext& context);

/// loadComponents and all that the Stable Diffusion families share: how they fill by their input
/// channels, SDXL's sizes and zero states.
[[nodiscard]] std::unique_ptr<LoadedModel> loadStableDiffusion(const ModelFiles& files,
                                                               const LoadContext& context);

} // namespace diffusion
