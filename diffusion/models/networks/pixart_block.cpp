#include "diffusion/models/networks/pixart_block.h"

#include <algorithm>
#include <cmath>

namespace diffusion {
namespace {

constexpr std::int64_t kFeedForwardFactor = 4;
constexpr double kIgnored = -10000.0; // the format's value: finite, so nothing turns to NaN

/// How many tokens of each row are attended to; empty where a row has none, or a gap.
std::vector<std::int64_t> prefixLengths(const at::Tensor& mask)
{
    const at::Tensor rows = mask.to(at::kCPU).ne(0).to(at::kByte).contiguous(); // (B, T)
    const std::int64_t T = rows.size(1);
    std::vector<std::int64_t> out;
    for (std::int64_t b = 0; b < rows.size(0); ++b) {
        const std::uint8_t* row = rows.data_ptr<std::uint8_t>() + b * T;
        const std::int64_t length = std::find(row, row + T, 0) - row;
        if (length == 0 || std::find(row + length, row + T, 1) != row + T) {
            return {};
        }
        out.push_back(length);
    }
    return out;
}

Bias biasOf(const PixArtTransformerConfig& c)
{
    return c.attention_bias ? Bias::Yes : Bias::No;
}

bool isGated(const PixArtTransformerConfig& c)
{
    return c.activation_fn.starts_with("geglu");
}

/// a * b for a tensor `a` that nobody else holds: in place unless a gradient is needed.
at::Tensor timesFresh(at::Tensor a, const at::Tensor& b)
{
    return a.requires_grad() || b.requires_grad() ? a * b : a.mul_(b);
}

} // namespace

Caption::Caption(at::Tensor given, const at::Tensor& mask, bool trims) : states(std::move(given))
{
    if (!mask.defined()) {
        return;
    }
    if (trims) {
        lengths = prefixLengths(mask);
    }
    if (lengths.empty()) {
        bias = ((1 - mask.to(states.scalar_type())) * kIgnored).unsqueeze(1).unsqueeze(1);
        return;
    }
    const auto [least, most] = std::minmax_element(lengths.begin(), lengths.end());
    states = states.narrow(1, 0, *most);
    if (*least == *most) {
        lengths.clear();
    }
}

PlainNorm::PlainNorm(std::int64_t w, double e, bool affine, const Weights& weights)
    : width(w), eps(e)
{
    if (affine) {
        weight = weights.take("weight", {width});
        bias = weights.take("bias", {width});
    }
}

at::Tensor PlainNorm::operator()(const at::Tensor& x) const
{
    return at::layer_norm(x, {width}, weight, bias, eps);
}

at::Tensor modulated(at::Tensor norm, const at::Tensor& shift, const at::Tensor& scale)
{
    return addFresh(timesFresh(std::move(norm), 1.0 + scale), shift);
}

PatchAttention::PatchAttention(const PixArtTransformerConfig& c, std::int64_t contextWidth,
                               const Weights& w)
    : to_q(c.width(), c.width(), biasOf(c), w / "to_q"),
      to_k(contextWidth, c.width(), biasOf(c), w / "to_k"),
      to_v(contextWidth, c.width(), biasOf(c), w / "to_v"),
      to_out(c.width(), c.width(), Bias::Yes, w / "to_out.0")
{
    options.heads = c.num_attention_heads;
    options.scale = 1.0 / std::sqrt(static_cast<double>(c.attention_head_dim));
    options.upcast = c.upcast_attention;
}

at::Tensor PatchAttention::toSelf(const at::Tensor& x, const RunContext& context) const
{
    const at::Tensor q = to_q(x, context), k = to_k(x, context), v = to_v(x, context);
    return to_out(attention(q, k, v, options, context), context);
}

at::Tensor PatchAttention::toCaption(const at::Tensor& x, const Caption& caption,
                                     const RunContext& context) const
{
    const at::Tensor q = to_q(x, context);
    const at::Tensor k = to_k(caption.states, context), v = to_v(caption.states, context);
    if (context.attention != nullptr) {
        context.attention->crossAttention(q, k, static_cast<int>(options.heads));
    }
    AttentionOptions own = options;
    own.bias = caption.bias;
    if (caption.lengths.empty()) {
        return to_out(attention(q, k, v, own, context), context);
    }
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < caption.lengths.size(); ++i) {
        const auto b = static_cast<std::int64_t>(i);
        const std::int64_t length = caption.lengths[i];
        rows.push_back(attention(q.narrow(0, b, 1), k.narrow(0, b, 1).narrow(1, 0, length),
                                 v.narrow(0, b, 1).narrow(1, 0, length), own, context));
    }
    return to_out(at::cat(rows, 0), context);
}

PatchFeedForward::PatchFeedForward(const PixArtTransformerConfig& c, const Weights& w)
    : gated(isGated(c)), approximate(c.activation_fn.ends_with("-approximate")),
      proj(c.width(),
           (isGated(c) && !c.activation_fn.ends_with("-approximate") ? 2 : 1) * kFeedForwardFactor *
               c.width(),
           Bias::Yes, w / "net.0.proj"),
      out(kFeedForwardFactor * c.width(), c.width(), Bias::Yes, w / "net.2")
{
}

at::Tensor PatchFeedForward::operator()(const at::Tensor& x, const RunContext& context) const
{
    at::Tensor h = proj(x, context);
    context.checkpoint();
    if (!gated) {
        return out(activate(h, approximate ? Activation::GeluTanh : Activation::Gelu), context);
    }
    if (approximate) { // this name means no gate but another approximation
        return out(activate(h, Activation::QuickGelu), context);
    }
    const auto parts = h.chunk(2, -1); // hidden, gate
    return out(timesFresh(at::gelu(parts[1]), parts[0]), context);
}

PixArtBlock::PixArtBlock(const PixArtTransformerConfig& c, const Weights& w)
    : onlyCaption(c.only_cross_attention),
      scale_shift_table(w.take("scale_shift_table", {6, c.width()})),
      norm1(c.width(), c.norm_eps, c.norm_elementwise_affine, w / "norm1"),
      attn1(c, c.only_cross_attention ? c.cross_attention_dim : c.width(), w / "attn1"),
      norm2(c.width(), c.norm_eps, c.norm_elementwise_affine, w / "norm2"), ff(c, w / "ff")
{
    if (c.cross_attention_dim > 0) {
        attn2.emplace(c, c.cross_attention_dim, w / "attn2");
    }
}

at::Tensor PixArtBlock::operator()(const at::Tensor& x, const Caption& caption,
                                   const at::Tensor& time, const RunContext& context) const
{
    context.checkpoint();
    const auto part = (scale_shift_table.unsqueeze(0) + time).chunk(6, 1); // (B, 1, C) each
    at::Tensor h = modulated(norm1(x), part[0], part[1]);
    h = onlyCaption ? attn1.toCaption(h, {caption.states, at::Tensor(), false}, context)
                    : attn1.toSelf(h, context);
    h = addFresh(timesFresh(std::move(h), part[2]), x);
    context.checkpoint();
    if (attn2) { // not normalised first: so the network was trained
        h = addFresh(attn2->toCaption(h, caption, context), h);
        context.checkpoint();
    }
    const at::Tensor inner = ff(modulated(norm2(h), part[3], part[4]), context);
    return addFresh(timesFresh(inner, part[5]), h);
}

} // namespace diffusion
