// AutoencoderKL (Rombach et al. 2022, arXiv:2112.10752, section 3.1).
//
// Letters: B batch, C channels, H W rows and columns.

#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/networks/large_pictures.h"

namespace diffusion {
namespace {

ConvShape pointwise(std::int64_t channels)
{
    return {.in = channels, .out = channels, .kernel = 1, .padding = 0};
}

class AutoencoderKL final : public Autoencoder {
public:
    AutoencoderKL(const AutoencoderKLConfig& config, const Weights& w, const PictureLimits& limits)
        : m_config(config), m_limits(limits), encoder(config, w / "encoder"),
          decoder(config, w / "decoder")
    {
        if (config.use_quant_conv) {
            quant_conv.emplace(pointwise(2 * config.latent_channels), w / "quant_conv");
        }
        if (config.use_post_quant_conv) {
            post_quant_conv.emplace(pointwise(config.latent_channels), w / "post_quant_conv");
        }
    }

    EncodedLatents encode(const at::Tensor& image, const RunContext& context) const override
    {
        at::Tensor moments =
            encodeWithin(m_limits, encoder, image.to(encoder.conv_in.weight.options()), context);
        if (quant_conv) {
            moments = (*quant_conv)(moments, context);
        }
        const auto parts = moments.to(image.options()).chunk(2, 1);
        return {parts[0].contiguous(), at::clamp(parts[1], -30.0, 20.0)};
    }

    at::Tensor decode(const at::Tensor& latents, const RunContext& context) const override
    {
        const at::Tensor z = latents.to(decoder.conv_in.weight.options());
        return decodeWithin(m_limits, decoder, post_quant_conv ? (*post_quant_conv)(z, context) : z,
                            context)
            .to(latents.options());
    }

    std::int64_t latentChannels() const override { return m_config.latent_channels; }
    std::int64_t downscaleFactor() const override
    {
        return std::int64_t{1} << (m_config.block_out_channels.size() - 1);
    }
    double scalingFactor() const override { return m_config.scaling_factor; }

    at::Tensor scaleLatents(const at::Tensor& latents) const override
    {
        if (!m_config.latents_mean.empty()) {
            return (latents - perChannel(m_config.latents_mean, latents)) *
                   m_config.scaling_factor / perChannel(m_config.latents_std, latents);
        }
        const at::Tensor shifted =
            m_config.shift_factor == 0 ? latents : latents - m_config.shift_factor;
        return shifted * m_config.scaling_factor;
    }

    at::Tensor unscaleLatents(const at::Tensor& latents) const override
    {
        if (!m_config.latents_mean.empty()) {
            return latents * perChannel(m_config.latents_std, latents) / m_config.scaling_factor +
                   perChannel(m_config.latents_mean, latents);
        }
        const at::Tensor unscaled = latents / m_config.scaling_factor;
        return m_config.shift_factor == 0 ? unscaled : unscaled + m_config.shift_factor;
    }

private:
    static at::Tensor perChannel(const std::vector<double>& values, const at::Tensor& like)
    {
        return at::tensor(values, at::kDouble)
            .to(like.device(), like.scalar_type())
            .view({1, -1, 1, 1});
    }

    AutoencoderKLConfig m_config;
    PictureLimits m_limits;
    KLEncoder encoder;
    KLDecoder decoder;
    std::optional<Conv2d> quant_conv;
    std::optional<Conv2d> post_quant_conv;
};

} // namespace

AutoencoderKLConfig AutoencoderKLConfig::parse(const nlohmann::json& json)
{
    const ConfigReader config(json, "vae config.json");
    AutoencoderKLConfig vae;
    vae.in_channels = config.integer("in_channels", 3);
    vae.out_channels = config.integer("out_channels", 3);
    vae.block_out_channels = config.integers("block_out_channels", {64});
    for (const char* key : {"down_block_types", "up_block_types"}) {
        const std::string known = key[0] == 'd' ? "DownEncoderBlock2D" : "UpDecoderBlock2D";
        const auto types =
            config.texts(key, std::vector<std::string>(vae.block_out_channels.size(), known));
        if (types != std::vector<std::string>(vae.block_out_channels.size(), known)) {
            config.fail(key, "must be " + known + " once for each entry of block_out_channels");
        }
    }
    vae.layers_per_block = config.integer("layers_per_block", 1);
    vae.latent_channels = config.integer("latent_channels", 4);
    vae.norm_num_groups = config.integer("norm_num_groups", 32);
    vae.act_fn = config.text("act_fn", "silu");
    vae.scaling_factor = config.number("scaling_factor", 0.18215);
    vae.shift_factor = config.number("shift_factor", 0);
    vae.latents_mean = config.numbers("latents_mean");
    vae.latents_std = config.numbers("latents_std");
    const auto channels = static_cast<std::size_t>(vae.latent_channels);
    if (!vae.latents_mean.empty() &&
        (vae.latents_mean.size() != channels || vae.latents_std.size() != channels)) {
        config.fail("latents_mean", "and latents_std need one number for each latent channel");
    }
    if (vae.scaling_factor == 0) {
        config.fail("scaling_factor", "must not be zero");
    }
    vae.use_quant_conv = config.boolean("use_quant_conv", true);
    vae.use_post_quant_conv = config.boolean("use_post_quant_conv", true);
    vae.mid_block_add_attention = config.boolean("mid_block_add_attention", true);
    return vae;
}

std::unique_ptr<Autoencoder> makeAutoencoderKL(const AutoencoderKLConfig& config,
                                               const Weights& weights)
{
    return makeAutoencoderKL(config, weights, PictureLimits());
}

std::unique_ptr<Autoencoder> makeAutoencoderKL(const AutoencoderKLConfig& config,
                                               const Weights& weights, const PictureLimits& limits)
{
    return std::make_unique<AutoencoderKL>(config, weights, limits);
}

} // namespace diffusion
