#pragma once

/// From a request's prompts to what the U-Net sees of them, whatever syntax and length they have.
/// Worker thread only.
///
/// A weight w moves a token's states away from those of the empty prompt: empty + w (states - empty),
/// at each position. Long prompts are encoded in chunks of what the encoder takes, whose states stand
/// one after the other; the shorter of two prompts is filled up with empty chunks. The pooled text is
/// that of the first chunk. Between two prompts each position's state turns from one to the other on
/// the great circle between them (Shoemake 1985), its length going evenly.
///
/// Letters: K copies for guidance, T tokens of all chunks, D text width.

#include <list>
#include <string>
#include <utility>
#include <vector>

#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/adapters/textual_inversion.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/prompts/prompt_chunks.h"

namespace diffusion {

/// What a request says in words.
struct PromptWish {
    std::string prompt;
    std::string negative;
    PromptWalk walk;
    int clipSkip = 1; ///< see FillRequest
};

[[nodiscard]] PromptWish wishOf(const FillRequest& request);

class PromptEncoder {
public:
    /// `model` must outlive this; only its texts and flags are used.
    explicit PromptEncoder(LoadedModel& model) : m_model(model) {}

    /// Both prompts in the batch order that `guidance` wants: (K, T, D).
    [[nodiscard]] UNetConditioning encode(const PromptWish& wish, const Guidance& guidance,
                                          const RunContext& context);

    /// Lays the request's LoRAs and embeddings over the model, reading files only where they are not
    /// in use already. Throws LoadError and Cancelled.
    void useAdapters(LoraSet& loras, const FillRequest& request, const RunContext& context);

private:
    void useEmbeddings(const std::vector<std::string>& files);

    using Chunks = std::vector<std::vector<TokenChunk>>; ///< [text part][chunk]

    [[nodiscard]] Chunks chunksOf(const std::string& prompt) const;
    [[nodiscard]] std::vector<WeighedToken> tokensOf(const std::string& prompt,
                                                     std::size_t part) const;
    [[nodiscard]] std::vector<TokenChunk> emptyChunk(std::size_t part) const;
    [[nodiscard]] PromptStates statesOf(const std::string& prompt, std::size_t chunkCount,
                                        int clipSkip, const RunContext& context);
    [[nodiscard]] PromptStates encodeChunks(const Chunks& chunks, int clipSkip,
                                            const RunContext& context) const;

    struct Remembered {
        std::string prompt;
        std::size_t chunkCount;
        int clipSkip;
        PromptStates states;
    };

    LoadedModel& m_model;
    std::vector<std::string> m_embeddingKeys; ///< files in use, with what tells that they changed
    std::vector<TextualInversion> m_embeddings;
    std::list<Remembered> m_remembered; ///< latest first
};

} // namespace diffusion
