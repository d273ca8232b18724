#pragma once

/// A tiny decoder (the TAESD family) for a model's previews, found beside the model. Worker thread only.

#include <filesystem>
#include <memory>

#include "diffusion/models/autoencoder.h"

namespace diffusion {

/// Looks into the folders in `root` (or beside it, where it is a file) and beside `root` for
/// AutoencoderTiny models with as many latent channels as `vae` has. Each decodes a few coloured patches
/// that `vae` encoded; the one that comes closest to what `vae` decodes is taken, none where all are
/// far off (TAESDXL for an SD 1.5 model, say). Files that cannot be read are passed over.
[[nodiscard]] std::unique_ptr<Autoencoder> findPreviewDecoder(const std::filesystem::path& root,
                                                              const Autoencoder& vae,
                                                              const RunContext& context);

/// How far `decoder` is from `vae` for the same latents, as a share of the pictures' spread: 0 = equal,
/// about 1 and more = unrelated.
[[nodiscard]] double decoderDistance(const Autoencoder& vae, const Autoencoder& decoder,
                                     const RunContext& context);

} // namespace diffusion
