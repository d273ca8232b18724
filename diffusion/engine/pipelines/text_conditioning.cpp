#include "diffusion/engine/pipelines/text_conditioning.h"

#include <algorithm>

#include "diffusion/models/tokenizers/unicode_text.h"

namespace diffusion {
namespace {

/// Where schedulers, weights of words and noise are.
at::Tensor atHome(const at::Tensor& x)
{
    return x.defined() ? x.to(at::kCPU).to(at::kFloat) : x;
}

/// `back` layers before the last one, at least the embeddings.
const at::Tensor& layerFromEnd(const TextEncoding& text, int back)
{
    const std::size_t last = text.hiddenStates.size() - 1;
    return text.hiddenStates[last - std::min(last, static_cast<std::size_t>(std::max(0, back)))];
}

/// 1 up to the last id of each row that is no padding. ids: (B, T) int64 -> (B, T) float32
at::Tensor textMask(const at::Tensor& ids, std::int64_t padding)
{
    const at::Tensor rows = ids.contiguous();
    at::Tensor mask = at::zeros(rows.sizes(), at::kFloat);
    const std::int64_t T = rows.size(1);
    for (std::int64_t b = 0; b < rows.size(0); ++b) {
        const std::int64_t* row = rows.data_ptr<std::int64_t>() + b * T;
        std::int64_t length = T;
        while (length > 0 && row[length - 1] == padding) {
            --length;
        }
        std::fill_n(mask.data_ptr<float>() + b * T, length, 1.0F);
    }
    return mask;
}

} // namespace

std::int64_t promptLength(const TextPart& part)
{
    return part.length > 0 ? part.length
                           : std::min(part.tokenizer->maxLength(), part.encoder->maxLength());
}

std::string promptText(const TextPart& part, const std::string& prompt)
{
    const std::string known = withKnownWords(prompt, part.synonyms);
    if (!part.lowersCase) {
        return known;
    }
    const std::u32string text = toLower(decodeUtf8(known));
    const auto first = std::find_if_not(text.begin(), text.end(), &isWhitespace);
    const auto last = std::find_if_not(text.rbegin(), text.rend(), &isWhitespace).base();
    return first < last ? encodeUtf8(std::u32string(first, last)) : std::string();
}

std::vector<at::Tensor> promptIds(const std::vector<TextPart>& parts,
                                  const std::vector<std::string>& prompts)
{
    std::vector<at::Tensor> out;
    for (const TextPart& part : parts) {
        std::vector<at::Tensor> rows;
        for (const std::string& prompt : prompts) {
            rows.push_back(at::tensor(
                part.tokenizer->encode(promptText(part, prompt), promptLength(part)), at::kLong));
        }
        out.push_back(at::stack(rows)); // (B, T)
    }
    return out;
}

PromptStates encodePrompts(const std::vector<TextPart>& parts, const std::vector<at::Tensor>& ids,
                           int clipSkip, const RunContext& context)
{
    PromptStates out;
    if (parts.size() == 1 && !parts[0].beforeLast) {
        if (parts[0].maskedPadding) {
            out.mask = textMask(ids[0], *parts[0].maskedPadding);
        }
        const TextEncoding text = parts[0].encoder->forward(ids[0], out.mask, context);
        out.pooled = atHome(text.pooled);
        out.states = atHome(clipSkip <= 0
                                ? text.lastHiddenState
                                : parts[0].encoder->finalNorm(layerFromEnd(text, clipSkip)));
        return out;
    }
    std::vector<at::Tensor> states;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TextEncoding text = parts[i].encoder->forward(ids[i], context);
        states.push_back(atHome(layerFromEnd(text, clipSkip + 1)));
        out.pooled = atHome(text.pooled);
    }
    out.states = at::cat(states, -1); // (B, T, D1 + D2)
    return out;
}

PromptStates zeroStates(const PromptStates& like)
{
    PromptStates out{at::zeros_like(like.states), {}, like.mask};
    if (like.pooled.defined()) {
        out.pooled = at::zeros_like(like.pooled);
    }
    return out;
}

UNetConditioning arrangePrompts(const PromptStates& positive, const PromptStates& negative,
                                const Guidance& guidance)
{
    UNetConditioning out;
    const auto arrange = [&guidance](const at::Tensor& p, const at::Tensor& n) {
        switch (guidance.kind) {
        case Guidance::Kind::None: return p;
        case Guidance::Kind::Classifier: return at::cat({n, p}, 0);
        case Guidance::Kind::ImageAndText: break;
        }
        return at::cat({p, n, n}, 0);
    };
    out.encoderHiddenStates = arrange(positive.states, negative.states);
    if (positive.pooled.defined()) {
        out.textEmbeds = arrange(positive.pooled, negative.pooled);
    }
    if (positive.mask.defined()) {
        out.encoderAttentionMask = arrange(positive.mask, negative.mask);
    }
    return out;
}

} // namespace diffusion
