#pragma once

/// The diffusion transformer of PixArt-alpha (Chen et al. 2023, arXiv:2310.00426) and PixArt-Sigma
/// (Chen et al. 2024, arXiv:2403.04692) as configured by a diffusers config.json.
///
/// Letters: B batch, C latent channels, H W latent rows and columns, N patches, T text tokens,
/// D width of the text.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "diffusion/models/denoiser.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

/// Defaults are those of the format's class PixArtTransformer2DModel. Files of the older class
/// Transformer2DModel have others for absent keys, which parse knows.
struct PixArtTransformerConfig {
    std::int64_t in_channels = 4;
    std::int64_t out_channels = 8;  ///< twice in_channels: the second half is a learnt variance
    std::int64_t sample_size = 128; ///< latent side the network was trained at
    std::int64_t patch_size = 2;
    std::int64_t num_layers = 28;
    std::int64_t num_attention_heads = 16;
    std::int64_t attention_head_dim = 72;    ///< width of one head
    std::int64_t cross_attention_dim = 1152; ///< 0 = blocks without attention to the text
    std::int64_t caption_channels = 0;       ///< width of the text before its projection; 0 = none
    bool attention_bias = true;
    bool only_cross_attention = false; ///< the first attention of each block looks at the text too
    bool upcast_attention = false;
    std::string activation_fn = "gelu-approximate"; ///< gelu, geglu, geglu-approximate
    bool norm_elementwise_affine = false;
    double norm_eps = 1e-6;
    bool use_additional_conditions = true; ///< the picture's size and ratio beside the time
    double interpolation_scale = 2.0;      ///< positions are divided by it

    /// Reads the contents of config.json. Throws LoadError(Unsupported) naming the key.
    [[nodiscard]] static PixArtTransformerConfig parse(const nlohmann::json& json);

    [[nodiscard]] std::int64_t width() const { return num_attention_heads * attention_head_dim; }
    [[nodiscard]] bool learnsVariance() const { return out_channels / 2 == in_channels; }
    /// Width of the text states that forward expects.
    [[nodiscard]] std::int64_t textWidth() const
    {
        return caption_channels > 0 ? caption_channels : cross_attention_dim;
    }
};

/// Whether a config.json is of this network, by its class and its kind of norm.
[[nodiscard]] bool isPixArtConfig(const nlohmann::json& json);

/// Used by one thread at a time; both functions are const and differentiable. Of the conditioning
/// they use encoderHiddenStates (B, T, D), encoderAttentionMask and, with additional conditions,
/// timeIds (B, 3): height, width in pixels and their ratio.
class PixArtTransformer2D final : public Denoiser {
public:
    /// Takes every tensor from `weights`; throws LoadError(BadWeights).
    PixArtTransformer2D(PixArtTransformerConfig config, const Weights& weights);
    ~PixArtTransformer2D() override;

    /// sample: (B, in_channels, H, W), any H and W >= patch_size -> (B, out_channels, H', W'), H'
    /// and W' rounded down to whole patches as in the reference.
    [[nodiscard]] at::Tensor output(const at::Tensor& sample, const at::Tensor& timestep,
                                    const UNetConditioning& conditioning,
                                    const RunContext& context) const;

    /// output without the learnt variance: (B, in_channels, H', W').
    [[nodiscard]] at::Tensor forward(const at::Tensor& sample, const at::Tensor& timestep,
                                     const UNetConditioning& conditioning,
                                     const RunContext& context,
                                     UNetStepCache* cache = nullptr) const override;

    [[nodiscard]] const PixArtTransformerConfig& config() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads config.json and the weights of a diffusers `transformer` folder.
[[nodiscard]] std::unique_ptr<PixArtTransformer2D>
loadPixArtTransformer(const std::filesystem::path& folder, at::ScalarType dtype = at::kFloat);

} // namespace diffusion
