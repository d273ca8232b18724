#pragma once

/// Text encoders: CLIP's text transformer (Radford et al. 2021, arXiv:2103.00020), with or without
/// projection, and T5's encoder (Raffel et al. 2020, arXiv:1910.10683).
///
/// Letters: B batch, T tokens, D width, P projected width.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

struct TextEncoding {
    at::Tensor lastHiddenState; ///< (B, T, D), after the final norm
    /// (B, D) for CLIPTextModel, (B, P) for CLIPTextModelWithProjection; undefined for T5.
    at::Tensor pooled;
    /// Layers + 1 states (B, T, D): [0] the embeddings, back() the last layer before the final norm.
    /// SDXL and clip skip use hiddenStates[size - 2].
    std::vector<at::Tensor> hiddenStates;
};

/// Used by one thread at a time; forward is const and differentiable.
class TextEncoder {
public:
    virtual ~TextEncoder() = default;

    /// ids: (B, T) int64, T <= maxLength(); mask: (B, T), 1 = attend, undefined = all.
    [[nodiscard]] virtual TextEncoding forward(const at::Tensor& ids, const at::Tensor& mask,
                                               const RunContext& context) const = 0;
    [[nodiscard]] TextEncoding forward(const at::Tensor& ids, const RunContext& context) const
    {
        return forward(ids, at::Tensor(), context);
    }

    /// Further tokens, with ids from vocabularySize() on: `rows` (N, D) are their embeddings, taking
    /// the place of earlier ones; undefined = none. Not differentiable. CLIP only, T5 throws
    /// std::invalid_argument.
    virtual void setAddedEmbeddings(at::Tensor rows);

    /// The norm after the last layer, for states of earlier layers (clip skip, SD 2's penultimate).
    [[nodiscard]] virtual at::Tensor finalNorm(const at::Tensor& states) const = 0;

    [[nodiscard]] virtual std::int64_t width() const = 0;
    [[nodiscard]] virtual std::int64_t maxLength() const = 0;
    [[nodiscard]] virtual std::int64_t vocabularySize() const = 0;
};

struct CLIPTextConfig {
    std::int64_t vocab_size = 49408;
    std::int64_t hidden_size = 512;
    std::int64_t intermediate_size = 2048;
    std::int64_t projection_dim = 512;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 8;
    std::int64_t max_position_embeddings = 77;
    std::string hidden_act = "quick_gelu";
    double layer_norm_eps = 1e-5;
    std::int64_t eos_token_id = 49407; ///< 2 = pool at the largest id, as the first files need
    bool with_projection = false;      ///< from `architectures`

    [[nodiscard]] static CLIPTextConfig parse(const nlohmann::json& json);
};

struct T5EncoderConfig {
    std::int64_t vocab_size = 32128;
    std::int64_t d_model = 512;
    std::int64_t d_kv = 64;
    std::int64_t d_ff = 2048;
    std::int64_t num_layers = 6;
    std::int64_t num_heads = 8;
    std::int64_t relative_attention_num_buckets = 32;
    std::int64_t relative_attention_max_distance = 128;
    double layer_norm_epsilon = 1e-6;
    bool gated = false;
    std::string dense_act_fn = "relu";

    [[nodiscard]] static T5EncoderConfig parse(const nlohmann::json& json);
};

[[nodiscard]] std::unique_ptr<TextEncoder> makeCLIPTextModel(const CLIPTextConfig& config,
                                                             const Weights& weights);
[[nodiscard]] std::unique_ptr<TextEncoder> makeT5Encoder(const T5EncoderConfig& config,
                                                         const Weights& weights);

/// Reads a `text_encoder` folder; config.json's `architectures` says which kind it is.
[[nodiscard]] std::unique_ptr<TextEncoder> loadTextEncoder(const std::filesystem::path& folder,
                                                           at::ScalarType dtype = at::kFloat);

} // namespace diffusion
