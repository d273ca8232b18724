#include "diffusion/models/unet_2d_condition.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/blocks.h"
#include "diffusion/models/networks/load_network.h"
#include "diffusion/models/networks/time_embedding.h"
#include "diffusion/models/networks/unet_blocks.h"

namespace diffusion {
namespace {

ConvShape sameConv(std::int64_t in, std::int64_t out, std::int64_t kernel)
{
    return {.in = in, .out = out, .kernel = kernel, .padding = (kernel - 1) / 2};
}

/// What all blocks have in common; `i` counts from the finest resolution.
UNetBlockShape commonShape(const UNet2DConditionConfig& c, std::size_t i)
{
    UNetBlockShape shape;
    shape.out = c.block_out_channels[i];
    shape.resnet.timeWidth = c.class_embeddings_concat ? 2 * c.time_embed_dim : c.time_embed_dim;
    shape.resnet.groups = c.norm_num_groups;
    shape.resnet.eps = c.norm_eps;
    shape.resnet.activation = parseActivation(c.act_fn, "act_fn");
    shape.resnet.scaleShift = c.resnet_time_scale_shift == TimeScaleShift::ScaleShift;
    shape.transformer.heads = c.num_heads[i];
    shape.transformer.textWidth = c.cross_attention_dim[i];
    shape.transformer.groups = c.norm_num_groups;
    shape.transformer.linearProjection = c.use_linear_projection;
    shape.transformer.onlyCrossAttention = c.only_cross_attention[i];
    shape.transformer.upcast = c.upcast_attention;
    shape.downsamplePadding = c.downsample_padding;
    shape.resample = i + 1 < c.block_out_channels.size();
    return shape;
}

UNetBlockShape downShape(const UNet2DConditionConfig& c, std::size_t i)
{
    UNetBlockShape shape = commonShape(c, i);
    shape.in = c.block_out_channels[i == 0 ? 0 : i - 1];
    shape.layers = c.layers_per_block[i];
    if (c.down_block_types[i] == "CrossAttnDownBlock2D") {
        shape.transformerLayers = c.down_transformer_layers[i];
    }
    return shape;
}

/// Up block `i` works at the resolution of down block n - 1 - i.
UNetBlockShape upShape(const UNet2DConditionConfig& c, std::size_t i)
{
    const std::size_t n = c.block_out_channels.size();
    const std::size_t level = n - 1 - i;
    UNetBlockShape shape = commonShape(c, level);
    shape.in = c.block_out_channels[i == 0 ? level : level + 1];
    shape.skip = c.block_out_channels[level == 0 ? 0 : level - 1];
    shape.layers = c.layers_per_block[level] + 1;
    shape.resample = i + 1 < n;
    if (c.up_block_types[i] == "CrossAttnUpBlock2D") {
        shape.transformerLayers = c.up_transformer_layers[i];
    }
    return shape;
}

UNetBlockShape midShape(const UNet2DConditionConfig& c)
{
    UNetBlockShape shape = commonShape(c, c.block_out_channels.size() - 1);
    shape.in = shape.out;
    shape.resnet.outputScale = c.mid_block_scale_factor;
    shape.transformer.onlyCrossAttention = false; // the format's middle block has no such option
    if (c.mid_block_type == "UNetMidBlock2DCrossAttn") {
        shape.transformerLayers = {c.mid_transformer_layers};
    }
    return shape;
}

} // namespace

struct UNet2DConditionModel::Impl {
    Impl(UNet2DConditionConfig configuration, const Weights& w);

    [[nodiscard]] at::Tensor embedTime(const at::Tensor& sample, const at::Tensor& timestep,
                                       const UNetConditioning& conditioning,
                                       const RunContext& context) const;
    [[nodiscard]] at::Tensor embedClass(const at::Tensor& labels, at::ScalarType dtype,
                                        const RunContext& context) const;
    [[nodiscard]] TextContext embedText(const UNetConditioning& conditioning, at::ScalarType dtype,
                                        const RunContext& context) const;

    /// Both take what conv_in gives and return what goes to the last norm.
    [[nodiscard]] at::Tensor runAll(at::Tensor h, const UNetInputs& inputs,
                                    UNetStepCache* cache) const;
    [[nodiscard]] at::Tensor runShallow(const at::Tensor& h, const UNetInputs& inputs,
                                        const at::Tensor& deep) const;
    [[nodiscard]] bool canReuse(const UNetStepCache* cache, const at::Tensor& h) const;

    UNet2DConditionConfig config;
    Conv2d conv_in;
    TimestepEmbedding time_embedding;
    std::optional<Embedding> class_embedding_table;
    std::optional<TimestepEmbedding> class_embedding_mlp;
    std::optional<Linear> class_embedding_linear;
    std::optional<TimestepEmbedding> add_embedding;
    std::optional<Linear> encoder_hid_proj;
    std::vector<UNetDownBlock> down_blocks;
    std::optional<UNetMidBlock> mid_block;
    std::vector<UNetUpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    Activation activation;
};

UNet2DConditionModel::Impl::Impl(UNet2DConditionConfig configuration, const Weights& w)
    : config(std::move(configuration)),
      conv_in(
          sameConv(config.in_channels, config.block_out_channels.front(), config.conv_in_kernel),
          w / "conv_in"),
      time_embedding(config.block_out_channels.front(), config.time_embed_dim,
                     parseActivation(config.act_fn, "act_fn"), w / "time_embedding",
                     config.time_cond_proj_dim,
                     parseActivation(config.timestep_post_act, "timestep_post_act")),
      conv_norm_out(config.norm_num_groups, config.block_out_channels.front(), config.norm_eps,
                    w / "conv_norm_out"),
      conv_out(
          sameConv(config.block_out_channels.front(), config.out_channels, config.conv_out_kernel),
          w / "conv_out"),
      activation(parseActivation(config.act_fn, "act_fn"))
{
    const Weights classes = w / "class_embedding";
    if (config.class_embed_type == "timestep") {
        class_embedding_mlp.emplace(config.block_out_channels.front(), config.time_embed_dim,
                                    activation, classes);
    } else if (config.class_embed_type == "projection") {
        class_embedding_mlp.emplace(config.projection_class_embeddings_input_dim,
                                    config.time_embed_dim, Activation::Silu, classes);
    } else if (config.class_embed_type == "simple_projection") {
        class_embedding_linear.emplace(config.projection_class_embeddings_input_dim,
                                       config.time_embed_dim, Bias::Yes, classes);
    } else if (config.class_embed_type.empty() && config.num_class_embeds > 0) {
        class_embedding_table.emplace(config.num_class_embeds, config.time_embed_dim, classes);
    }
    if (config.addition_embed_type == "text_time") {
        add_embedding.emplace(config.projection_class_embeddings_input_dim, config.time_embed_dim,
                              Activation::Silu, w / "add_embedding");
    }
    if (config.encoder_hid_dim > 0) {
        encoder_hid_proj.emplace(config.encoder_hid_dim, config.cross_attention_dim.front(),
                                 Bias::Yes, w / "encoder_hid_proj");
    }
    const std::size_t count = config.block_out_channels.size();
    for (std::size_t i = 0; i < count; ++i) {
        down_blocks.emplace_back(downShape(config, i),
                                 w / "down_blocks" / static_cast<std::int64_t>(i));
    }
    if (!config.mid_block_type.empty()) {
        mid_block.emplace(midShape(config), w / "mid_block");
    }
    for (std::size_t i = 0; i < count; ++i) {
        up_blocks.emplace_back(upShape(config, i), w / "up_blocks" / static_cast<std::int64_t>(i));
    }
}

at::Tensor UNet2DConditionModel::Impl::embedClass(const at::Tensor& labels, at::ScalarType dtype,
                                                  const RunContext& context) const
{
    if (class_embedding_table) {
        return (*class_embedding_table)(labels.to(at::kLong));
    }
    if (config.class_embed_type == "timestep") {
        const SinusoidShape shape{config.block_out_channels.front(), config.flip_sin_to_cos,
                                  config.freq_shift};
        return (*class_embedding_mlp)(sinusoids(labels, shape).to(dtype), {}, context);
    }
    const at::Tensor vectors = labels.to(dtype);
    if (class_embedding_mlp) {
        return (*class_embedding_mlp)(vectors, {}, context);
    }
    return class_embedding_linear ? (*class_embedding_linear)(vectors, context) : vectors;
}

at::Tensor UNet2DConditionModel::Impl::embedTime(const at::Tensor& sample,
                                                 const at::Tensor& timestep,
                                                 const UNetConditioning& conditioning,
                                                 const RunContext& context) const
{
    const std::int64_t B = sample.size(0);
    const at::ScalarType dtype = sample.scalar_type();
    const at::Tensor steps = timestep.reshape({-1}).expand({B});
    const SinusoidShape shape{config.block_out_channels.front(), config.flip_sin_to_cos,
                              config.freq_shift};
    at::Tensor temb = time_embedding(sinusoids(steps, shape).to(dtype), conditioning.timestepCond,
                                     context); // (B, E)
    const bool hasClasses = !config.class_embed_type.empty() || config.num_class_embeds > 0;
    if (hasClasses) {
        TORCH_CHECK(conditioning.classLabels.defined(), "this U-Net needs class labels");
        const at::Tensor classes = embedClass(conditioning.classLabels, dtype, context);
        temb = config.class_embeddings_concat ? at::cat({temb, classes}, -1) : temb + classes;
    }
    if (add_embedding) {
        TORCH_CHECK(conditioning.textEmbeds.defined() && conditioning.timeIds.defined(),
                    "this U-Net needs pooled text and time ids");
        const SinusoidShape idShape{config.addition_time_embed_dim, config.flip_sin_to_cos,
                                    config.freq_shift};
        const at::Tensor ids =
            sinusoids(conditioning.timeIds.reshape({-1}), idShape).reshape({B, -1});
        temb =
            temb + (*add_embedding)(at::cat({conditioning.textEmbeds.to(dtype), ids.to(dtype)}, -1),
                                    {}, context);
    }
    temb = activate(temb, parseActivation(config.time_embedding_act_fn, "time_embedding_act_fn"));
    return activate(temb, activation);
}

TextContext UNet2DConditionModel::Impl::embedText(const UNetConditioning& conditioning,
                                                  at::ScalarType dtype,
                                                  const RunContext& context) const
{
    TextContext text;
    text.states = conditioning.encoderHiddenStates.to(dtype);
    if (encoder_hid_proj) {
        text.states = (*encoder_hid_proj)(text.states, context);
    }
    if (conditioning.encoderAttentionMask.defined()) {
        constexpr double kIgnored = -10000.0; // the format's value: finite, so nothing turns to NaN
        text.maskBias = ((1 - conditioning.encoderAttentionMask.to(dtype)) * kIgnored)
                            .unsqueeze(1)
                            .unsqueeze(1); // (B, 1, 1, T)
    }
    return text;
}

at::Tensor UNet2DConditionModel::Impl::runAll(at::Tensor h, const UNetInputs& inputs,
                                              UNetStepCache* cache) const
{
    std::vector<at::Tensor> skips{h};
    for (const UNetDownBlock& block : down_blocks) {
        h = block(h, inputs, skips);
    }
    if (mid_block) {
        h = (*mid_block)(h, inputs);
    }
    for (std::size_t i = 0; i + 1 < up_blocks.size(); ++i) {
        h = up_blocks[i](h, inputs, skips);
    }
    const UNetUpBlock& last = up_blocks.back(); // nothing to upsample to
    for (std::size_t i = 0; i < last.resnets.size(); ++i) {
        if (cache != nullptr && i == 1) {
            cache->deep = h;
        }
        h = last.layer(i, h, inputs, skips);
    }
    return h;
}

at::Tensor UNet2DConditionModel::Impl::runShallow(const at::Tensor& h, const UNetInputs& inputs,
                                                  const at::Tensor& deep) const
{
    // The last up block's layers take the first down block's outputs from the inside out.
    const UNetUpBlock& last = up_blocks.back();
    std::vector<at::Tensor> skips{h};
    for (std::size_t i = 0; skips.size() + 1 < last.resnets.size(); ++i) {
        skips.push_back(down_blocks.front().layer(i, skips.back(), inputs));
    }
    at::Tensor out = deep;
    for (std::size_t i = 1; i < last.resnets.size(); ++i) {
        out = last.layer(i, out, inputs, skips);
    }
    return out;
}

bool UNet2DConditionModel::Impl::canReuse(const UNetStepCache* cache, const at::Tensor& h) const
{
    if (cache == nullptr || !cache->reuse || !cache->deep.defined() ||
        up_blocks.back().resnets.size() != down_blocks.front().resnets.size() + 1) {
        return false;
    }
    const at::Tensor& deep = cache->deep;
    return deep.size(0) == h.size(0) && deep.sizes().slice(2) == h.sizes().slice(2);
}

UNet2DConditionModel::UNet2DConditionModel(UNet2DConditionConfig config, const Weights& weights)
    : m_impl(std::make_unique<Impl>(std::move(config), weights))
{
}
UNet2DConditionModel::~UNet2DConditionModel() = default;
UNet2DConditionModel::UNet2DConditionModel(UNet2DConditionModel&&) noexcept = default;
UNet2DConditionModel& UNet2DConditionModel::operator=(UNet2DConditionModel&&) noexcept = default;

const UNet2DConditionConfig& UNet2DConditionModel::config() const
{
    return m_impl->config;
}

at::Tensor UNet2DConditionModel::forward(const at::Tensor& sample, const at::Tensor& timestep,
                                         const UNetConditioning& conditioning,
                                         const RunContext& context, UNetStepCache* cache) const
{
    const Impl& net = *m_impl;
    context.checkpoint();
    const at::TensorOptions home = net.conv_in.weight.options();
    const at::Tensor x = (net.config.center_input_sample ? 2 * sample - 1 : sample).to(home);
    const UNetConditioning given = conditioningOn(x.device(), conditioning);
    const UNetInputs inputs{net.embedTime(x, timestep.to(x.device()), given, context),
                            net.embedText(given, x.scalar_type(), context), context};

    at::Tensor h = net.conv_in(x, context);
    h = net.canReuse(cache, h) ? net.runShallow(h, inputs, cache->deep)
                               : net.runAll(h, inputs, cache);
    h = net.conv_out(net.conv_norm_out.activated(h, net.activation, context), context);
    return h.to(sample.options());
}

std::unique_ptr<UNet2DConditionModel> loadUNet2DCondition(const std::filesystem::path& folder,
                                                          at::ScalarType dtype)
{
    return loadNetwork<UNet2DConditionModel, UNet2DConditionConfig>(folder, dtype);
}

} // namespace diffusion
