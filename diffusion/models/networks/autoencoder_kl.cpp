// AutoencoderKL (Rombach et al. 2022, arXiv:2112.10752, section 3.1; first published as VQGAN's
// encoder and decoder, Esser et al. 2021, arXiv:2012.09841).
//
// Letters: B batch, C channels, H W rows and columns, L = H*W.

#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/layers/blocks.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"

namespace diffusion {
namespace {

constexpr double kNormEps = 1e-6; // all of this autoencoder; config.json has no key for it

/// One head over all positions. (B, C, H, W) -> (B, C, H, W)
struct SpatialAttention {
    SpatialAttention(std::int64_t channels, std::int64_t groups, const Weights& w)
        : group_norm(groups, channels, kNormEps, w / "group_norm"),
          to_q(channels, channels, Bias::Yes, pick(w, "to_q", "query")),
          to_k(channels, channels, Bias::Yes, pick(w, "to_k", "key")),
          to_v(channels, channels, Bias::Yes, pick(w, "to_v", "value")),
          to_out(channels, channels, Bias::Yes, pick(w, "to_out.0", "proj_attn"))
    {
    }

    at::Tensor operator()(const at::Tensor& x, const RunContext& context) const
    {
        context.checkpoint();
        const std::int64_t B = x.size(0), C = x.size(1), H = x.size(2), W = x.size(3);
        const at::Tensor h =
            group_norm(x).view({B, C, H * W}).transpose(1, 2).contiguous(); // (B, L, C)
        AttentionOptions options;
        options.scale = 1.0 / std::sqrt(static_cast<double>(C));
        const at::Tensor mixed =
            attention(to_q(h, context), to_k(h, context), to_v(h, context), options, context);
        return x + to_out(mixed, context).transpose(1, 2).reshape({B, C, H, W});
    }

    /// Files from before 2023 call the four layers otherwise.
    static Weights pick(const Weights& w, const std::string& name, const std::string& oldName)
    {
        return !w.has(name + ".weight") && w.has(oldName + ".weight") ? w / oldName : w / name;
    }

    GroupNorm group_norm;
    Linear to_q, to_k, to_v, to_out;
};

ResnetBlock2D makeResnet(const AutoencoderKLConfig& config, std::int64_t in, std::int64_t out,
                         const Weights& w)
{
    ResnetShape shape;
    shape.in = in;
    shape.out = out;
    shape.groups = config.norm_num_groups;
    shape.eps = kNormEps;
    shape.activation = parseActivation(config.act_fn, "act_fn");
    return {shape, w};
}

struct MidBlock {
    MidBlock(const AutoencoderKLConfig& config, const Weights& w)
    {
        const std::int64_t channels = config.block_out_channels.back();
        resnets.push_back(makeResnet(config, channels, channels, w / "resnets.0"));
        resnets.push_back(makeResnet(config, channels, channels, w / "resnets.1"));
        if (config.mid_block_add_attention) {
            attention.emplace(channels, config.norm_num_groups, w / "attentions.0");
        }
    }

    at::Tensor operator()(at::Tensor h, const RunContext& context) const
    {
        h = resnets[0](h, {}, context);
        if (attention) {
            h = (*attention)(h, context);
        }
        return resnets[1](h, {}, context);
    }

    std::vector<ResnetBlock2D> resnets;
    std::optional<SpatialAttention> attention;
};

struct DownBlock {
    std::vector<ResnetBlock2D> resnets;
    std::optional<Downsample2D> downsampler;
};

struct Encoder {
    Encoder(const AutoencoderKLConfig& c, const Weights& w)
        : conv_in({.in = c.in_channels, .out = c.block_out_channels.front()}, w / "conv_in"),
          mid_block(c, w / "mid_block"),
          conv_norm_out(c.norm_num_groups, c.block_out_channels.back(), kNormEps,
                        w / "conv_norm_out"),
          conv_out({.in = c.block_out_channels.back(), .out = 2 * c.latent_channels},
                   w / "conv_out"),
          activation(parseActivation(c.act_fn, "act_fn"))
    {
        const std::size_t count = c.block_out_channels.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Weights b = w / "down_blocks" / static_cast<std::int64_t>(i);
            const std::int64_t out = c.block_out_channels[i];
            DownBlock& block = down_blocks.emplace_back();
            for (std::int64_t j = 0; j < c.layers_per_block; ++j) {
                const std::int64_t in = j == 0 ? c.block_out_channels[i == 0 ? 0 : i - 1] : out;
                block.resnets.push_back(makeResnet(c, in, out, b / "resnets" / j));
            }
            if (i + 1 < count) {
                block.downsampler.emplace(out, 0, b / "downsamplers.0");
            }
        }
    }

    at::Tensor operator()(const at::Tensor& x, const RunContext& context) const
    {
        at::Tensor h = conv_in(x, context);
        for (const DownBlock& block : down_blocks) {
            for (const ResnetBlock2D& resnet : block.resnets) {
                h = resnet(h, {}, context);
            }
            if (block.downsampler) {
                h = (*block.downsampler)(h, context);
            }
        }
        h = mid_block(h, context);
        return conv_out(conv_norm_out.activated(h, activation, context), context);
    }

    Conv2d conv_in;
    std::vector<DownBlock> down_blocks;
    MidBlock mid_block;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    Activation activation;
};

struct UpBlock {
    std::vector<ResnetBlock2D> resnets;
    std::optional<Upsample2D> upsampler;
};

struct Decoder {
    Decoder(const AutoencoderKLConfig& c, const Weights& w)
        : conv_in({.in = c.latent_channels, .out = c.block_out_channels.back()}, w / "conv_in"),
          mid_block(c, w / "mid_block"),
          conv_norm_out(c.norm_num_groups, c.block_out_channels.front(), kNormEps,
                        w / "conv_norm_out"),
          conv_out({.in = c.block_out_channels.front(), .out = c.out_channels}, w / "conv_out"),
          activation(parseActivation(c.act_fn, "act_fn"))
    {
        const std::size_t count = c.block_out_channels.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Weights b = w / "up_blocks" / static_cast<std::int64_t>(i);
            const std::size_t level = count - 1 - i; // up blocks go from coarse to fine
            const std::int64_t out = c.block_out_channels[level];
            UpBlock& block = up_blocks.emplace_back();
            for (std::int64_t j = 0; j <= c.layers_per_block; ++j) {
                const std::int64_t in =
                    j == 0 ? c.block_out_channels[i == 0 ? level : level + 1] : out;
                block.resnets.push_back(makeResnet(c, in, out, b / "resnets" / j));
            }
            if (i + 1 < count) {
                block.upsampler.emplace(out, b / "upsamplers.0");
            }
        }
    }

    at::Tensor operator()(const at::Tensor& z, const RunContext& context) const
    {
        at::Tensor h = mid_block(conv_in(z, context), context);
        for (const UpBlock& block : up_blocks) {
            for (const ResnetBlock2D& resnet : block.resnets) {
                h = resnet(h, {}, context);
            }
            if (block.upsampler) {
                h = (*block.upsampler)(h, {2 * h.size(2), 2 * h.size(3)}, context);
            }
        }
        return conv_out(conv_norm_out.activated(h, activation, context), context);
    }

    Conv2d conv_in;
    MidBlock mid_block;
    std::vector<UpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    Activation activation;
};

ConvShape pointwise(std::int64_t channels)
{
    return {.in = channels, .out = channels, .kernel = 1, .padding = 0};
}

class AutoencoderKL final : public Autoencoder {
public:
    AutoencoderKL(const AutoencoderKLConfig& config, const Weights& w)
        : m_config(config), encoder(config, w / "encoder"), decoder(config, w / "decoder")
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
        at::Tensor moments = encoder(image.to(encoder.conv_in.weight.options()), context);
        if (quant_conv) {
            moments = (*quant_conv)(moments, context);
        }
        const auto parts = moments.to(image.options()).chunk(2, 1);
        return {parts[0].contiguous(), at::clamp(parts[1], -30.0, 20.0)};
    }

    at::Tensor decode(const at::Tensor& latents, const RunContext& context) const override
    {
        const at::Tensor z = latents.to(decoder.conv_in.weight.options());
        return decoder(post_quant_conv ? (*post_quant_conv)(z, context) : z, context)
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
    Encoder encoder;
    Decoder decoder;
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
    return std::make_unique<AutoencoderKL>(config, weights);
}

} // namespace diffusion
