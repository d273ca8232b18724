#pragma once

/// Pictures of what the latents will become, cheap enough for every step. Worker thread only.

#include <memory>
#include <optional>

#include "core/base/pixel_buffer.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// From clean latents to about what the autoencoder would decode: a weighted sum of the channels,
/// one pixel a latent. Found by least squares on a picture of coloured patches that the
/// autoencoder encodes once.
class LinearPreview {
public:
    LinearPreview(const Autoencoder& vae, const RunContext& context);

    /// (1, C, h, w), scaled as the U-Net has them -> (1, 3, h, w) in about [0, 1].
    [[nodiscard]] at::Tensor operator()(const at::Tensor& latents) const;

private:
    at::Tensor m_weights; ///< (C + 1, 3): one row a channel, then the constant
};

/// Makes the preview pictures of one job.
class PreviewMaker {
public:
    /// base: (1, 3, H, W) in [0, 1], the picture with its hole filled as far as is known;
    /// mask: (1, 1, H, W), binary. `linear` keeps the fit between jobs; made on first use.
    PreviewMaker(const LoadedModel& model, std::optional<LinearPreview>& linear, at::Tensor base,
                 at::Tensor mask);

    /// What decode(encode(base)) gives, (1, 3, H, W) in [0, 1]: from now on previews show `base` plus
    /// the change against it.
    void setReconstruction(at::Tensor reconstruction) { m_reconstruction = std::move(reconstruction); }

    /// From now on previews show only the middle of the picture, of the shape of `shape`.
    void showMiddle(core::Size shape) { m_shape = shape; }

    /// The base itself.
    [[nodiscard]] std::shared_ptr<const core::PixelBuffer> base() const;

    /// The base with `latents` (1, C, h, w) in the hole.
    [[nodiscard]] std::shared_ptr<const core::PixelBuffer> operator()(const at::Tensor& latents,
                                                                      const RunContext& context);

    /// The base with what the model's own autoencoder decoded, (1, 3, H, W) in [0, 1], in the hole.
    [[nodiscard]] std::shared_ptr<const core::PixelBuffer> of(const at::Tensor& decoded) const;

private:
    [[nodiscard]] std::shared_ptr<const core::PixelBuffer> inHole(const at::Tensor& inside) const;
    [[nodiscard]] std::shared_ptr<const core::PixelBuffer> shown(const at::Tensor& picture) const;

    const LoadedModel& m_model;
    std::optional<LinearPreview>& m_linear;
    at::Tensor m_base;
    at::Tensor m_mask;
    at::Tensor m_reconstruction;
    core::Size m_shape; ///< empty = all is shown
};

} // namespace diffusion
