#pragma once

/// The conditional U-Net of latent diffusion (Rombach et al. 2022, arXiv:2112.10752) as configured
/// by a diffusers config.json: SD 1.x, SD 2.x, SDXL, the x4 upscaler, LCM and their inpainting and
/// editing forms.
///
/// Letters: B batch, C channels, H W latent rows and columns, T text tokens, D text width.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "diffusion/models/denoiser.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

enum class TimeScaleShift { Add, ScaleShift };

/// Defaults are those of the format: a key that is absent from config.json means this.
struct UNet2DConditionConfig {
    std::int64_t in_channels = 4;
    std::int64_t out_channels = 4;
    bool center_input_sample = false;
    bool flip_sin_to_cos = true;
    double freq_shift = 0;
    std::vector<std::string> down_block_types{"CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
                                              "CrossAttnDownBlock2D", "DownBlock2D"};
    std::string mid_block_type = "UNetMidBlock2DCrossAttn"; ///< empty = no middle block
    std::vector<std::string> up_block_types{"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D",
                                            "CrossAttnUpBlock2D"};
    std::vector<std::int64_t> block_out_channels{320, 640, 1280, 1280};
    std::vector<std::int64_t> layers_per_block{2};       ///< one per down block
    std::vector<bool> only_cross_attention{false};       ///< one per down block
    std::vector<std::int64_t> cross_attention_dim{1280}; ///< one per down block
    std::vector<std::int64_t> num_heads{8}; ///< the file's `attention_head_dim`, one per down block
    /// Transformer layers of each attention of each block, [block][layer]; up blocks have one more.
    std::vector<std::vector<std::int64_t>> down_transformer_layers;
    std::vector<std::vector<std::int64_t>> up_transformer_layers;
    std::int64_t mid_transformer_layers = 1;
    std::int64_t downsample_padding = 1;
    double mid_block_scale_factor = 1;
    std::string act_fn = "silu";
    std::int64_t norm_num_groups = 32;
    double norm_eps = 1e-5;
    bool use_linear_projection = false;
    bool upcast_attention = false;
    TimeScaleShift resnet_time_scale_shift = TimeScaleShift::Add;
    std::int64_t time_embed_dim = 1280;  ///< `time_embedding_dim` or four times the first width
    std::string time_embedding_act_fn;   ///< empty = none
    std::string timestep_post_act;       ///< empty = none
    std::int64_t time_cond_proj_dim = 0; ///< LCM's guidance embedding; 0 = none
    std::string class_embed_type;        ///< "", timestep, identity, projection, simple_projection
    std::int64_t num_class_embeds = 0;
    bool class_embeddings_concat = false;
    std::int64_t projection_class_embeddings_input_dim = 0;
    std::string addition_embed_type; ///< "" or text_time
    std::int64_t addition_time_embed_dim = 0;
    std::int64_t encoder_hid_dim = 0; ///< text_proj: width of the text before a linear layer
    std::int64_t conv_in_kernel = 3;
    std::int64_t conv_out_kernel = 3;
    std::int64_t sample_size = 64; ///< latent side the network was trained at

    /// Reads the contents of config.json. Throws LoadError(Unsupported) naming the key.
    [[nodiscard]] static UNet2DConditionConfig parse(const nlohmann::json& json);

    /// Width of the text states that forward expects.
    [[nodiscard]] std::int64_t textWidth() const;
};

/// Used by one thread at a time; forward is const and differentiable.
class UNet2DConditionModel final : public Denoiser {
public:
    /// Takes every tensor from `weights`; throws LoadError(BadWeights).
    UNet2DConditionModel(UNet2DConditionConfig config, const Weights& weights);
    ~UNet2DConditionModel() override;
    UNet2DConditionModel(UNet2DConditionModel&&) noexcept;
    UNet2DConditionModel& operator=(UNet2DConditionModel&&) noexcept;

    /// sample: (B, in_channels, H, W), any H and W >= 1; timestep: (B), (1) or scalar, any dtype
    /// -> (B, out_channels, H, W), what the model predicts (epsilon, v or sample).
    /// With a `cache`, a full evaluation leaves its deep features there, and one that may reuse
    /// them runs about a quarter of the network: the result is then near the full one, not equal.
    [[nodiscard]] at::Tensor forward(const at::Tensor& sample, const at::Tensor& timestep,
                                     const UNetConditioning& conditioning,
                                     const RunContext& context,
                                     UNetStepCache* cache = nullptr) const override;

    [[nodiscard]] const UNet2DConditionConfig& config() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads config.json and the weights of a diffusers `unet` folder.
[[nodiscard]] std::unique_ptr<UNet2DConditionModel>
loadUNet2DCondition(const std::filesystem::path& folder, at::ScalarType dtype = at::kFloat);

} // namespace diffusion
