// T5's encoder (Raffel et al. 2020, arXiv:1910.10683, section 2.1): pre-norm without mean or bias,
// attention without 1/sqrt(d), a learned bias by relative distance shared by all layers.
//
// Letters: B batch, T tokens, D width, nh heads.

#include <cmath>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/text_encoder.h"

namespace diffusion {
namespace {

constexpr std::int64_t kNoLimit = 100'000; // T5 has no positions to run out of

/// x / sqrt(mean(x^2) + eps) * weight, the mean in float32 at least. (N, D) -> (N, D)
struct RootMeanSquareNorm {
    RootMeanSquareNorm(std::int64_t width, double epsilon, const Weights& w)
        : weight(w.take("weight", {width})), eps(epsilon)
    {
    }

    at::Tensor operator()(const at::Tensor& x) const
    {
        const at::Tensor wide = x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
        const at::Tensor scale = at::rsqrt(wide.pow(2).mean(-1, true) + eps);
        return weight * (wide * scale).to(x.scalar_type());
    }

    at::Tensor weight;
    double eps;
};

struct T5Layer {
    T5Layer(const T5EncoderConfig& c, const Weights& w)
        : attention_norm(c.d_model, c.layer_norm_epsilon, w / "layer.0" / "layer_norm"),
          q(c.d_model, c.num_heads * c.d_kv, Bias::No, w / "layer.0" / "SelfAttention" / "q"),
          k(c.d_model, c.num_heads * c.d_kv, Bias::No, w / "layer.0" / "SelfAttention" / "k"),
          v(c.d_model, c.num_heads * c.d_kv, Bias::No, w / "layer.0" / "SelfAttention" / "v"),
          o(c.num_heads * c.d_kv, c.d_model, Bias::No, w / "layer.0" / "SelfAttention" / "o"),
          dense_norm(c.d_model, c.layer_norm_epsilon, w / "layer.1" / "layer_norm"),
          wi(c.d_model, c.d_ff, Bias::No,
             w / "layer.1" / "DenseReluDense" / (c.gated ? "wi_0" : "wi")),
          wo(c.d_ff, c.d_model, Bias::No, w / "layer.1" / "DenseReluDense" / "wo"),
          activation(parseActivation(c.dense_act_fn, "dense_act_fn")), heads(c.num_heads)
    {
        if (c.gated) {
            wi_1.emplace(c.d_model, c.d_ff, Bias::No, w / "layer.1" / "DenseReluDense" / "wi_1");
        }
    }

    /// x: (B, T, D), bias: (1 or B, nh, T, T) -> (B, T, D)
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& bias,
                          const RunContext& context) const
    {
        AttentionOptions options;
        options.heads = heads;
        options.bias = bias;
        at::Tensor normed = attention_norm(x);
        const at::Tensor mixed =
            attention(q(normed, context), k(normed, context), v(normed, context), options, context);
        const at::Tensor h = x + o(mixed, context);
        normed = dense_norm(h);
        at::Tensor inner = activate(wi(normed, context), activation);
        if (wi_1) {
            inner = inner * (*wi_1)(normed, context);
        }
        return h + wo(inner, context);
    }

    RootMeanSquareNorm attention_norm;
    Linear q, k, v, o;
    RootMeanSquareNorm dense_norm;
    Linear wi;
    std::optional<Linear> wi_1;
    Linear wo;
    Activation activation;
    std::int64_t heads;
};

/// Bucket of the distance from a query to a key: half of the buckets for each direction, the first
/// half of these exact, the others growing logarithmically up to `maxDistance`.
std::int64_t relativeBucket(std::int64_t distance, std::int64_t buckets, std::int64_t maxDistance)
{
    const std::int64_t half = buckets / 2;
    const std::int64_t offset = distance > 0 ? half : 0;
    const std::int64_t length = std::abs(distance);
    const std::int64_t exact = half / 2;
    if (length < exact) {
        return offset + length;
    }
    // float32 like the reference, so that the bucket borders fall on the same distances
    const float ratio =
        std::log(static_cast<float>(length) / static_cast<float>(exact)) /
        static_cast<float>(std::log(static_cast<double>(maxDistance) / static_cast<double>(exact)));
    const auto bucket = exact + static_cast<std::int64_t>(ratio * static_cast<float>(half - exact));
    return offset + std::min(bucket, half - 1);
}

class T5Encoder final : public TextEncoder {
public:
    T5Encoder(const T5EncoderConfig& c, const Weights& w)
        : m_config(c), shared(c.vocab_size, c.d_model,
                              !w.has("shared.weight") && w.has("encoder.embed_tokens.weight")
                                  ? w / "encoder" / "embed_tokens"
                                  : w / "shared"),
          relative_attention_bias(c.relative_attention_num_buckets, c.num_heads,
                                  w / "encoder" / "block.0" / "layer.0" / "SelfAttention" /
                                      "relative_attention_bias"),
          final_layer_norm(c.d_model, c.layer_norm_epsilon, w / "encoder" / "final_layer_norm")
    {
        w.ignore("encoder.embed_tokens.weight"); // the same table as `shared`
        for (std::int64_t i = 0; i < c.num_layers; ++i) {
            layers.emplace_back(c, w / "encoder" / "block" / i);
        }
    }

    using TextEncoder::forward;
    TextEncoding forward(const at::Tensor& words, const at::Tensor& mask,
                         const RunContext& context) const override
    {
        const at::Device home = shared.weight.device();
        at::Tensor h = shared(words.to(home));
        at::Tensor bias = positionBias(words.size(1)); // (1, nh, T, T)
        if (mask.defined()) {
            const double lowest = -std::numeric_limits<float>::max();
            bias = bias + (mask.to(home).eq(0).to(bias.scalar_type()) * lowest).unsqueeze(1).unsqueeze(1);
        }
        TextEncoding result;
        result.hiddenStates.push_back(h);
        for (const T5Layer& layer : layers) {
            context.checkpoint();
            h = layer(h, bias, context);
            result.hiddenStates.push_back(h);
        }
        result.lastHiddenState = final_layer_norm(h);
        return result;
    }

    at::Tensor finalNorm(const at::Tensor& states) const override
    {
        return final_layer_norm(states);
    }
    std::int64_t width() const override { return m_config.d_model; }
    std::int64_t maxLength() const override { return kNoLimit; }
    std::int64_t vocabularySize() const override { return m_config.vocab_size; }

private:
    [[nodiscard]] at::Tensor positionBias(std::int64_t T) const
    {
        // Buckets depend on the distance alone: one row for key - query in [-(T-1), T-1].
        std::vector<std::int64_t> buckets;
        for (std::int64_t distance = 1 - T; distance < T; ++distance) {
            buckets.push_back(relativeBucket(distance, m_config.relative_attention_num_buckets,
                                             m_config.relative_attention_max_distance));
        }
        const at::Tensor positions = at::arange(T);
        const at::Tensor index =
            positions.unsqueeze(0) - positions.unsqueeze(1) + (T - 1); // (T, T)
        const at::Tensor table = at::tensor(buckets, at::kLong);
        return relative_attention_bias(table.index_select(0, index.flatten())
                                           .view({T, T})
                                           .to(relative_attention_bias.weight.device()))
            .permute({2, 0, 1})
            .unsqueeze(0);
    }

    T5EncoderConfig m_config;
    Embedding shared;
    Embedding relative_attention_bias;
    std::vector<T5Layer> layers;
    RootMeanSquareNorm final_layer_norm;
};

} // namespace

T5EncoderConfig T5EncoderConfig::parse(const nlohmann::json& json)
{
    const ConfigReader config(json, "text_encoder config.json");
    T5EncoderConfig t5;
    t5.vocab_size = config.integer("vocab_size", t5.vocab_size);
    t5.d_model = config.integer("d_model", t5.d_model);
    t5.d_kv = config.integer("d_kv", t5.d_kv);
    t5.d_ff = config.integer("d_ff", t5.d_ff);
    t5.num_layers = config.integer("num_layers", t5.num_layers);
    t5.num_heads = config.integer("num_heads", t5.num_heads);
    t5.relative_attention_num_buckets =
        config.integer("relative_attention_num_buckets", t5.relative_attention_num_buckets, 4);
    t5.relative_attention_max_distance =
        config.integer("relative_attention_max_distance", t5.relative_attention_max_distance);
    t5.layer_norm_epsilon = config.number("layer_norm_epsilon", t5.layer_norm_epsilon);
    const std::string proj = config.text("feed_forward_proj", "relu");
    const bool gatedName = proj.rfind("gated-", 0) == 0;
    const std::string function = gatedName ? proj.substr(6) : proj;
    t5.gated = config.boolean("is_gated_act", gatedName);
    // In this format "gated-gelu" has always meant the tanh form.
    t5.dense_act_fn =
        config.text("dense_act_fn", gatedName && function == "gelu" ? "gelu_new" : function);
    return t5;
}

std::unique_ptr<TextEncoder> makeT5Encoder(const T5EncoderConfig& config, const Weights& weights)
{
    return std::make_unique<T5Encoder>(config, weights);
}

} // namespace diffusion
