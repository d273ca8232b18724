#pragma once

/// Tokens with weights, cut into pieces that a text encoder takes. Pure functions; any thread.

#include <cstdint>
#include <string_view>
#include <vector>

#include "diffusion/models/tokenizer.h"

namespace diffusion {

struct WeighedToken {
    std::int64_t id = 0;
    float weight = 1.0F;
    /// How many of the following tokens must stay in the same chunk (vectors of one embedding).
    int together = 0;
    bool breakBefore = false; ///< begins a new chunk
};

/// One run of the encoder: [bos] tokens [eos] padding, and the weight of each, 1 for what is not text.
struct TokenChunk {
    std::vector<std::int64_t> ids;
    std::vector<float> weights;
};

/// Chunks of `length` ids each (77 for CLIP, 75 of them text); at least one, the empty prompt's.
[[nodiscard]] std::vector<TokenChunk> chunkTokens(const std::vector<WeighedToken>& tokens,
                                                  const Tokenizer& tokenizer, std::int64_t length);

/// The tokens of a prompt with the syntax of prompt_syntax.h, embeddings' names read as words.
[[nodiscard]] std::vector<WeighedToken> tokensOfPrompt(std::string_view prompt,
                                                       const Tokenizer& tokenizer);

} // namespace diffusion
