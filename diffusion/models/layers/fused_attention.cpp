// Letters: B batch, nh heads, Tq Tk queries and keys, d width of one head.

#include "diffusion/models/layers/fused_attention.h"

#include <algorithm>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/attention_kernel.h"

namespace diffusion {
namespace {

using kernels::AttentionKernel;
using kernels::attentionKernel;

/// Rows of heads * d float32 numbers, one after the other; copies what is otherwise.
at::Tensor inRows(const at::Tensor& x)
{
    const at::Tensor floats = x.to(at::kFloat);
    return floats.stride(2) == 1 ? floats : floats.contiguous();
}

/// Where one head of one image starts.
const float* headOf(const at::Tensor& x, std::int64_t head, std::int64_t heads, std::int64_t d)
{
    return x.data_ptr<float>() + head / heads * x.stride(0) + head % heads * d;
}

struct PackedHeads {
    at::Tensor keys;   ///< (B * nh, floats of one head)
    at::Tensor values; ///< likewise
};

std::int64_t alignedFloats(std::int64_t n)
{
    constexpr std::int64_t kCacheLine = 16;
    return (n + kCacheLine - 1) / kCacheLine * kCacheLine;
}

PackedHeads packHeads(const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                      kernels::HeadShape shape)
{
    const AttentionKernel& kernel = attentionKernel();
    const std::int64_t count = k.size(0) * heads;
    PackedHeads out{
        at::empty({count, alignedFloats(kernel.packedKeyFloats(shape))}, k.options()),
        at::empty({count, alignedFloats(kernel.packedValueFloats(shape))}, k.options())};
    float* keys = out.keys.data_ptr<float>();
    float* values = out.values.data_ptr<float>();
    at::parallel_for(0, count, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t head = first; head < last; ++head) {
            kernel.packKeys(headOf(k, head, heads, shape.width), k.stride(1), shape,
                            keys + head * out.keys.size(1));
            kernel.packValues(headOf(v, head, heads, shape.width), v.stride(1), shape,
                              values + head * out.values.size(1));
        }
    });
    return out;
}

} // namespace

bool fusedAttentionFits(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                        const AttentionOptions& options)
{
    constexpr std::int64_t kFewKeys = 16;
    const auto plain = [](const at::Tensor& x) {
        const bool known = x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16 ||
                           x.scalar_type() == at::kHalf;
        return known && x.device().is_cpu() && !x.requires_grad();
    };
    return plain(q) && plain(k) && plain(v) && !options.bias.defined() && k.size(1) >= kFewKeys;
}

at::Tensor fusedAttention(const at::Tensor& queries, const at::Tensor& keys,
                          const at::Tensor& values, const AttentionOptions& options,
                          const RunContext& context)
{
    context.checkpoint();
    const AttentionKernel& kernel = attentionKernel();
    const at::Tensor q = inRows(queries), k = inRows(keys), v = inRows(values);
    const std::int64_t nh = options.heads;
    const std::int64_t B = q.size(0), Tq = q.size(1), Tk = k.size(1), d = q.size(2) / nh;
    const kernels::HeadShape shape{Tk, d};
    const PackedHeads packed = packHeads(k, v, nh, shape);
    at::Tensor out = at::empty({B, Tq, nh * d}, q.options());

    const std::int64_t blocks = (Tq + kernel.rows - 1) / kernel.rows;
    const std::int64_t tasks = B * nh * blocks;
    const auto run = [&](std::int64_t first, std::int64_t last) {
        const at::Tensor scratch = at::empty({kernel.scratchFloats(shape)}, q.options());
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t head = task / blocks, row = task % blocks * kernel.rows;
            kernels::QueryRows rows;
            rows.query = headOf(q, head, nh, d) + row * q.stride(1);
            rows.queryStride = q.stride(1);
            rows.out = out.data_ptr<float>() + head / nh * out.stride(0) + head % nh * d +
                       row * out.stride(1);
            rows.outStride = out.stride(1);
            rows.count = std::min<std::int64_t>(kernel.rows, Tq - row);
            rows.scale = static_cast<float>(options.scale);
            kernel.attend(rows,
                          {packed.keys.data_ptr<float>() + head * packed.keys.size(1),
                           packed.values.data_ptr<float>() + head * packed.values.size(1), shape},
                          scratch.data_ptr<float>());
        }
    };
    const double flops = 4.0 * static_cast<double>(kernel.rows * Tk * d); // of one task
    const auto atOnce = std::max<std::int64_t>(at::get_num_threads(),
                                               static_cast<std::int64_t>(kPieceFlops / flops));
    for (std::int64_t first = 0; first < tasks; first += atOnce) {
        context.checkpoint();
        at::parallel_for(first, std::min(tasks, first + atOnce), 1, run);
    }
    return out.to(queries.scalar_type());
}

} // namespace diffusion
