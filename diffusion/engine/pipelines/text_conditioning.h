#pragma once

/// From prompts to what the U-Net's cross attention sees. Worker thread only.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diffusion/engine/pipelines/denoise.h"
#include "diffusion/engine/pipelines/known_words.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/tokenizer.h"

namespace diffusion {

/// One tokenizer with its encoder; SDXL has two.
struct TextPart {
    std::shared_ptr<const Tokenizer> tokenizer;
    std::unique_ptr<TextEncoder> encoder;
    bool beforeLast = false; ///< the U-Net takes the states before the last layer, also of one encoder
    std::int64_t length = 0; ///< ids of a prompt; 0 = as many as tokenizer and encoder take
    /// The id of padding, where neither the encoder nor the network may look at it.
    std::optional<std::int64_t> maskedPadding;
    bool lowersCase = false;   ///< prompts are written small, without white space around them
    Synonyms synonyms;         ///< for words that it was never taught
};

/// Ids that a prompt is padded and cut to.
[[nodiscard]] std::int64_t promptLength(const TextPart& part);

/// A prompt as the part's tokenizer is to see it.
[[nodiscard]] std::string promptText(const TextPart& part, const std::string& prompt);

/// B prompts encoded.
struct PromptStates {
    at::Tensor states; ///< (B, T, D)
    at::Tensor pooled; ///< (B, P); of the last encoder, undefined for T5
    at::Tensor mask;   ///< (B, T), 1 = text, 0 = padding; undefined where padding counts as text
};

/// Ids (B, T) of each part's tokenizer, padded and cut to what its encoder takes.
[[nodiscard]] std::vector<at::Tensor> promptIds(const std::vector<TextPart>& parts,
                                                const std::vector<std::string>& prompts);

/// With one encoder its last states; with two (SDXL, Podell et al. 2023, arXiv:2307.01952, section
/// 2.1) both penultimate states side by side and the second's pooled text.
/// clipSkip: how many layers before those are taken instead.
[[nodiscard]] PromptStates encodePrompts(const std::vector<TextPart>& parts,
                                         const std::vector<at::Tensor>& ids, int clipSkip,
                                         const RunContext& context);

/// The states of nothing, all zero, shaped like `like`: SDXL's missing negative prompt.
[[nodiscard]] PromptStates zeroStates(const PromptStates& like);

/// Both prompts in the batch order that `guidance` wants. `negative` may be undefined without it.
[[nodiscard]] UNetConditioning arrangePrompts(const PromptStates& positive,
                                              const PromptStates& negative,
                                              const Guidance& guidance);

} // namespace diffusion
