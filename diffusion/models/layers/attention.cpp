// Letters: B batch, nh heads, Tq Tk queries and keys, d width of one head.

#include "diffusion/models/layers/layers.h"

#include <algorithm>

#include "diffusion/models/layers/fused_attention.h"

namespace diffusion {
namespace {

constexpr std::int64_t kScoresAtOnce = 1 << 21; // 8 MiB of float32, about the size of a cache

at::Tensor splitHeads(const at::Tensor& x, std::int64_t heads)
{
    const std::int64_t d = x.size(2) / heads;
    return x.view({x.size(0), x.size(1), heads, d})
        .transpose(1, 2)
        .reshape({x.size(0) * heads, x.size(1), d}); // (B*nh, T, d)
}

/// q: (G, n, d) scaled, k: (G, Tk, d), v: (G, Tk, d), bias: (G, n or 1, Tk) or undefined
at::Tensor attendChunk(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                       const at::Tensor& bias, bool upcast)
{
    at::Tensor scores = upcast ? at::bmm(q.to(at::kFloat), k.to(at::kFloat).transpose(1, 2))
                               : at::bmm(q, k.transpose(1, 2)); // (G, n, Tk)
    if (bias.defined()) {
        scores = scores + bias.to(scores.scalar_type());
    }
    return at::bmm(at::softmax(scores, -1).to(v.scalar_type()), v); // (G, n, d)
}

} // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const AttentionOptions& options, const RunContext& context)
{
    return fusedAttentionFits(q, k, v, options) ? fusedAttention(q, k, v, options, context)
                                                : simpleAttention(q, k, v, options, context);
}

at::Tensor simpleAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           const AttentionOptions& options, const RunContext& context)
{
    const std::int64_t nh = options.heads;
    const std::int64_t B = q.size(0), Tq = q.size(1), Tk = k.size(1), d = q.size(2) / nh;
    const at::Tensor qh = splitHeads(q * options.scale, nh);
    const at::Tensor kh = splitHeads(k, nh);
    const at::Tensor vh = splitHeads(v, nh);
    at::Tensor bias; // (B*nh, Tq or 1, Tk)
    if (options.bias.defined()) {
        const std::int64_t rows = options.bias.size(-2);
        bias = options.bias.expand({B, nh, rows, Tk}).reshape({B * nh, rows, Tk});
    }

    // As many heads at once as fit, else one head and as many of its queries as fit.
    const std::int64_t rowsAtOnce = std::max<std::int64_t>(1, kScoresAtOnce / Tk);
    const std::int64_t groupSize = std::clamp<std::int64_t>(rowsAtOnce / Tq, 1, B * nh);
    const std::int64_t chunkSize = std::min(Tq, rowsAtOnce);
    std::vector<at::Tensor> groups;
    for (std::int64_t g = 0; g < B * nh; g += groupSize) {
        const std::int64_t G = std::min(groupSize, B * nh - g);
        std::vector<at::Tensor> chunks;
        for (std::int64_t first = 0; first < Tq; first += chunkSize) {
            context.checkpoint();
            const std::int64_t n = std::min(chunkSize, Tq - first);
            at::Tensor part;
            if (bias.defined()) {
                part = bias.narrow(0, g, G);
                part = part.size(1) == 1 ? part : part.narrow(1, first, n);
            }
            chunks.push_back(attendChunk(qh.narrow(0, g, G).narrow(1, first, n), kh.narrow(0, g, G),
                                         vh.narrow(0, g, G), part, options.upcast));
        }
        groups.push_back(chunks.size() == 1 ? chunks.front() : at::cat(chunks, 1));
    }
    const at::Tensor out = groups.size() == 1 ? groups.front() : at::cat(groups, 0);
    return out.view({B, nh, Tq, d}).transpose(1, 2).reshape({B, Tq, nh * d});
}

} // namespace diffusion
