#pragma once

/// The layers all networks are made of: tensors taken from Weights, and operator(). Differentiable.
/// Where no gradient is needed, operations longer than about 100 ms are cut into pieces with a
/// check for a stop request between them.
///
/// Letters: B batch, C channels, H W rows and columns, N any leading dimensions, D width.

#include <cstdint>
#include <string_view>

#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/fast_conv.h"
#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

/// Floating point operations that one uninterruptible call may have.
inline constexpr double kPieceFlops = 10e9; // 60-130 ms on two cores in float32

enum class Bias { No, Yes };

struct ConvShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t padding = 1;
    Bias bias = Bias::Yes;
};

/// (B, in, H, W) -> (B, out, H', W')
struct Conv2d {
    Conv2d(const ConvShape& shape, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    at::Tensor weight; ///< (out, in, kernel, kernel); for its precision see Weights::keepStored
    at::Tensor bias;   ///< (out) or undefined
    std::int64_t stride;
    std::int64_t padding;

private:
    std::shared_ptr<FastConv> m_fast; ///< shared by copies of this object
    [[nodiscard]] at::Tensor inPieces(const at::Tensor& x, at::IntArrayRef outShape, double flops,
                                      const RunContext& context) const;
};

/// How a file keeps the matrix of a linear layer.
enum class Stored {
    Matrix, ///< (out, in); (out, in, 1, 1) of old files is accepted
    Conv1x1 ///< (out, in, 1, 1)
};

/// (N, in) -> (N, out)
struct Linear {
    Linear(std::int64_t in, std::int64_t out, Bias bias, const Weights& w,
           Stored stored = Stored::Matrix);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const RunContext& context) const;

    at::Tensor weight; ///< (out, in) or (out, in, 1, 1); for its precision see Weights::keepStored
    at::Tensor bias;   ///< (out) or undefined
};

/// (B, C, ...) -> the same shape. Statistics are taken over contiguous memory: libtorch 1.13 is
/// inexact on channels_last.
struct GroupNorm {
    GroupNorm(std::int64_t groups, std::int64_t channels, double eps, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;

    /// Norm and activation in one go; large maps in pieces with checks between them.
    [[nodiscard]] at::Tensor activated(const at::Tensor& x, Activation activation,
                                       const RunContext& context) const;

    at::Tensor weight;
    at::Tensor bias;
    std::int64_t groups;
    double eps;
};

/// h + x for a tensor `h` that nobody else holds: in place unless a gradient is needed.
[[nodiscard]] at::Tensor addFresh(at::Tensor h, const at::Tensor& x);

/// (N, D) -> (N, D)
struct LayerNorm {
    LayerNorm(std::int64_t width, double eps, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;

    at::Tensor weight;
    at::Tensor bias;
    double eps;
};

/// (N) int64 -> (N, width)
struct Embedding {
    Embedding(std::int64_t count, std::int64_t width, const Weights& w);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& ids) const;

    at::Tensor weight; ///< (count, width)
};

/// Attention of each query over all keys, softmax(q k^T * scale + bias) v (Vaswani et al. 2017,
/// arXiv:1706.03762). The full score matrix is never built for large maps.
struct AttentionOptions {
    std::int64_t heads = 1;
    double scale = 1.0;
    bool upcast = false; ///< scores in float32 whatever the dtype of q
    at::Tensor bias;     ///< undefined, or broadcastable to (B, heads, Tq, Tk), added to the scores
};

/// q: (B, Tq, heads*d), k and v: (B, Tk, heads*d) -> (B, Tq, heads*d)
[[nodiscard]] at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                   const AttentionOptions& options, const RunContext& context);

/// The same for any dtype, device and bias, differentiable: products and softmax one after the
/// other, a chunk of queries at a time. What attention() falls back on, and its check in tests.
[[nodiscard]] at::Tensor simpleAttention(const at::Tensor& q, const at::Tensor& k,
                                         const at::Tensor& v, const AttentionOptions& options,
                                         const RunContext& context);

} // namespace diffusion
