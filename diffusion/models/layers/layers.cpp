#include "diffusion/models/layers/layers.h"

#include <algorithm>
#include <cmath>

#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/layers/matrix_product.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/mapped_file.h"

namespace diffusion {
namespace {

constexpr std::int64_t kNormElements = 1 << 22; // 16 MiB of float32

bool wantsGradient(const at::Tensor& x, const at::Tensor& weight)
{
    return x.requires_grad() || weight.requires_grad();
}

/// A weight that is kept in another precision than it is used in: see Weights::keepStored.
at::Tensor asUsedWith(const at::Tensor& x, const at::Tensor& weight)
{
    return weight.scalar_type() == x.scalar_type() ? weight : weight.to(x.scalar_type());
}

std::int64_t pieceCount(double flops)
{
    return static_cast<std::int64_t>(std::ceil(flops / kPieceFlops));
}

/// Whether libtorch would do this in bfloat16 that the processor does not have: slowly, and adding up
/// in bfloat16, which loses two digits.
bool lacksBfloat16(const at::Tensor& x)
{
    return x.scalar_type() == at::kBFloat16 && x.device().is_cpu() &&
           !kernels::multipliesBfloat16();
}

/// at::conv2d, in float32 where that is better.
at::Tensor convolve(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                    at::IntArrayRef stride, at::IntArrayRef padding)
{
    if (!lacksBfloat16(x)) {
        return at::conv2d(x, weight, bias, stride, padding);
    }
    const at::Tensor floatBias = bias.defined() ? bias.to(at::kFloat) : bias;
    return at::conv2d(x.to(at::kFloat), weight.to(at::kFloat), floatBias, stride, padding)
        .to(at::kBFloat16);
}

} // namespace

Conv2d::Conv2d(const ConvShape& shape, const Weights& w)
    : weight(w.takeLarge("weight", {shape.out, shape.in, shape.kernel, shape.kernel})),
      stride(shape.stride), padding(shape.padding), m_fast(std::make_shared<FastConv>())
{
    if (shape.bias == Bias::Yes) {
        bias = w.take("bias", {shape.out});
    }
}

at::Tensor Conv2d::operator()(const at::Tensor& x, const RunContext& context) const
{
    context.checkpoint();
    if (at::Tensor out = m_fast->tryRun(x, weight, bias, {stride, padding}, context);
        out.defined()) {
        return out;
    }
    const std::int64_t kernel = weight.size(2);
    const std::int64_t rows = (x.size(2) + 2 * padding - kernel) / stride + 1;
    const std::int64_t columns = (x.size(3) + 2 * padding - kernel) / stride + 1;
    const double flops =
        2.0 * static_cast<double>(x.size(0) * rows * columns) * static_cast<double>(weight.numel());
    const bool inOne = flops <= kPieceFlops || wantsGradient(x, weight);
    at::Tensor out = inOne ? convolve(x, asUsedWith(x, weight), bias, stride, padding)
                           : inPieces(x, {x.size(0), weight.size(0), rows, columns}, flops, context);
    if (lacksBfloat16(x) && versionOf(weight) == 0) { // chosen for its memory: see packed_conv.cpp
        forgetMapped(weight.data_ptr(), static_cast<std::int64_t>(weight.nbytes()));
    }
    return out;
}

at::Tensor Conv2d::inPieces(const at::Tensor& x, at::IntArrayRef outShape, double flops,
                            const RunContext& context) const
{
    const std::int64_t rows = outShape[2];
    const std::int64_t kernel = weight.size(2);
    const std::int64_t bands = std::min(rows, pieceCount(flops / static_cast<double>(outShape[0])));
    const std::int64_t bandRows = (rows + bands - 1) / bands;
    const at::Tensor rounded = asUsedWith(x, weight);
    const at::Tensor plain = lacksBfloat16(x) ? rounded.to(at::kFloat) : rounded;
    at::Tensor out = at::empty(outShape, x.options());
    for (std::int64_t b = 0; b < outShape[0]; ++b) {
        const at::Tensor image = x.narrow(0, b, 1);
        for (std::int64_t first = 0; first < rows; first += bandRows) {
            context.checkpoint();
            const std::int64_t count = std::min(bandRows, rows - first);
            const std::int64_t top = first * stride - padding; // first input row, may be outside
            const std::int64_t bottom = top + (count - 1) * stride + kernel;
            const std::int64_t from = std::max<std::int64_t>(top, 0);
            const std::int64_t to = std::min(bottom, x.size(2));
            at::Tensor band = image.narrow(2, from, to - from);
            if (from != top || to != bottom) {
                band = at::constant_pad_nd(band, {0, 0, from - top, bottom - to});
            }
            out.narrow(0, b, 1)
                .narrow(2, first, count)
                .copy_(convolve(band, plain, bias, stride, {0, padding}));
        }
    }
    return out;
}

Linear::Linear(std::int64_t in, std::int64_t out, Bias withBias, const Weights& w, Stored stored)
    : weight(stored == Stored::Conv1x1 ? w.takeLarge("weight", {out, in, 1, 1})
                                       : w.takeLarge("weight", {out, in}, /*squeeze=*/true))
{
    if (withBias == Bias::Yes) {
        bias = w.take("bias", {out});
    }
}

at::Tensor Linear::operator()(const at::Tensor& x, const RunContext& context) const
{
    context.checkpoint();
    if (lacksBfloat16(x) && !wantsGradient(x, weight)) {
        Linear wide = *this; // the same matrix, widened as it is read
        wide.bias = bias.defined() ? bias.to(at::kFloat) : bias;
        return wide(x.to(at::kFloat), context).to(at::kBFloat16);
    }
    const std::int64_t in = weight.size(1);
    const std::int64_t count = x.numel() / in;
    const double flops = 2.0 * static_cast<double>(count) * static_cast<double>(weight.numel());
    const at::Tensor matrix = weight.dim() == 2 ? weight : weight.flatten(1);
    auto shape = x.sizes().vec();
    shape.back() = weight.size(0);
    if (const at::Tensor rows = x.reshape({count, in}); linearProductFits(rows, matrix)) {
        return linearProduct(rows.contiguous(), matrix, bias, context).view(shape);
    }
    const at::Tensor plain = asUsedWith(x, matrix);
    if (flops <= kPieceFlops || wantsGradient(x, weight)) {
        return at::linear(x.contiguous(), plain, bias);
    }
    const std::int64_t perPiece = (count + pieceCount(flops) - 1) / pieceCount(flops);
    const at::Tensor flat = x.reshape({count, in});
    at::Tensor out = at::empty({count, weight.size(0)}, x.options());
    for (std::int64_t first = 0; first < count; first += perPiece) {
        context.checkpoint();
        const std::int64_t n = std::min(perPiece, count - first);
        at::Tensor part = out.narrow(0, first, n);
        if (bias.defined()) {
            at::addmm_out(part, bias, flat.narrow(0, first, n), plain.t());
        } else {
            at::mm_out(part, flat.narrow(0, first, n), plain.t());
        }
    }
    return out.view(shape);
}

GroupNorm::GroupNorm(std::int64_t groupCount, std::int64_t channels, double epsilon,
                     const Weights& w)
    : weight(w.take("weight", {channels})), bias(w.take("bias", {channels})), groups(groupCount),
      eps(epsilon)
{
    if (groups < 1 || channels % groups != 0) {
        throw LoadError(core::ErrorCode::Unsupported,
                        "config.json: norm_num_groups " + std::to_string(groups) +
                            " does not divide " + std::to_string(channels) + " channels");
    }
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const
{
    return at::group_norm(x.contiguous(), groups, weight, bias, eps);
}

at::Tensor GroupNorm::activated(const at::Tensor& x, Activation activation,
                                const RunContext& context) const
{
    context.checkpoint();
    if (x.numel() <= kNormElements || wantsGradient(x, weight)) {
        return activateFresh((*this)(x), activation);
    }
    // Pieces of a few groups of one image: contiguous, and small enough to stay in the cache.
    const std::int64_t width = x.size(1) / groups;
    const std::int64_t groupElements = x[0].numel() / groups;
    const std::int64_t step = std::clamp<std::int64_t>(kNormElements / groupElements, 1, groups);
    const at::Tensor source = x.contiguous();
    at::Tensor out = at::empty(x.sizes(), x.options());
    for (std::int64_t b = 0; b < x.size(0); ++b) {
        for (std::int64_t first = 0; first < groups; first += step) {
            context.checkpoint();
            const std::int64_t count = std::min(step, groups - first);
            const std::int64_t from = first * width, channels = count * width;
            const at::Tensor part = at::group_norm(source.narrow(0, b, 1).narrow(1, from, channels),
                                                   count, weight.narrow(0, from, channels),
                                                   bias.narrow(0, from, channels), eps);
            out.narrow(0, b, 1).narrow(1, from, channels).copy_(activateFresh(part, activation));
        }
    }
    return out;
}

at::Tensor addFresh(at::Tensor h, const at::Tensor& x)
{
    return h.requires_grad() || x.requires_grad() ? h + x : h.add_(x);
}

LayerNorm::LayerNorm(std::int64_t width, double epsilon, const Weights& w)
    : weight(w.take("weight", {width})), bias(w.take("bias", {width})), eps(epsilon)
{
}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const
{
    return at::layer_norm(x, {weight.size(0)}, weight, bias, eps);
}

Embedding::Embedding(std::int64_t count, std::int64_t width, const Weights& w)
    : weight(w.take("weight", {count, width}))
{
}

at::Tensor Embedding::operator()(const at::Tensor& ids) const
{
    return at::embedding(weight, ids);
}

} // namespace diffusion
