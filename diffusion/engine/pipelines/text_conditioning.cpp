#include "diffusion/engine/pipelines/text_conditioning.h"

#include <algorithm>

namespace diffusion {
namespace {

/// Where schedulers, weights of words and noise are.
at::Tensor atHome(const at::Tensor& x)
{
    return x.defined() ? x.to(at::kCPU).to(at::kFloat) : x;
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
    if (parts.size() == 1) {
        const TextEncoding text = parts[0].encoder->forward(ids[0], context);
        out.pooled = atHome(text.pooled);
        if (clipSkip <= 0) {
            out.states = atHome(text.lastHiddenState);
        } else {
            const auto skipped = std::min(text.hiddenStates.size() - 1,
                                          static_cast<std::size_t>(clipSkip));
            out.states = atHome(parts[0].encoder->finalNorm(
                text.hiddenStates[text.hiddenStates.size() - 1 - skipped]));
        }
        return out;
    }
    std::vector<at::Tensor> states;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TextEncoding text = parts[i].encoder->forward(ids[i], context);
        states.push_back(atHome(text.hiddenStates.at(text.hiddenStates.size() - 2)));
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
