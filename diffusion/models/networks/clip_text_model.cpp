// CLIP's text transformer (Radford et al. 2021, arXiv:2103.00020, section 2.4).
//
// Letters: B batch, T tokens, D width.

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

/// Configurations written by old versions of the reference claim this end-of-text id, whatever the
/// vocabulary; the end then is where the largest id stands.
constexpr std::int64_t kLegacyEosId = 2;

struct EncoderLayer {
    EncoderLayer(const CLIPTextConfig& c, const Weights& w)
        : layer_norm1(c.hidden_size, c.layer_norm_eps, w / "layer_norm1"),
          q_proj(c.hidden_size, c.hidden_size, Bias::Yes, w / "self_attn" / "q_proj"),
          k_proj(c.hidden_size, c.hidden_size, Bias::Yes, w / "self_attn" / "k_proj"),
          v_proj(c.hidden_size, c.hidden_size, Bias::Yes, w / "self_attn" / "v_proj"),
          out_proj(c.hidden_size, c.hidden_size, Bias::Yes, w / "self_attn" / "out_proj"),
          layer_norm2(c.hidden_size, c.layer_norm_eps, w / "layer_norm2"),
          fc1(c.hidden_size, c.intermediate_size, Bias::Yes, w / "mlp" / "fc1"),
          fc2(c.intermediate_size, c.hidden_size, Bias::Yes, w / "mlp" / "fc2"),
          activation(parseActivation(c.hidden_act, "hidden_act")), heads(c.num_attention_heads)
    {
    }

    /// x: (B, T, D), bias: (T, T) or (B, 1, T, T) -> (B, T, D)
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& bias,
                          const RunContext& context) const
    {
        AttentionOptions options;
        options.heads = heads;
        options.scale = 1.0 / std::sqrt(static_cast<double>(x.size(2) / heads));
        options.bias = bias;
        const at::Tensor normed = layer_norm1(x);
        const at::Tensor mixed = attention(q_proj(normed, context), k_proj(normed, context),
                                           v_proj(normed, context), options, context);
        const at::Tensor h = x + out_proj(mixed, context);
        return h + fc2(activate(fc1(layer_norm2(h), context), activation), context);
    }

    LayerNorm layer_norm1;
    Linear q_proj, k_proj, v_proj, out_proj;
    LayerNorm layer_norm2;
    Linear fc1, fc2;
    Activation activation;
    std::int64_t heads;
};

class CLIPTextModel final : public TextEncoder {
public:
    CLIPTextModel(const CLIPTextConfig& config, const Weights& weights)
        : CLIPTextModel(config, weights, weights / "text_model")
    {
    }

    using TextEncoder::forward;
    TextEncoding forward(const at::Tensor& words, const at::Tensor& wordMask,
                         const RunContext& context) const override
    {
        TORCH_CHECK(words.dim() == 2 && words.size(1) <= maxLength(), "CLIP takes at most ",
                    maxLength(), " tokens, not ", words.sizes());
        const at::Device home = token_embedding.weight.device();
        const at::Tensor ids = words.to(home);
        const at::Tensor mask = wordMask.defined() ? wordMask.to(home) : wordMask;
        const std::int64_t T = ids.size(1);
        at::Tensor h = embedded(ids) + position_embedding.weight.narrow(0, 0, T);
        const at::Tensor bias = attentionBias(mask, T, h);
        TextEncoding result;
        result.hiddenStates.push_back(h);
        for (const EncoderLayer& layer : layers) {
            context.checkpoint();
            h = layer(h, bias, context);
            result.hiddenStates.push_back(h);
        }
        result.lastHiddenState = final_layer_norm(h);
        const at::Tensor ends =
            (m_config.eos_token_id == kLegacyEosId ? ids.masked_fill(ids.ge(m_config.vocab_size), 0)
                                                   : ids.eq(m_config.eos_token_id).to(at::kInt))
                .argmax(-1); // (B)
        const at::Tensor rows = at::arange(ids.size(0), ids.options().dtype(at::kLong));
        result.pooled = at::index(result.lastHiddenState, {rows, ends}); // (B, D)
        if (text_projection) {
            result.pooled = (*text_projection)(result.pooled, context); // (B, P)
        }
        return result;
    }

    void setAddedEmbeddings(at::Tensor rows) override
    {
        TORCH_CHECK(!rows.defined() || (rows.dim() == 2 && rows.size(1) == width()),
                    "added embeddings must be ", width(), " wide");
        m_added = rows.defined() ? rows.to(token_embedding.weight.options()) : at::Tensor();
    }

    at::Tensor finalNorm(const at::Tensor& states) const override
    {
        return final_layer_norm(states);
    }
    std::int64_t width() const override { return m_config.hidden_size; }
    std::int64_t maxLength() const override { return m_config.max_position_embeddings; }
    std::int64_t vocabularySize() const override { return m_config.vocab_size; }

private:
    CLIPTextModel(const CLIPTextConfig& c, const Weights& top, const Weights& w)
        : m_config(c),
          token_embedding(c.vocab_size, c.hidden_size, w / "embeddings" / "token_embedding"),
          position_embedding(c.max_position_embeddings, c.hidden_size,
                             w / "embeddings" / "position_embedding"),
          final_layer_norm(c.hidden_size, c.layer_norm_eps, w / "final_layer_norm")
    {
        w.ignore("embeddings.position_ids"); // 0, 1, 2...: older files carry it
        for (std::int64_t i = 0; i < c.num_hidden_layers; ++i) {
            layers.emplace_back(c, w / "encoder" / "layers" / i);
        }
        if (c.with_projection) {
            text_projection.emplace(c.hidden_size, c.projection_dim, Bias::No,
                                    top / "text_projection");
        }
    }

    /// ids: (B, T) -> (B, T, D), those behind the vocabulary from the added rows.
    at::Tensor embedded(const at::Tensor& ids) const
    {
        if (!m_added.defined()) {
            return token_embedding(ids);
        }
        const at::Tensor isAdded = ids.ge(m_config.vocab_size);
        const at::Tensor own = token_embedding(ids.masked_fill(isAdded, 0));
        const at::Tensor rows = (ids - m_config.vocab_size).clamp(0, m_added.size(0) - 1);
        return at::where(isAdded.unsqueeze(-1), at::embedding(m_added, rows), own);
    }

    /// Minus infinity where a token may not look: ahead of itself, and at masked ones.
    static at::Tensor attentionBias(const at::Tensor& mask, std::int64_t T, const at::Tensor& like)
    {
        const double lowest = -std::numeric_limits<float>::max();
        const at::Tensor causal =
            at::full({T, T}, lowest, like.options().dtype(at::kFloat)).triu(1);
        if (!mask.defined()) {
            return causal;
        }
        const at::Tensor hidden = mask.eq(0).unsqueeze(1).unsqueeze(1);           // (B, 1, 1, T)
        return at::where(hidden, at::full({}, lowest, causal.options()), causal); // (B, 1, T, T)
    }

    CLIPTextConfig m_config;
    at::Tensor m_added; ///< (N, D) or undefined
    Embedding token_embedding;
    Embedding position_embedding;
    std::vector<EncoderLayer> layers;
    LayerNorm final_layer_norm;
    std::optional<Linear> text_projection;
};

} // namespace

CLIPTextConfig CLIPTextConfig::parse(const nlohmann::json& outer)
{
    const bool nested =
        outer.is_object() && !outer.contains("hidden_size") && outer.contains("text_config");
    const nlohmann::json& json = nested ? outer.at("text_config") : outer;
    const ConfigReader config(json, "text_encoder config.json");
    CLIPTextConfig clip;
    clip.vocab_size = config.integer("vocab_size", clip.vocab_size);
    clip.hidden_size = config.integer("hidden_size", clip.hidden_size);
    clip.intermediate_size = config.integer("intermediate_size", clip.intermediate_size);
    clip.projection_dim = config.integer("projection_dim", clip.projection_dim);
    clip.num_hidden_layers = config.integer("num_hidden_layers", clip.num_hidden_layers);
    clip.num_attention_heads = config.integer("num_attention_heads", clip.num_attention_heads);
    clip.max_position_embeddings =
        config.integer("max_position_embeddings", clip.max_position_embeddings);
    clip.hidden_act = config.text("hidden_act", clip.hidden_act);
    clip.layer_norm_eps = config.number("layer_norm_eps", clip.layer_norm_eps);
    clip.eos_token_id = config.integer("eos_token_id", clip.eos_token_id, 0);
    if (clip.hidden_size % clip.num_attention_heads != 0) {
        config.fail("num_attention_heads", "does not divide hidden_size");
    }
    for (const std::string& name : ConfigReader(outer, "text_encoder config.json")
                                       .texts("architectures", {"CLIPTextModel"})) {
        clip.with_projection = clip.with_projection || name == "CLIPTextModelWithProjection";
    }
    return clip;
}

std::unique_ptr<TextEncoder> makeCLIPTextModel(const CLIPTextConfig& config, const Weights& weights)
{
    return std::make_unique<CLIPTextModel>(config, weights);
}

} // namespace diffusion
