#include "diffusion/engine/prompts/prompt_chunks.h"

#include <algorithm>

#include "diffusion/engine/prompts/prompt_syntax.h"

namespace diffusion {
namespace {

TokenChunk closedChunk(const std::vector<WeighedToken>& text, const Tokenizer& tokenizer,
                       std::int64_t length)
{
    TokenChunk out;
    if (tokenizer.bosId()) {
        out.ids.push_back(*tokenizer.bosId());
        out.weights.push_back(1.0F);
    }
    for (const WeighedToken& token : text) {
        out.ids.push_back(token.id);
        out.weights.push_back(token.weight);
    }
    if (tokenizer.eosId()) {
        out.ids.push_back(*tokenizer.eosId());
    }
    out.ids.resize(static_cast<std::size_t>(length), tokenizer.padId());
    out.weights.resize(static_cast<std::size_t>(length), 1.0F);
    return out;
}

} // namespace

std::vector<TokenChunk> chunkTokens(const std::vector<WeighedToken>& tokens,
                                    const Tokenizer& tokenizer, std::int64_t length)
{
    const auto capacity = static_cast<std::size_t>(
        std::max<std::int64_t>(1, tokenizer.textCapacity(length)));
    std::vector<TokenChunk> out;
    std::vector<WeighedToken> open;
    for (const WeighedToken& token : tokens) {
        const auto block = std::min(capacity, static_cast<std::size_t>(token.together) + 1);
        if (open.size() + block > capacity || (token.breakBefore && !open.empty())) {
            out.push_back(closedChunk(open, tokenizer, length));
            open.clear();
        }
        open.push_back(token);
    }
    if (!open.empty() || out.empty()) {
        out.push_back(closedChunk(open, tokenizer, length));
    }
    return out;
}

std::vector<WeighedToken> tokensOfPrompt(std::string_view prompt, const Tokenizer& tokenizer)
{
    std::vector<WeighedToken> out;
    for (const PromptPiece& piece : parsePrompt(prompt)) {
        bool breakBefore = piece.breakBefore;
        for (const std::int64_t id : tokenizer.tokenize(piece.text)) {
            out.push_back({id, static_cast<float>(piece.weight), 0, breakBefore});
            breakBefore = false;
        }
    }
    return out;
}

} // namespace diffusion
