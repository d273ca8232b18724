#pragma once

/// Pictures of any size through an autoencoder with bounded memory.
///
/// Up to a limit a picture is taken whole, exactly as the papers have it. A larger one goes through
/// the fine layers in crops that overlap by all that these layers see, and only the middle of each
/// is kept, so that neighbours agree to rounding and nothing has to be blended. Group norms get
/// their statistics once for the whole picture, from samples spread over it that go through the
/// layers side by side: that is the only difference. (Statistics from passes over all crops are of
/// no use: taken while other norms have statistics of another pass, they swing up from pass to
/// pass.) The coarse layers, with their attention, see all of it at the size of the latents (up to
/// coarseSide squared, 2048 x 2048 pixels with the usual factor of 8; beyond that in blended
/// windows of this size).

#include <cstdint>
#include <memory>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/networks/kl_blocks.h"

namespace diffusion {

struct PictureLimits {
    std::int64_t wholePixels = std::int64_t{1024} * 1024; ///< up to here all at once
    std::int64_t cropSide = 960;   ///< of a crop with its margins, in pixels, about
    std::int64_t sampleSide = 256; ///< of a sample with its margins, in pixels
    std::int64_t samples = 4;      ///< along each side
    std::int64_t coarseSide = 256; ///< of the coarse layers' windows, in latents
};

/// Whether a picture goes through in crops: never where a gradient is needed.
[[nodiscard]] bool isLarge(const PictureLimits& limits, std::int64_t pixels, const at::Tensor& x,
                           const at::Tensor& weight);

/// The decoder, or where the picture is large and no gradient needed, in crops.
/// z: (B, Cl, h, w) -> (B, 3, H, W)
[[nodiscard]] at::Tensor decodeWithin(const PictureLimits& limits, const KLDecoder& decoder,
                                      const at::Tensor& z, const RunContext& context);

/// Likewise. image: (B, 3, H, W) -> (B, 2 * Cl, h, w)
[[nodiscard]] at::Tensor encodeWithin(const PictureLimits& limits, const KLEncoder& encoder,
                                      const at::Tensor& image, const RunContext& context);

/// As makeAutoencoderKL with limits of one's own.
[[nodiscard]] std::unique_ptr<Autoencoder> makeAutoencoderKL(const AutoencoderKLConfig& config,
                                                             const Weights& weights,
                                                             const PictureLimits& limits);

} // namespace diffusion
