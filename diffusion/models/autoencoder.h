#pragma once

/// The two autoencoders of latent diffusion: AutoencoderKL (Rombach et al. 2022) and AutoencoderTiny
/// (the TAESD family). Pictures are (B, 3, H, W) in [-1, 1]; latents are (B, C, h, w).

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

/// `mean` (the mode) is unscaled. `logvar` is clamped to [-30, 20]; undefined where the encoder has
/// no variance (AutoencoderTiny), whose `mean` is the latent itself.
struct EncodedLatents {
    at::Tensor mean;
    at::Tensor logvar;
};

/// Used by one thread at a time; both directions are const and differentiable.
class Autoencoder {
public:
    virtual ~Autoencoder() = default;

    /// image: (B, 3, H, W) in [-1, 1] -> (B, C, H/f, W/f). Sides that are no multiple of f work too;
    /// the quotient is then rounded down (KL) or up (Tiny), as the reference does.
    [[nodiscard]] virtual EncodedLatents encode(const at::Tensor& image,
                                                const RunContext& context) const = 0;

    /// latents: (B, C, h, w), already divided by the scaling factor -> (B, 3, h*f, w*f), about
    /// [-1, 1] and not clamped.
    [[nodiscard]] virtual at::Tensor decode(const at::Tensor& latents,
                                            const RunContext& context) const = 0;

    [[nodiscard]] virtual std::int64_t latentChannels() const = 0;
    [[nodiscard]] virtual std::int64_t downscaleFactor() const = 0; ///< pixels per latent, each way

    /// Factor between `encode`'s latents and those the U-Net sees.
    [[nodiscard]] virtual double scalingFactor() const = 0;

    /// From encode's latents to the U-Net's: x * scalingFactor, or with the model's mean and std.
    [[nodiscard]] virtual at::Tensor scaleLatents(const at::Tensor& latents) const;
    /// The way back, before decode.
    [[nodiscard]] virtual at::Tensor unscaleLatents(const at::Tensor& latents) const;
};

struct AutoencoderKLConfig {
    std::int64_t in_channels = 3;
    std::int64_t out_channels = 3;
    std::vector<std::int64_t> block_out_channels{64};
    std::int64_t layers_per_block = 1;
    std::int64_t latent_channels = 4;
    std::int64_t norm_num_groups = 32;
    std::string act_fn = "silu";
    double scaling_factor = 0.18215;
    double shift_factor = 0;
    std::vector<double> latents_mean; ///< empty = none
    std::vector<double> latents_std;
    bool use_quant_conv = true;
    bool use_post_quant_conv = true;
    bool mid_block_add_attention = true;

    [[nodiscard]] static AutoencoderKLConfig parse(const nlohmann::json& json);
};

struct AutoencoderTinyConfig {
    std::int64_t in_channels = 3;
    std::int64_t out_channels = 3;
    std::vector<std::int64_t> encoder_block_out_channels{64, 64, 64, 64};
    std::vector<std::int64_t> decoder_block_out_channels{64, 64, 64, 64};
    std::vector<std::int64_t> num_encoder_blocks{1, 3, 3, 3};
    std::vector<std::int64_t> num_decoder_blocks{3, 3, 3, 1};
    std::string act_fn = "relu";
    std::int64_t latent_channels = 4;
    std::int64_t upsampling_scaling_factor = 2;
    double latent_magnitude = 3;
    double latent_shift = 0.5;
    double scaling_factor = 1.0;

    [[nodiscard]] static AutoencoderTinyConfig parse(const nlohmann::json& json);
};

/// Throws LoadError(BadWeights) when a tensor is missing or misshapen.
[[nodiscard]] std::unique_ptr<Autoencoder> makeAutoencoderKL(const AutoencoderKLConfig& config,
                                                             const Weights& weights);
[[nodiscard]] std::unique_ptr<Autoencoder> makeAutoencoderTiny(const AutoencoderTinyConfig& config,
                                                               const Weights& weights);

/// Reads a diffusers `vae` folder; config.json's `_class_name` says which kind it is.
[[nodiscard]] std::unique_ptr<Autoencoder> loadAutoencoder(const std::filesystem::path& folder,
                                                           at::ScalarType dtype = at::kFloat);

/// TAESD as first published: encoder and decoder in one file each, layers numbered from 0 in each.
[[nodiscard]] std::shared_ptr<TensorSource> openOriginalTaesd(const std::filesystem::path& encoder,
                                                              const std::filesystem::path& decoder);

} // namespace diffusion
