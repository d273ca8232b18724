#include "diffusion/engine/prompts/prompt_encoder.h"

#include <algorithm>

#include "diffusion/engine/adapters/adapter_file.h"
#include "diffusion/engine/prompts/prompt_syntax.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::size_t kRemembered = 8; // a few candidates and their negative prompts

at::Tensor idsOf(const std::vector<TokenChunk>& chunks)
{
    std::vector<at::Tensor> rows;
    for (const TokenChunk& chunk : chunks) {
        rows.push_back(at::tensor(chunk.ids, at::kLong));
    }
    return at::stack(rows); // (chunks, T)
}

at::Tensor weightsOf(const std::vector<TokenChunk>& chunks)
{
    std::vector<at::Tensor> rows;
    for (const TokenChunk& chunk : chunks) {
        rows.push_back(at::tensor(chunk.weights, at::kFloat));
    }
    return at::stack(rows).unsqueeze(-1); // (chunks, T, 1)
}

/// From `a` to `b` (..., D), each last axis on its own; even mixing where the two are (nearly) parallel.
at::Tensor turned(const at::Tensor& a, const at::Tensor& b, double share)
{
    const at::Tensor lengthA = a.norm(2, {-1}, true).clamp_min(1e-12); // (..., 1)
    const at::Tensor lengthB = b.norm(2, {-1}, true).clamp_min(1e-12);
    const at::Tensor cosine = ((a / lengthA) * (b / lengthB)).sum(-1, true).clamp(-1.0, 1.0);
    const at::Tensor angle = cosine.acos();
    const at::Tensor sine = at::sin(angle);
    const at::Tensor length = lengthA * (1.0 - share) + lengthB * share;
    const at::Tensor onCircle = ((a / lengthA) * at::sin(angle * (1.0 - share)) +
                                 (b / lengthB) * at::sin(angle * share)) *
                                length / sine.clamp_min(1e-12);
    return at::where(sine > 1e-3, onCircle, a * (1.0 - share) + b * share);
}

bool isWeighed(const std::vector<TokenChunk>& chunks)
{
    return std::any_of(chunks.begin(), chunks.end(), [](const TokenChunk& chunk) {
        return std::any_of(chunk.weights.begin(), chunk.weights.end(),
                           [](float w) { return w != 1.0F; });
    });
}

} // namespace

PromptWish wishOf(const FillRequest& request)
{
    return {request.prompt, request.negativePrompt, request.walk, request.clipSkip};
}

std::vector<WeighedToken> PromptEncoder::tokensOf(const std::string& prompt, std::size_t part) const
{
    const TextPart& text = m_model.texts[part];
    // Every name with the ids that stand for it, which begin behind the vocabulary.
    std::vector<std::string> names;
    std::vector<std::pair<std::int64_t, std::int64_t>> firstAndCount;
    std::int64_t first = text.encoder->vocabularySize();
    for (const TextualInversion& embedding : m_embeddings) {
        for (const std::string& name : embedding.names) {
            names.push_back(name);
            firstAndCount.emplace_back(first, embedding.count());
        }
        first += embedding.count();
    }

    std::vector<WeighedToken> out;
    for (const PromptPiece& piece : parsePrompt(prompt)) {
        bool breakBefore = piece.breakBefore;
        const auto add = [&](std::int64_t id, std::int64_t together) {
            out.push_back({id, static_cast<float>(piece.weight), static_cast<int>(together),
                           breakBefore});
            breakBefore = false;
        };
        for (const NamedPart& one : splitAtNames(piece.text, names)) {
            if (one.name < 0) {
                for (const std::int64_t id : text.tokenizer->tokenize(one.text)) {
                    add(id, 0);
                }
                continue;
            }
            const auto [begin, count] = firstAndCount[static_cast<std::size_t>(one.name)];
            for (std::int64_t i = 0; i < count; ++i) {
                add(begin + i, count - 1 - i);
            }
        }
    }
    return out;
}

std::vector<TokenChunk> PromptEncoder::emptyChunk(std::size_t part) const
{
    const TextPart& text = m_model.texts[part];
    return chunkTokens({}, *text.tokenizer, promptLength(text));
}

PromptEncoder::Chunks PromptEncoder::chunksOf(const std::string& prompt) const
{
    Chunks out;
    for (std::size_t i = 0; i < m_model.texts.size(); ++i) {
        const TextPart& text = m_model.texts[i];
        if (m_model.weighsPrompts) {
            out.push_back(chunkTokens(tokensOf(prompt, i), *text.tokenizer, promptLength(text)));
        } else {
            TokenChunk chunk;
            chunk.ids = text.tokenizer->encode(promptText(text, promptWithoutWeights(prompt)),
                                               promptLength(text));
            chunk.weights.assign(chunk.ids.size(), 1.0F);
            out.push_back({std::move(chunk)});
        }
    }
    return out;
}

PromptStates PromptEncoder::encodeChunks(const Chunks& chunks, int clipSkip,
                                         const RunContext& context) const
{
    std::vector<at::Tensor> ids;
    ids.reserve(chunks.size());
    for (const auto& part : chunks) {
        ids.push_back(idsOf(part));
    }
    PromptStates out = encodePrompts(m_model.texts, ids, clipSkip - 1, context); // (chunks, T, D)
    if (std::any_of(chunks.begin(), chunks.end(), isWeighed)) {
        std::vector<at::Tensor> emptyIds;
        std::vector<at::Tensor> weights;
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            emptyIds.push_back(idsOf(emptyChunk(i)));
            weights.push_back(weightsOf(chunks[i]).expand(
                {-1, -1, m_model.texts[i].encoder->width()}));
        }
        const at::Tensor empty =
            encodePrompts(m_model.texts, emptyIds, clipSkip - 1, context).states;
        out.states = empty + (out.states - empty) * at::cat(weights, -1);
    }
    out.states = out.states.reshape({1, -1, out.states.size(2)}); // (1, chunks * T, D)
    if (out.pooled.defined()) {
        out.pooled = out.pooled.slice(0, 0, 1);
    }
    if (out.mask.defined()) {
        out.mask = out.mask.reshape({1, -1});
    }
    return out;
}

PromptStates PromptEncoder::statesOf(const std::string& prompt, std::size_t chunkCount,
                                     int clipSkip, const RunContext& context)
{
    const auto known = std::find_if(m_remembered.begin(), m_remembered.end(), [&](const auto& r) {
        return r.prompt == prompt && r.chunkCount == chunkCount && r.clipSkip == clipSkip;
    });
    if (known != m_remembered.end()) {
        m_remembered.splice(m_remembered.begin(), m_remembered, known);
        return m_remembered.front().states;
    }
    Chunks chunks = chunksOf(prompt);
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        chunks[i].resize(chunkCount, emptyChunk(i).front());
    }
    m_remembered.push_front(
        {prompt, chunkCount, clipSkip, encodeChunks(chunks, clipSkip, context)});
    if (m_remembered.size() > kRemembered) {
        m_remembered.pop_back();
    }
    return m_remembered.front().states;
}

UNetConditioning PromptEncoder::encode(const PromptWish& wish, const Guidance& guidance,
                                       const RunContext& context)
{
    const bool guided = guidance.kind != Guidance::Kind::None;
    const bool zeros = m_model.zerosEmptyNegative && wish.negative.empty();
    const bool walks = wish.walk.share > 0.0F;
    std::vector<std::string> texts{wish.prompt};
    if (walks) {
        texts.push_back(wish.walk.towards);
    }
    if (guided && !zeros) {
        texts.push_back(wish.negative);
    }
    std::size_t count = 1;
    for (const std::string& text : texts) {
        for (const auto& part : chunksOf(text)) {
            count = std::max(count, part.size());
        }
    }
    PromptStates positive = statesOf(wish.prompt, count, wish.clipSkip, context);
    if (walks) {
        const PromptStates end = statesOf(wish.walk.towards, count, wish.clipSkip, context);
        const auto share = static_cast<double>(wish.walk.share);
        positive.states = turned(positive.states, end.states, share);
        if (positive.pooled.defined()) {
            positive.pooled = turned(positive.pooled, end.pooled, share);
        }
        if (positive.mask.defined()) {
            positive.mask = at::maximum(positive.mask, end.mask);
        }
    }
    PromptStates other;
    if (guided) {
        other = zeros ? zeroStates(positive)
                      : statesOf(wish.negative, count, wish.clipSkip, context);
    }
    return arrangePrompts(positive, other, guidance);
}

void PromptEncoder::useEmbeddings(const std::vector<std::string>& files)
{
    std::vector<std::string> keys;
    for (const std::string& file : files) {
        keys.push_back(adapterFingerprint(file));
    }
    if (keys == m_embeddingKeys) {
        return;
    }
    if (!files.empty() && !m_model.weighsPrompts) {
        throw LoadError(core::ErrorCode::Unsupported,
                        files.front() + ": the model \"" + m_model.info.title +
                            "\" takes no textual inversion embeddings");
    }
    std::vector<TextualInversion> read;
    for (const std::string& file : files) {
        read.push_back(readTextualInversion(file, m_model.texts));
    }
    for (std::size_t part = 0; part < m_model.texts.size(); ++part) {
        std::vector<at::Tensor> rows;
        for (const TextualInversion& embedding : read) {
            rows.push_back(embedding.vectors[part]);
        }
        m_model.texts[part].encoder->setAddedEmbeddings(rows.empty() ? at::Tensor()
                                                                     : at::cat(rows, 0));
    }
    m_embeddings = std::move(read);
    m_embeddingKeys = std::move(keys);
    m_remembered.clear();
}

void PromptEncoder::useAdapters(LoraSet& loras, const FillRequest& request,
                                const RunContext& context)
{
    if (!request.loras.empty() && m_model.unet == nullptr) {
        throw LoadError(core::ErrorCode::Unsupported,
                        "the model \"" + m_model.info.title +
                            "\" is a transformer; LoRAs are laid over U-Nets only");
    }
    try {
        if (loras.use(request.loras, context)) {
            m_remembered.clear(); // the encoders' weights are others now
        }
    } catch (...) {
        m_remembered.clear();
        throw;
    }
    useEmbeddings(request.embeddings);
}

} // namespace diffusion
