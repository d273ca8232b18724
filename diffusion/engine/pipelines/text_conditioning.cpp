#include "diffusion/engine/pipelines/text_conditioning.h"

#include <algorithm>

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

} // namespace

std::vector<at::Tensor> promptIds(const std::vector<TextPart>& parts,
                                  const std::vector<std::string>& prompts)
{
    std::vector<at::Tensor> out;
    for (const TextPart& part : parts) {
        const std::int64_t length =
            std::min(part.tokenizer->maxLength(), part.encoder->maxLength());
        std::vector<at::Tensor> rows;
        for (const std::string& prompt : prompts) {
            rows.push_back(at::tensor(part.tokenizer->encode(prompt, length), at::kLong));
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
        const TextEncoding text = parts[0].encoder->forward(ids[0], context);
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
    PromptStates out{at::zeros_like(like.states), {}};
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
    return out;
}

} // namespace diffusion
