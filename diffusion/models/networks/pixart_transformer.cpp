// Letters: B batch, C latent channels, H W latent rows and columns, N patches, W width.

#include "diffusion/models/pixart_transformer.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/networks/load_network.h"
#include "diffusion/models/networks/pixart_block.h"
#include "diffusion/models/networks/position_embedding.h"
#include "diffusion/models/networks/time_embedding.h"

namespace diffusion {
namespace {

constexpr double kLastNormEps = 1e-6; // whatever norm_eps says
constexpr SinusoidShape kSinusoids{256, true, 0};

ConvShape patchConv(const PixArtTransformerConfig& c)
{
    return {.in = c.in_channels,
            .out = c.width(),
            .kernel = c.patch_size,
            .stride = c.patch_size,
            .padding = 0};
}

/// linear, gelu, linear.
struct CaptionProjection {
    CaptionProjection(std::int64_t in, std::int64_t width, const Weights& w)
        : linear_1(in, width, Bias::Yes, w / "linear_1"),
          linear_2(width, width, Bias::Yes, w / "linear_2")
    {
    }

    at::Tensor operator()(const at::Tensor& x, const RunContext& context) const
    {
        return linear_2(activate(linear_1(x, context), Activation::GeluTanh), context);
    }

    Linear linear_1, linear_2;
};

/// The time and, where the network was taught them, the picture's size and ratio as one vector.
struct TimeAndSize {
    TimeAndSize(const PixArtTransformerConfig& c, const Weights& w)
        : timestep_embedder(kSinusoids.width, c.width(), Activation::Silu, w / "timestep_embedder")
    {
        if (c.use_additional_conditions) {
            resolution_embedder.emplace(kSinusoids.width, c.width() / 3, Activation::Silu,
                                        w / "resolution_embedder");
            aspect_ratio_embedder.emplace(kSinusoids.width, c.width() / 3, Activation::Silu,
                                          w / "aspect_ratio_embedder");
        }
    }

    /// times: (B), sizes: (B, 3) or undefined -> (B, W)
    at::Tensor operator()(const at::Tensor& times, const at::Tensor& sizes, at::ScalarType dtype,
                          const RunContext& context) const
    {
        const at::Tensor time =
            timestep_embedder(sinusoids(times, kSinusoids).to(dtype), {}, context);
        if (!resolution_embedder) {
            return time;
        }
        TORCH_CHECK(sizes.defined() && sizes.dim() == 2 && sizes.size(1) == 3,
                    "this transformer needs the picture's height, width and ratio");
        const auto embed = [&](const TimestepEmbedding& embedder, const at::Tensor& numbers) {
            const at::Tensor each = sinusoids(numbers.reshape({-1}), kSinusoids).to(dtype);
            return embedder(each, {}, context).reshape({times.size(0), -1});
        };
        return time + at::cat({embed(*resolution_embedder, sizes.narrow(1, 0, 2)),
                               embed(*aspect_ratio_embedder, sizes.narrow(1, 2, 1))},
                              1);
    }

    TimestepEmbedding timestep_embedder;
    std::optional<TimestepEmbedding> resolution_embedder, aspect_ratio_embedder;
};

} // namespace

struct PixArtTransformer2D::Impl {
    Impl(PixArtTransformerConfig configuration, const Weights& w);

    /// (B, C, H, W) -> (B, N, W)
    [[nodiscard]] at::Tensor patches(const at::Tensor& x, const RunContext& context) const;
    [[nodiscard]] Caption captionOf(const UNetConditioning& conditioning, at::ScalarType dtype,
                                    const RunContext& context) const;

    PixArtTransformerConfig config;
    Conv2d pos_embed;
    TimeAndSize time;
    Linear adaln_single;
    std::optional<CaptionProjection> caption_projection;
    std::vector<PixArtBlock> transformer_blocks;
    PlainNorm norm_out;
    at::Tensor scale_shift_table; ///< (2, W): shift, scale before the last layer
    Linear proj_out;
};

PixArtTransformer2D::Impl::Impl(PixArtTransformerConfig configuration, const Weights& w)
    : config(std::move(configuration)), pos_embed(patchConv(config), w / "pos_embed.proj"),
      time(config, w / "adaln_single.emb"),
      adaln_single(config.width(), 6 * config.width(), Bias::Yes, w / "adaln_single.linear"),
      norm_out(config.width(), kLastNormEps, false, w / "norm_out"),
      scale_shift_table(w.take("scale_shift_table", {2, config.width()})),
      proj_out(config.width(), config.patch_size * config.patch_size * config.out_channels,
               Bias::Yes, w / "proj_out")
{
    if (config.caption_channels > 0) {
        caption_projection.emplace(config.caption_channels, config.width(),
                                   w / "caption_projection");
    }
    w.ignore("pos_embed.pos_embed");            // computed
    w.ignore("caption_projection.y_embedding"); // the missing caption of training
    for (std::int64_t i = 0; i < config.num_layers; ++i) {
        transformer_blocks.emplace_back(config, w / "transformer_blocks" / i);
    }
}

at::Tensor PixArtTransformer2D::Impl::patches(const at::Tensor& x, const RunContext& context) const
{
    const at::Tensor map = pos_embed(x, context); // (B, W, rows, columns)
    const PositionGrid grid{map.size(2), map.size(3), config.sample_size / config.patch_size,
                            config.interpolation_scale};
    const at::Tensor positions = gridPositions(grid, config.width()).to(x.device()).unsqueeze(0);
    return (map.flatten(2).transpose(1, 2) + positions).to(x.scalar_type()).contiguous();
}

Caption PixArtTransformer2D::Impl::captionOf(const UNetConditioning& conditioning,
                                             at::ScalarType dtype, const RunContext& context) const
{
    TORCH_CHECK(conditioning.encoderHiddenStates.defined(), "this transformer needs a caption");
    Caption caption(
        conditioning.encoderHiddenStates.to(dtype), conditioning.encoderAttentionMask,
        /*trims=*/!config.only_cross_attention); // whose first attention takes all of it
    if (caption_projection) {
        caption.states = (*caption_projection)(caption.states, context);
    }
    return caption;
}

PixArtTransformer2D::PixArtTransformer2D(PixArtTransformerConfig config, const Weights& weights)
    : m_impl(std::make_unique<Impl>(std::move(config), weights))
{
}
PixArtTransformer2D::~PixArtTransformer2D() = default;

const PixArtTransformerConfig& PixArtTransformer2D::config() const
{
    return m_impl->config;
}

at::Tensor PixArtTransformer2D::output(const at::Tensor& sample, const at::Tensor& timestep,
                                       const UNetConditioning& conditioning,
                                       const RunContext& context) const
{
    const Impl& net = *m_impl;
    context.checkpoint();
    const at::Tensor x = sample.to(net.proj_out.weight.options());
    const std::int64_t B = x.size(0), p = net.config.patch_size;
    const std::int64_t rows = x.size(2) / p, columns = x.size(3) / p;
    const UNetConditioning given = conditioningOn(x.device(), conditioning);
    const at::Tensor steps = timestep.to(x.device()).reshape({-1}).expand({B});
    const at::Tensor time = net.time(steps, given.timeIds, x.scalar_type(), context); // (B, W)
    const at::Tensor six =
        net.adaln_single(at::silu(time), context).view({B, 6, net.config.width()});
    const Caption caption = net.captionOf(given, x.scalar_type(), context);

    at::Tensor h = net.patches(x, context);
    for (const PixArtBlock& block : net.transformer_blocks) {
        h = block(h, caption, six, context);
    }
    const auto last = (net.scale_shift_table.unsqueeze(0) + time.unsqueeze(1)).chunk(2, 1);
    h = net.proj_out(modulated(net.norm_out(h), last[0], last[1]), context);
    return h.view({B, rows, columns, p, p, net.config.out_channels})
        .permute({0, 5, 1, 3, 2, 4})
        .reshape({B, net.config.out_channels, rows * p, columns * p})
        .to(sample.options());
}

at::Tensor PixArtTransformer2D::forward(const at::Tensor& sample, const at::Tensor& timestep,
                                        const UNetConditioning& conditioning,
                                        const RunContext& context, UNetStepCache*) const
{
    const at::Tensor out = output(sample, timestep, conditioning, context);
    const PixArtTransformerConfig& c = m_impl->config;
    return c.learnsVariance() ? out.narrow(1, 0, c.out_channels / 2) : out;
}

std::unique_ptr<PixArtTransformer2D> loadPixArtTransformer(const std::filesystem::path& folder,
                                                           at::ScalarType dtype)
{
    return loadNetwork<PixArtTransformer2D, PixArtTransformerConfig>(folder, dtype);
}

} // namespace diffusion
