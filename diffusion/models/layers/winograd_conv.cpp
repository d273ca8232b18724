// Letters: B batch, I O channels in and out, H W rows and columns, m side of a tile, A = m + 2,
// T tiles of a band, P = A * A places of a transformed tile.

#include "diffusion/models/layers/winograd_conv.h"

#include <algorithm>
#include <vector>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/layers/winograd_filters.h"

namespace diffusion {
namespace {

using kernels::MatrixKernel;
using kernels::matrixKernel;
using kernels::TileRow;

/// Numbers that lie between two tiles or rows of channels, so that whole vectors can be written.
std::int64_t padded(std::int64_t channels)
{
    constexpr std::int64_t kLargestVector = 16;
    return ceilDiv(channels, kLargestVector) * kLargestVector;
}

/// Numbers between two places of `tiles` tiles. Not a power of two: all places of a tile are used
/// at once, and would fall into the same few lines of the cache.
std::int64_t placeStride(std::int64_t tiles, std::int64_t channels)
{
    constexpr std::int64_t kCacheLine = 16;
    return tiles * padded(channels) + kCacheLine;
}

bool suits(const at::Tensor& x, const at::Tensor& weight)
{
    return x.scalar_type() == at::kFloat && x.device().is_cpu() && WeightRows::canRead(weight) &&
           !x.requires_grad() && !weight.requires_grad() && weight.size(2) == 3 &&
           weight.size(3) == 3 && std::min(weight.size(0), weight.size(1)) >= kFewChannels &&
           std::min(x.size(2), x.size(3)) >= kSmallMap && x.numel() > 0;
}

} // namespace

int winogradTile(std::int64_t height, std::int64_t width)
{
    constexpr std::int64_t kLarge = 24 * 24;
    return height * width >= kLarge ? 4 : 2;
}

struct WinogradConv::Impl {
    at::Tensor weight; ///< (O, I, 3, 3), as last seen
    at::Tensor bias;   ///< padded (O), undefined without one
    std::uint32_t version = 0;
    at::Tensor givenBias; ///< (O), what `bias` is a copy of
    std::uint32_t biasVersion = 0;
    int m = 0;
    KeptFilters filters;
    bool keeps = false; ///< whether `filters` has any

    void copyBias(const at::Tensor& given);
    [[nodiscard]] std::int64_t places() const { return (m + 2) * (m + 2); }
    [[nodiscard]] TileRow tileRow(const at::Tensor& x, std::int64_t row, std::int64_t tile,
                                  std::int64_t channel) const;
    void gather(const at::Tensor& x, std::int64_t firstRow, std::int64_t rows, float* tiles) const;
    void scatter(const float* tiles, at::Tensor& out, std::int64_t firstRow,
                 std::int64_t rows) const;
    void multiply(const float* tiles, float* products, std::int64_t tileCount) const;
    void multiplyAnew(const float* tiles, float* products, std::int64_t tileCount) const;
};

void WinogradConv::Impl::copyBias(const at::Tensor& given)
{
    if (givenBias.is_same(given) && biasVersion == versionOf(given)) {
        return;
    }
    givenBias = given;
    biasVersion = versionOf(given);
    bias = at::Tensor();
    if (given.defined()) {
        bias = at::zeros({padded(given.size(0))}, given.options());
        bias.narrow(0, 0, given.size(0)).copy_(given);
    }
}

/// Rows of tiles are counted through all images.
TileRow WinogradConv::Impl::tileRow(const at::Tensor& x, std::int64_t row, std::int64_t tile,
                                    std::int64_t channel) const
{
    TileRow t;
    t.height = x.size(2);
    t.width = x.size(3);
    t.top = row % ceilDiv(t.height, m) * m;
    t.left = tile * m;
    t.tiles = std::min<std::int64_t>(matrixKernel().tiles, ceilDiv(t.width, m) - tile);
    t.channels = std::min<std::int64_t>(matrixKernel().channels, x.size(1) - channel);
    t.plane = t.height * t.width;
    t.tileStride = padded(x.size(1));
    return t;
}

void WinogradConv::Impl::gather(const at::Tensor& x, std::int64_t firstRow, std::int64_t rows,
                                float* tiles) const
{
    const MatrixKernel& kernel = matrixKernel();
    const auto transform = m == 2 ? kernel.gather2 : kernel.gather4;
    const std::int64_t down = ceilDiv(x.size(2), m), across = ceilDiv(x.size(3), m);
    const std::int64_t blocks = ceilDiv(x.size(1), kernel.channels);
    at::parallel_for(0, blocks * rows, 1, [&](std::int64_t first, std::int64_t last) {
        std::vector<float> scratch(static_cast<std::size_t>(kernel.scratch));
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t row = task / blocks, channel = task % blocks * kernel.channels;
            const float* picture =
                x.data_ptr<float>() + (firstRow + row) / down * x.stride(0) + channel * x.stride(1);
            for (std::int64_t tile = 0; tile < across; tile += kernel.tiles) {
                TileRow t = tileRow(x, firstRow + row, tile, channel);
                t.top -= 1; // the zeros round the picture
                t.left -= 1;
                t.placeStride = placeStride(rows * across, x.size(1));
                transform(t, picture, tiles + (row * across + tile) * t.tileStride + channel,
                          scratch.data());
            }
        }
    });
}

void WinogradConv::Impl::scatter(const float* tiles, at::Tensor& out, std::int64_t firstRow,
                                 std::int64_t rows) const
{
    const MatrixKernel& kernel = matrixKernel();
    const auto transform = m == 2 ? kernel.scatter2 : kernel.scatter4;
    const std::int64_t down = ceilDiv(out.size(2), m), across = ceilDiv(out.size(3), m);
    const std::int64_t blocks = ceilDiv(out.size(1), kernel.channels);
    at::parallel_for(0, blocks * rows, 1, [&](std::int64_t first, std::int64_t last) {
        std::vector<float> scratch(static_cast<std::size_t>(kernel.scratch));
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t row = task / blocks, channel = task % blocks * kernel.channels;
            float* picture = out.data_ptr<float>() + (firstRow + row) / down * out.stride(0) +
                             channel * out.stride(1);
            for (std::int64_t tile = 0; tile < across; tile += kernel.tiles) {
                TileRow t = tileRow(out, firstRow + row, tile, channel);
                t.placeStride = placeStride(rows * across, out.size(1));
                transform(t, tiles + (row * across + tile) * t.tileStride + channel,
                          bias.defined() ? bias.data_ptr<float>() + channel : nullptr, picture,
                          scratch.data());
            }
        }
    });
}

void WinogradConv::Impl::multiply(const float* tiles, float* products, std::int64_t tileCount) const
{
    constexpr std::int64_t kRows = 96; // of tiles and so many columns: both in the second cache
    const MatrixKernel& kernel = matrixKernel();
    const at::Tensor& packed = filters.packed();
    const std::int64_t O = weight.size(0), I = weight.size(1), P = places();
    const std::int64_t strideIn = padded(I), strideOut = padded(O);
    const std::int64_t columns = 16 * kernel.panel;
    const std::int64_t across = ceilDiv(O, columns), down = ceilDiv(tileCount, kRows);
    at::parallel_for(0, P * across, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t place = task / across, from = task % across * columns;
            for (std::int64_t block = 0; block < down; ++block) {
                const std::int64_t row = block * kRows;
                kernels::Product product;
                product.a = {tiles + place * placeStride(tileCount, I) + row * strideIn, strideIn};
                product.rows = std::min(kRows, tileCount - block * kRows);
                product.depth = I;
                product.packed = packed.data_ptr<float>() + place * packed.size(1) + from * I;
                product.columns = std::min(columns, O - from);
                product.c = products + place * placeStride(tileCount, O) + row * strideOut + from;
                product.cStride = strideOut;
                kernel.multiply(product);
            }
        }
    });
}

/// The same without kept filters: each thread transforms those of a few outputs and inputs at a
/// time, as many as its caches hold, and is done with them before it goes on.
void WinogradConv::Impl::multiplyAnew(const float* tiles, float* products,
                                      std::int64_t tileCount) const
{
    constexpr std::int64_t kRows = 96, kInputs = 256, kFloats = 640 << 10;
    const MatrixKernel& kernel = matrixKernel();
    const std::int64_t O = weight.size(0), I = weight.size(1), P = places();
    const std::int64_t strideIn = padded(I), strideOut = padded(O);
    const std::int64_t columns = columnsAtOnce(O, kernel.panel, kFloats / (kInputs * P));
    const WeightRows rows(weight);
    at::parallel_for(0, ceilDiv(O, columns), 1, [&](std::int64_t first, std::int64_t last) {
        const at::Tensor buffer =
            at::empty({P * kInputs * columns}, at::TensorOptions().dtype(at::kFloat));
        float* packed = buffer.data_ptr<float>();
        for (std::int64_t task = first * ceilDiv(I, kInputs); task < last * ceilDiv(I, kInputs);
             ++task) {
            const std::int64_t output = task / ceilDiv(I, kInputs) * columns;
            const std::int64_t input = task % ceilDiv(I, kInputs) * kInputs;
            const std::int64_t outputs = std::min(columns, O - output);
            const std::int64_t inputs = std::min(kInputs, I - input);
            const std::int64_t placeFloats = kernel.packedFloats(inputs, columns);
            for (std::int64_t at = 0; at < outputs; at += kernel.panel) {
                transformPanel(rows, m,
                               {output + at, std::min<std::int64_t>(kernel.panel, outputs - at),
                                input, inputs},
                               packed + at * inputs, placeFloats);
            }
            for (std::int64_t place = 0; place < P; ++place) {
                for (std::int64_t row = 0; row < tileCount; row += kRows) {
                    kernels::Product product;
                    product.a = {tiles + place * placeStride(tileCount, I) + row * strideIn + input,
                                 strideIn};
                    product.rows = std::min(kRows, tileCount - row);
                    product.depth = inputs;
                    product.packed = packed + place * placeFloats;
                    product.columns = outputs;
                    product.c =
                        products + place * placeStride(tileCount, O) + row * strideOut + output;
                    product.cStride = strideOut;
                    product.adds = input > 0;
                    kernel.multiply(product);
                }
            }
        }
    });
}

namespace {

/// Transformed tiles and products of some rows of tiles.
struct Band {
    at::Tensor tiles;
    at::Tensor products;
};

} // namespace

at::Tensor WinogradConv::tryRun(const at::Tensor& input, const at::Tensor& weight,
                                const at::Tensor& bias, const RunContext& context)
{
    if (!suits(input, weight)) {
        return {};
    }
    if (!m_impl) {
        m_impl = std::make_unique<Impl>();
    }
    Impl& impl = *m_impl;
    if (!impl.weight.is_same(weight) || impl.version != versionOf(weight)) {
        impl.filters.drop();
        impl.weight = weight;
        impl.version = versionOf(weight);
    }
    impl.copyBias(bias);
    impl.m = winogradTile(input.size(2), input.size(3));
    impl.keeps = impl.filters.keep(weight, impl.m);

    // Bands of tile rows: their transformed numbers stay in a cache, unless the weights are so
    // large that going through them less often counts for more.
    constexpr std::int64_t kLeast = 1 << 20, kMost = 4 << 20, kLight = 1 << 20, kAnew = 12 << 20;
    const std::int64_t O = weight.size(0), I = weight.size(1), P = impl.places();
    const std::int64_t filterFloats = P * matrixKernel().packedFloats(I, O);
    const std::int64_t bandFloats =
        impl.keeps ? std::clamp(2 * filterFloats, kLeast, kMost) : kAnew;
    const at::Tensor x = input.contiguous();
    const std::int64_t down = ceilDiv(x.size(2), impl.m), across = ceilDiv(x.size(3), impl.m);
    const std::int64_t floatsOfRow = P * across * (padded(I) + padded(O));
    const double flopsOfRow = 2.0 * static_cast<double>(P * across * I * O);
    const std::int64_t all = x.size(0) * down, threads = at::get_num_threads();
    std::int64_t atOnce = std::clamp<std::int64_t>(
        std::min(bandFloats / floatsOfRow, static_cast<std::int64_t>(kPieceFlops / flopsOfRow)), 1,
        all);
    at::Tensor out = at::empty({x.size(0), O, x.size(2), x.size(3)}, x.options());
    const auto runBand = [&](std::int64_t row, std::int64_t rows, const Band& band) {
        impl.gather(x, row, rows, band.tiles.data_ptr<float>());
        float *tiles = band.tiles.data_ptr<float>(), *products = band.products.data_ptr<float>();
        impl.keeps ? impl.multiply(tiles, products, rows * across)
                   : impl.multiplyAnew(tiles, products, rows * across);
        impl.scatter(band.products.data_ptr<float>(), out, row, rows);
    };
    const auto makeBand = [&] {
        return Band{at::empty({P * placeStride(atOnce * across, I)}, x.options()),
                    at::empty({P * placeStride(atOnce * across, O)}, x.options())};
    };
    if (filterFloats > kLight ||
        !impl.keeps) { // all threads at one band: the weights are read once
        const Band band = makeBand();
        for (std::int64_t row = 0; row < all; row += atOnce) {
            context.checkpoint();
            runBand(row, std::min(atOnce, all - row), band);
        }
        return out;
    }
    atOnce = std::min(atOnce, ceilDiv(all, threads)); // each thread at bands of its own
    const std::int64_t bands = ceilDiv(all, atOnce);
    const double flops = flopsOfRow * static_cast<double>(atOnce);
    const auto perRound = std::max(threads, static_cast<std::int64_t>(kPieceFlops / flops));
    for (std::int64_t start = 0; start < bands; start += perRound) {
        context.checkpoint();
        at::parallel_for(start, std::min(bands, start + perRound), 1,
                         [&](std::int64_t first, std::int64_t last) {
                             const Band band = makeBand();
                             for (std::int64_t i = first; i < last; ++i) {
                                 runBand(i * atOnce, std::min(atOnce, all - i * atOnce), band);
                             }
                         });
    }
    return out;
}

WinogradConv::WinogradConv() = default;
WinogradConv::~WinogradConv() = default;

} // namespace diffusion
