#pragma once

/// Masked latent diffusion, for the three kinds of network that can do it. Worker thread only.
///
/// Letters: H W pixels, C h w latent channels, rows and columns.

#include "diffusion/engine/pipelines/denoise.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// What the network sees beside the noisy latents.
enum class InpaintKind {
    MaskedImage, ///< mask and latents of the picture with its hole grey: Stable Diffusion
                 ///< inpainting
    Blended,     ///< nothing: the known part is put back after every step (Avrahami et al. 2023,
                 ///< "Blended Latent Diffusion", arXiv:2206.02779, section 4.1)
    Prefilled    ///< mask and latents of the picture with its hole filled from its surroundings
};

/// Pictures are (1, 3, H, W) in [-1, 1].
struct InpaintInput {
    at::Tensor image; ///< the picture; MaskedImage blanks the hole itself
    at::Tensor start; ///< the picture with its hole filled, which a strength below 1 starts from
    /// (1, 1, H, W), 1 = hole, 0 = keep. Blended obeys values between, which change the picture the
    /// later the smaller they are (see keepKnownPart); the other kinds want none.
    at::Tensor mask;
    at::Tensor shown = {}; ///< Prefilled: what the network sees; undefined = `start`
};

struct InpaintSetup {
    InpaintKind kind = InpaintKind::MaskedImage;
    const Autoencoder* vae = nullptr;
    int steps = 25;
    double strength = 1.0; ///< (0, 1]; 1 starts from pure noise
    DenoiseLoop loop;      ///< network, scheduler, noise, conditioning, guidance, observer
};

/// Clean latents (1, C, h, w), scaled as the U-Net has them. Sets the scheduler's times.
/// Draws, in this order and only where needed: the sample of the start picture's latents, the
/// starting noise, the sample of the masked picture's latents, the scheduler's own.
[[nodiscard]] at::Tensor inpaint(InpaintSetup setup, const InpaintInput& input,
                                 const RunContext& context);

/// Latents of a picture, scaled as the U-Net has them: drawn from the encoder's distribution, or
/// its mean where it has no variance. image: (B, 3, H, W) in [-1, 1] -> (B, C, h, w)
[[nodiscard]] at::Tensor encodePicture(const Autoencoder& vae, const at::Tensor& image,
                                       NoiseSource& noise, const RunContext& context);

} // namespace diffusion
