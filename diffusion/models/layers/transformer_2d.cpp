#include "diffusion/models/layers/transformer_2d.h"

#include <cmath>

namespace diffusion {
namespace {

constexpr double kTransformerGroupNormEps = 1e-6;
constexpr double kLayerNormEps = 1e-5;
constexpr std::int64_t kFeedForwardFactor = 4;

} // namespace

CrossAttention::CrossAttention(const CrossAttentionShape& s, const Weights& w)
    : shape(s), to_q(s.queryWidth, s.heads * s.headWidth, Bias::No, w / "to_q"),
      to_k(s.contextWidth, s.heads * s.headWidth, Bias::No, w / "to_k"),
      to_v(s.contextWidth, s.heads * s.headWidth, Bias::No, w / "to_v"),
      to_out(s.heads * s.headWidth, s.queryWidth, Bias::Yes, w / "to_out.0")
{
}

at::Tensor CrossAttention::operator()(const at::Tensor& x, const at::Tensor& states,
                                      const at::Tensor& maskBias, const RunContext& context) const
{
    AttentionOptions options;
    options.heads = shape.heads;
    options.scale = 1.0 / std::sqrt(static_cast<double>(shape.headWidth));
    options.upcast = shape.upcast;
    options.bias = maskBias;
    const at::Tensor q = to_q(x, context), k = to_k(states, context);
    if (context.attention != nullptr && !states.is_same(x)) {
        context.attention->crossAttention(q, k, static_cast<int>(shape.heads));
    }
    const at::Tensor mixed = attention(q, k, to_v(states, context), options, context);
    return to_out(mixed, context);
}

FeedForward::FeedForward(std::int64_t width, const Weights& w)
    : proj(width, 2 * kFeedForwardFactor * width, Bias::Yes, w / "net.0.proj"),
      out(kFeedForwardFactor * width, width, Bias::Yes, w / "net.2")
{
}

at::Tensor FeedForward::operator()(const at::Tensor& x, const RunContext& context) const
{
    const auto parts = proj(x, context).chunk(2, -1); // hidden, gate
    context.checkpoint();
    at::Tensor gated = at::gelu(parts[1]);
    gated = gated.requires_grad() ? parts[0] * gated : gated.mul_(parts[0]);
    return out(gated, context);
}

BasicTransformerBlock::BasicTransformerBlock(const TransformerShape& s, std::int64_t width,
                                             const Weights& w)
    : onlyCrossAttention(s.onlyCrossAttention), norm1(width, kLayerNormEps, w / "norm1"),
      attn1({.queryWidth = width,
             .contextWidth = s.onlyCrossAttention ? s.textWidth : width,
             .heads = s.heads,
             .headWidth = width / s.heads,
             .upcast = s.upcast},
            w / "attn1"),
      norm2(width, kLayerNormEps, w / "norm2"), attn2({.queryWidth = width,
                                                       .contextWidth = s.textWidth,
                                                       .heads = s.heads,
                                                       .headWidth = width / s.heads,
                                                       .upcast = s.upcast},
                                                      w / "attn2"),
      norm3(width, kLayerNormEps, w / "norm3"), ff(width, w / "ff")
{
}

at::Tensor BasicTransformerBlock::operator()(const at::Tensor& x, const TextContext& text,
                                             const RunContext& context) const
{
    at::Tensor normed = norm1(x);
    at::Tensor h = addFresh(onlyCrossAttention ? attn1(normed, text.states, text.maskBias, context)
                                               : attn1(normed, normed, at::Tensor(), context),
                            x);
    h = addFresh(attn2(norm2(h), text.states, text.maskBias, context), h);
    return addFresh(ff(norm3(h), context), h);
}

namespace {

std::int64_t innerWidth(const TransformerShape& s)
{
    return s.heads * (s.channels / s.heads);
}

Stored storedAs(const TransformerShape& s)
{
    return s.linearProjection ? Stored::Matrix : Stored::Conv1x1;
}

} // namespace

Transformer2D::Transformer2D(const TransformerShape& s, const Weights& w)
    : norm(s.groups, s.channels, kTransformerGroupNormEps, w / "norm"),
      proj_in(s.channels, innerWidth(s), Bias::Yes, w / "proj_in", storedAs(s)),
      proj_out(innerWidth(s), s.channels, Bias::Yes, w / "proj_out", storedAs(s))
{
    for (std::int64_t i = 0; i < s.layers; ++i) {
        transformer_blocks.emplace_back(s, innerWidth(s), w / "transformer_blocks" / i);
    }
}

at::Tensor Transformer2D::operator()(const at::Tensor& x, const TextContext& text,
                                     const RunContext& context) const
{
    context.checkpoint();
    const std::int64_t B = x.size(0), C = x.size(1), H = x.size(2), W = x.size(3);
    at::Tensor h = norm(x).view({B, C, H * W}).transpose(1, 2); // (B, L, C)
    h = proj_in(h, context);
    for (const BasicTransformerBlock& block : transformer_blocks) {
        h = block(h, text, context);
    }
    h = proj_out(h, context).transpose(1, 2).reshape({B, C, H, W});
    return x + h;
}

} // namespace diffusion
