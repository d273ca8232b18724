// AutoencoderKL (Rombach et al. 2022, arXiv:2112.10752, section 3.1; first published as VQGAN's
// encoder and decoder, Esser et al. 2021, arXiv:2012.09841).
//
// Letters: B batch, C channels, H W rows and columns, L = H*W.

#include "diffusion/models/networks/kl_blocks.h"

#include <cmath>

#include "diffusion/models/layers/packing.h"

namespace diffusion {
namespace {

constexpr double kNormEps = 1e-6; // all of this autoencoder; config.json has no key for it

/// Files from before 2023 call the four layers otherwise.
Weights pick(const Weights& w, const std::string& name, const std::string& oldName)
{
    return !w.has(name + ".weight") && w.has(oldName + ".weight") ? w / oldName : w / name;
}

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

/// As the block's own operator(), without a time embedding and with norms done as `norms` does
/// them.
at::Tensor run(const ResnetBlock2D& block, const at::Tensor& x, GroupNorms& norms,
               const RunContext& context)
{
    const Activation activation = block.shape.activation;
    at::Tensor h = block.conv1(norms.activated(block.norm1, x, activation, context), context);
    h = block.conv2(norms.activated(block.norm2, h, activation, context), context);
    const at::Tensor skip = block.conv_shortcut ? (*block.conv_shortcut)(x, context) : x;
    context.checkpoint();
    return addFresh(h, skip);
}

} // namespace

SpatialAttention::SpatialAttention(std::int64_t channels, std::int64_t groups, const Weights& w)
    : group_norm(groups, channels, kNormEps, w / "group_norm"),
      to_q(channels, channels, Bias::Yes, pick(w, "to_q", "query")),
      to_k(channels, channels, Bias::Yes, pick(w, "to_k", "key")),
      to_v(channels, channels, Bias::Yes, pick(w, "to_v", "value")),
      to_out(channels, channels, Bias::Yes, pick(w, "to_out.0", "proj_attn"))
{
}

at::Tensor SpatialAttention::operator()(const at::Tensor& x, const RunContext& context) const
{
    context.checkpoint();
    const std::int64_t B = x.size(0), C = x.size(1), H = x.size(2), W = x.size(3);
    const at::Tensor h =
        group_norm(x).view({B, C, H * W}).transpose(1, 2).contiguous(); // (B, L, C)
    AttentionOptions options;
    options.scale = 1.0 / std::sqrt(static_cast<double>(C));
    const at::Tensor mixed = diffusion::attention(to_q(h, context), to_k(h, context),
                                                  to_v(h, context), options, context);
    return x + to_out(mixed, context).transpose(1, 2).reshape({B, C, H, W});
}

KLMidBlock::KLMidBlock(const AutoencoderKLConfig& config, const Weights& w)
{
    const std::int64_t channels = config.block_out_channels.back();
    resnets.push_back(makeResnet(config, channels, channels, w / "resnets.0"));
    resnets.push_back(makeResnet(config, channels, channels, w / "resnets.1"));
    if (config.mid_block_add_attention) {
        attention.emplace(channels, config.norm_num_groups, w / "attentions.0");
    }
}

at::Tensor KLMidBlock::operator()(at::Tensor h, const RunContext& context) const
{
    h = resnets[0](h, {}, context);
    if (attention) {
        h = (*attention)(h, context);
    }
    return resnets[1](h, {}, context);
}

KLEncoder::KLEncoder(const AutoencoderKLConfig& c, const Weights& w)
    : conv_in({.in = c.in_channels, .out = c.block_out_channels.front()}, w / "conv_in"),
      mid_block(c, w / "mid_block"),
      conv_norm_out(c.norm_num_groups, c.block_out_channels.back(), kNormEps, w / "conv_norm_out"),
      conv_out({.in = c.block_out_channels.back(), .out = 2 * c.latent_channels}, w / "conv_out"),
      activation(parseActivation(c.act_fn, "act_fn"))
{
    const std::size_t count = c.block_out_channels.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Weights b = w / "down_blocks" / static_cast<std::int64_t>(i);
        const std::int64_t out = c.block_out_channels[i];
        KLDownBlock& block = down_blocks.emplace_back();
        for (std::int64_t j = 0; j < c.layers_per_block; ++j) {
            const std::int64_t in = j == 0 ? c.block_out_channels[i == 0 ? 0 : i - 1] : out;
            block.resnets.push_back(makeResnet(c, in, out, b / "resnets" / j));
        }
        if (i + 1 < count) {
            block.downsampler.emplace(out, 0, b / "downsamplers.0");
        }
    }
}

at::Tensor KLEncoder::fine(const at::Tensor& image, GroupNorms& norms,
                           const RunContext& context) const
{
    at::Tensor h = conv_in(image, context);
    for (const KLDownBlock& block : down_blocks) {
        if (!block.downsampler) { // the last one is at the size of the latents
            break;
        }
        for (const ResnetBlock2D& resnet : block.resnets) {
            h = run(resnet, h, norms, context);
        }
        h = (*block.downsampler)(h, context);
    }
    return h;
}

at::Tensor KLEncoder::coarse(at::Tensor h, const RunContext& context) const
{
    OwnNorms norms;
    for (const ResnetBlock2D& resnet : down_blocks.back().resnets) {
        h = run(resnet, h, norms, context);
    }
    h = mid_block(std::move(h), context);
    return conv_out(conv_norm_out.activated(h, activation, context), context);
}

std::int64_t KLEncoder::reach() const
{
    std::int64_t pixels = 1, side = 1; // one pixel for conv_in; `side` of a level's pixel
    for (const KLDownBlock& block : down_blocks) {
        if (block.downsampler) {
            pixels += side * (2 * static_cast<std::int64_t>(block.resnets.size()) + 1);
            side *= 2;
        }
    }
    return ceilDiv(pixels, side);
}

KLDecoder::KLDecoder(const AutoencoderKLConfig& c, const Weights& w)
    : conv_in({.in = c.latent_channels, .out = c.block_out_channels.back()}, w / "conv_in"),
      mid_block(c, w / "mid_block"),
      conv_norm_out(c.norm_num_groups, c.block_out_channels.front(), kNormEps, w / "conv_norm_out"),
      conv_out({.in = c.block_out_channels.front(), .out = c.out_channels}, w / "conv_out"),
      activation(parseActivation(c.act_fn, "act_fn"))
{
    const std::size_t count = c.block_out_channels.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Weights b = w / "up_blocks" / static_cast<std::int64_t>(i);
        const std::size_t level = count - 1 - i; // up blocks go from coarse to fine
        const std::int64_t out = c.block_out_channels[level];
        KLUpBlock& block = up_blocks.emplace_back();
        for (std::int64_t j = 0; j <= c.layers_per_block; ++j) {
            const std::int64_t in = j == 0 ? c.block_out_channels[i == 0 ? level : level + 1] : out;
            block.resnets.push_back(makeResnet(c, in, out, b / "resnets" / j));
        }
        if (i + 1 < count) {
            block.upsampler.emplace(out, b / "upsamplers.0");
        }
    }
}

at::Tensor KLDecoder::coarse(const at::Tensor& z, const RunContext& context) const
{
    OwnNorms norms;
    at::Tensor h = mid_block(conv_in(z, context), context);
    for (const ResnetBlock2D& resnet : up_blocks.front().resnets) {
        h = run(resnet, h, norms, context);
    }
    return h;
}

at::Tensor KLDecoder::fine(at::Tensor h, GroupNorms& norms, const RunContext& context) const
{
    for (std::size_t i = 0; i < up_blocks.size(); ++i) {
        if (i > 0) {
            for (const ResnetBlock2D& resnet : up_blocks[i].resnets) {
                h = run(resnet, h, norms, context);
            }
        }
        if (up_blocks[i].upsampler) {
            h = (*up_blocks[i].upsampler)(h, {2 * h.size(2), 2 * h.size(3)}, context);
        }
    }
    return conv_out(norms.activated(conv_norm_out, h, activation, context), context);
}

std::int64_t KLDecoder::reach() const
{
    std::int64_t pixels = 1; // of the finest level, for conv_out
    std::int64_t side = 1;
    for (std::size_t i = up_blocks.size() - 1; i > 0; --i) {
        pixels += side * (1 + 2 * static_cast<std::int64_t>(up_blocks[i].resnets.size()));
        side *= 2;
    }
    return ceilDiv(pixels, side);
}

} // namespace diffusion
