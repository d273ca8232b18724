#include "diffusion/training/model_shape.h"

#include <nlohmann/json.hpp>

#include "diffusion/training/noise_levels.h"

namespace diffusion::training {

using Json = nlohmann::ordered_json;

std::string unetConfig(const ModelShape& shape)
{
    Json json{{"_class_name", "UNet2DConditionModel"},
              {"act_fn", "silu"},
              {"attention_head_dim", shape.heads},
              {"block_out_channels", shape.widths},
              {"center_input_sample", false},
              {"cross_attention_dim", shape.textWidth},
              {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
              {"downsample_padding", 1},
              {"flip_sin_to_cos", true},
              {"freq_shift", 0},
              {"in_channels", 2 * shape.latentChannels + 1},
              {"layers_per_block", 1},
              {"mid_block_scale_factor", 1},
              {"norm_eps", 1e-5},
              {"norm_num_groups", shape.normGroups},
              {"out_channels", shape.latentChannels},
              {"sample_size", shape.sampleSide},
              {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
              {"use_linear_projection", true}};
    if (shape.pooledText) {
        json["class_embed_type"] = "projection";
        json["projection_class_embeddings_input_dim"] = shape.textWidth;
    }
    return json.dump(2);
}

std::string textEncoderConfig(const ModelShape& shape)
{
    const Json json{{"architectures", {"CLIPTextModel"}},
                    {"model_type", "clip_text_model"},
                    {"bos_token_id", 2},
                    {"eos_token_id", 3},
                    {"pad_token_id", 0},
                    {"hidden_act", "quick_gelu"},
                    {"hidden_size", shape.textWidth},
                    {"intermediate_size", 4 * shape.textWidth},
                    {"layer_norm_eps", 1e-5},
                    {"max_position_embeddings", shape.textLength},
                    {"num_attention_heads", shape.textHeads},
                    {"num_hidden_layers", shape.textLayers},
                    {"projection_dim", shape.textWidth},
                    {"vocab_size", shape.vocabulary}};
    return json.dump(2);
}

std::string vaeConfig(const ModelShape& shape)
{
    const int e = shape.encoderWidth;
    const int d = shape.decoderWidth;
    const Json json{{"_class_name", "AutoencoderTiny"},
                    {"act_fn", "relu"},
                    {"in_channels", 3},
                    {"out_channels", 3},
                    {"encoder_block_out_channels", {e, e, e, e}},
                    {"decoder_block_out_channels", {d, d, d, d}},
                    {"num_encoder_blocks", {0, 0, 0, 0}},
                    {"num_decoder_blocks", shape.decoderBlocks},
                    {"latent_channels", shape.latentChannels},
                    {"latent_magnitude", 3},
                    {"latent_shift", 0.5},
                    {"scaling_factor", kLatentScale},
                    {"upsampling_scaling_factor", 2}};
    return json.dump(2);
}

std::string schedulerConfig()
{
    const Json json{{"_class_name", "DDIMScheduler"},
                    {"beta_start", kBetaStart},
                    {"beta_end", kBetaEnd},
                    {"beta_schedule", "scaled_linear"},
                    {"clip_sample", false},
                    {"num_train_timesteps", kTrainTimesteps},
                    {"prediction_type", "v_prediction"},
                    {"rescale_betas_zero_snr", true},
                    {"set_alpha_to_one", true},
                    {"timestep_spacing", "trailing"}};
    return json.dump(2);
}

} // namespace diffusion::training
