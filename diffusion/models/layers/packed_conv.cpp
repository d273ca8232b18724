// Letters: B batch, I O channels in and out, H W rows and columns, k kernel.

#include "diffusion/models/layers/packed_conv.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/weights/mapped_file.h"

#if defined(DIFFUSION_WITH_ONEDNN)
#include <oneapi/dnnl/dnnl.hpp>
#endif

namespace diffusion {

#if defined(DIFFUSION_WITH_ONEDNN)

namespace {

using Desc = dnnl::memory::desc;
using Tag = dnnl::memory::format_tag;
using Type = dnnl::memory::data_type;

Type typeOf(at::ScalarType dtype)
{
    return dtype == at::kBFloat16 ? Type::bf16 : Type::f32;
}

dnnl::engine& processor()
{
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

/// Some rows of some images, and the zeros round them.
struct Piece {
    std::int64_t images = 1;
    std::int64_t rowsIn = 0;
    std::int64_t rowsOut = 0;
    std::int64_t above = 0; ///< rows of zeros
    std::int64_t below = 0;

    auto operator<=>(const Piece&) const = default;
};

/// A plain tensor's part: images, all channels, rows, all columns.
Desc partOf(const at::Tensor& x, std::int64_t images, std::int64_t rows)
{
    return Desc({images, x.size(1), rows, x.size(3)}, typeOf(x.scalar_type()),
                dnnl::memory::dims{x.stride(0), x.stride(1), x.stride(2), 1});
}

void* partStart(const at::Tensor& x, std::int64_t image, std::int64_t row)
{
    const std::int64_t numbers = image * x.stride(0) + row * x.stride(2);
    return static_cast<std::byte*>(x.data_ptr()) +
           numbers * static_cast<std::int64_t>(x.element_size());
}

/// Whether the library has but its definition in C++ for this processor, many times slower than a
/// way round.
bool isPlainLoop(const dnnl::convolution_forward::primitive_desc& desc)
{
    return std::string_view(desc.impl_info_str()).starts_with("ref");
}

at::Tensor bytes(std::size_t count)
{
    return at::empty({static_cast<std::int64_t>(count)}, at::kByte);
}

} // namespace

struct PackedConv::Impl {
    struct Step {
        dnnl::convolution_forward::primitive_desc desc;
        dnnl::convolution_forward primitive;
    };

    at::Tensor weight;                 ///< (O, I, k, k), as last packed
    at::ScalarType dtype = at::kFloat; ///< computed in
    at::Tensor bias;
    ConvGeometry geometry;
    std::uint32_t version = 0; ///< of the weight
    Desc packedDesc;
    at::Tensor packed; ///< bytes
    std::map<Piece, Step> steps;
    dnnl::stream stream{processor()};

    ~Impl() { drop(); }

    void drop()
    {
        if (packed.defined()) {
            giveBackPackMemory(packed.numel());
        }
        packed = at::Tensor();
        packedDesc = Desc();
        steps.clear();
    }

    const Step& stepFor(const Piece& piece, std::int64_t columnsIn, std::int64_t columnsOut);
    bool pack(const Desc& wanted);
    void reorder(const Desc& fromDesc, void* from, const Desc& toDesc, void* to);
    void run(const Piece& piece, const at::Tensor& x, at::Tensor& out, std::int64_t image,
             std::int64_t rowIn, std::int64_t rowOut);
};

const PackedConv::Impl::Step& PackedConv::Impl::stepFor(const Piece& piece, std::int64_t columnsIn,
                                                        std::int64_t columnsOut)
{
    constexpr std::size_t kManyShapes = 32;
    const auto found = steps.find(piece);
    if (found != steps.end() && found->second.desc.src_desc().dims()[3] == columnsIn) {
        return found->second;
    }
    if (steps.size() >= kManyShapes) {
        steps.clear();
    }
    const std::int64_t I = weight.size(1), O = weight.size(0), k = weight.size(2);
    const Type type = typeOf(dtype);
    const Desc source({piece.images, I, piece.rowsIn, columnsIn}, type, Tag::any);
    const Desc weights({O, I, k, k}, type, Tag::any);
    const Desc target({piece.images, O, piece.rowsOut, columnsOut}, type, Tag::any);
    const Desc biases = bias.defined() ? Desc({O}, type, Tag::a) : Desc();
    const dnnl::convolution_forward::desc convolution(
        dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, source, weights,
        biases, target, {geometry.stride, geometry.stride}, {piece.above, geometry.padding},
        {piece.below, geometry.padding});
    const dnnl::convolution_forward::primitive_desc desc(convolution, processor());
    return steps.insert_or_assign(piece, Step{desc, dnnl::convolution_forward(desc)}).first->second;
}

/// False without memory for it.
bool PackedConv::Impl::pack(const Desc& wanted)
{
    if (packed.defined() && packedDesc == wanted) {
        return true;
    }
    if (packed.defined()) {
        giveBackPackMemory(packed.numel());
        packed = at::Tensor();
    }
    if (!takePackMemory(static_cast<std::int64_t>(wanted.get_size()))) {
        return false;
    }
    packed = bytes(wanted.get_size());
    packedDesc = wanted;
    const Desc plain({weight.size(0), weight.size(1), weight.size(2), weight.size(3)},
                     typeOf(dtype), Tag::oihw);
    const at::Tensor converted = weight.to(dtype);
    reorder(plain, converted.data_ptr(), wanted, packed.data_ptr());
    stream.wait();
    if (versionOf(weight) == 0) { // as the file has it: there it can be read again
        forgetMapped(weight.data_ptr(), static_cast<std::int64_t>(weight.nbytes()));
    }
    return true;
}

void PackedConv::Impl::reorder(const Desc& fromDesc, void* from, const Desc& toDesc, void* to)
{
    const dnnl::reorder::primitive_desc desc(processor(), fromDesc, processor(), toDesc);
    dnnl::memory source(fromDesc, processor(), from);
    dnnl::memory target(toDesc, processor(), to);
    dnnl::reorder(desc).execute(stream, source, target);
}

void PackedConv::Impl::run(const Piece& piece, const at::Tensor& x, at::Tensor& out,
                           std::int64_t image, std::int64_t rowIn, std::int64_t rowOut)
{
    const Step& step = stepFor(piece, x.size(3), out.size(3));
    const Desc plainSource = partOf(x, piece.images, piece.rowsIn);
    const Desc plainTarget = partOf(out, piece.images, piece.rowsOut);
    const Desc source = step.desc.src_desc(), target = step.desc.dst_desc();

    at::Tensor in, result; // in oneDNN's layout; unused where that is the plain one
    void* inData = partStart(x, image, rowIn);
    void* outData = partStart(out, image, rowOut);
    if (source != plainSource) {
        in = bytes(source.get_size());
        reorder(plainSource, inData, source, in.data_ptr());
        inData = in.data_ptr();
    }
    void* resultData = outData;
    if (target != plainTarget) {
        result = bytes(target.get_size());
        resultData = result.data_ptr();
    }
    std::unordered_map<int, dnnl::memory> arguments{
        {DNNL_ARG_SRC, {source, processor(), inData}},
        {DNNL_ARG_WEIGHTS, {packedDesc, processor(), packed.data_ptr()}},
        {DNNL_ARG_DST, {target, processor(), resultData}}};
    if (bias.defined()) {
        arguments.emplace(DNNL_ARG_BIAS,
                          dnnl::memory(step.desc.bias_desc(), processor(), bias.data_ptr()));
    }
    step.primitive.execute(stream, arguments);
    if (target != plainTarget) {
        reorder(target, resultData, plainTarget, outData);
    }
    stream.wait();
}

namespace {

bool packable(const at::Tensor& x, const at::Tensor& weight)
{
    const bool known = x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16;
    // Weights in another precision are converted: see Weights::keepStored.
    return known && weight.scalar_type() != at::kDouble && x.device().is_cpu() && weight.device().is_cpu() &&
           weight.is_contiguous() && !x.requires_grad() && !weight.requires_grad() && x.numel() > 0;
}

} // namespace

at::Tensor PackedConv::tryRun(const at::Tensor& input, const at::Tensor& weight,
                              const at::Tensor& bias, const ConvGeometry& geometry,
                              const RunContext& context)
{
    if (m_refused || !packable(input, weight)) {
        return {};
    }
    if (!m_impl) {
        m_impl = std::make_unique<Impl>();
    }
    Impl& impl = *m_impl;
    const std::uint32_t version = versionOf(weight);
    if (!impl.weight.is_same(weight) || impl.version != version ||
        impl.dtype != input.scalar_type()) {
        impl.drop();
        impl.dtype = input.scalar_type();
        impl.weight = weight;
        impl.version = version;
        impl.bias = bias;
        impl.geometry = geometry;
    }

    const at::Tensor x = input.stride(3) == 1 ? input : input.contiguous();
    const std::int64_t B = x.size(0), k = weight.size(2);
    const std::int64_t rows = (x.size(2) + 2 * geometry.padding - k) / geometry.stride + 1;
    const std::int64_t columns = (x.size(3) + 2 * geometry.padding - k) / geometry.stride + 1;
    const double flops =
        2.0 * static_cast<double>(rows * columns) * static_cast<double>(weight.numel());
    const auto images =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(kPieceFlops / flops), 1, B);
    const auto bands =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(flops / kPieceFlops) + 1, 1, rows);
    const std::int64_t bandRows = (rows + bands - 1) / bands;
    at::Tensor out = at::empty({B, weight.size(0), rows, columns}, x.options());
    try {
        for (std::int64_t image = 0; image < B; image += images) {
            for (std::int64_t first = 0; first < rows; first += bandRows) {
                context.checkpoint();
                Piece piece;
                piece.images = std::min(images, B - image);
                piece.rowsOut = std::min(bandRows, rows - first);
                const std::int64_t top = first * geometry.stride - geometry.padding;
                const std::int64_t bottom = top + (piece.rowsOut - 1) * geometry.stride + k;
                const std::int64_t from = std::max<std::int64_t>(top, 0);
                const std::int64_t to = std::min(bottom, x.size(2));
                piece.above = from - top;
                piece.below = bottom - to;
                piece.rowsIn = to - from;
                const auto& desc = impl.stepFor(piece, x.size(3), columns).desc;
                if (isPlainLoop(desc) || !impl.pack(desc.weights_desc())) {
                    m_refused = true;
                    return {};
                }
                impl.run(piece, x, out, image, from, first);
            }
        }
    } catch (const dnnl::error&) { // no such convolution here: libtorch has others
        m_refused = true;
        return {};
    }
    return out;
}

#else // without oneDNN's headers

struct PackedConv::Impl {};

at::Tensor PackedConv::tryRun(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                              const ConvGeometry&, const RunContext&)
{
    m_refused = true;
    return {};
}

#endif

PackedConv::PackedConv() = default;
PackedConv::~PackedConv() = default;

} // namespace diffusion
