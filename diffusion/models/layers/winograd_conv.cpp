// Letters: B batch, I O channels in and out, H W rows and columns, m side of a tile, A = m + 2,
// T tiles of a band, P = A * A places of a transformed tile.

#include "diffusion/models/layers/winograd_conv.h"

#include <algorithm>
#include <array>
#include <vector>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/layers/packing.h"

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

/// G of G g G^T, the transform of a filter.
std::vector<std::array<double, 3>> filterTransform(int m)
{
    if (m == 2) {
        return {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};
    }
    return {{1.0 / 4, 0, 0},
            {-1.0 / 6, -1.0 / 6, -1.0 / 6},
            {-1.0 / 6, 1.0 / 6, -1.0 / 6},
            {1.0 / 24, 1.0 / 12, 1.0 / 6},
            {1.0 / 24, -1.0 / 12, 1.0 / 6},
            {0, 0, 1}};
}

/// Filter g (9 numbers) -> its P transformed numbers.
void transformFilter(const std::vector<std::array<double, 3>>& G, const float* g, float* out)
{
    const std::size_t A = G.size();
    for (std::size_t i = 0; i < A; ++i) {
        std::array<double, 3> row{};
        for (std::size_t j = 0; j < 3; ++j) {
            row[j] = G[i][0] * g[j] + G[i][1] * g[3 + j] + G[i][2] * g[6 + j];
        }
        for (std::size_t j = 0; j < A; ++j) {
            out[i * A + j] =
                static_cast<float>(row[0] * G[j][0] + row[1] * G[j][1] + row[2] * G[j][2]);
        }
    }
}

bool suits(const at::Tensor& x, const at::Tensor& weight)
{
    constexpr std::int64_t kFewChannels = 16, kSmallMap = 8;
    return x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat &&
           x.device().is_cpu() && weight.device().is_cpu() && weight.is_contiguous() &&
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
    at::Tensor weight; ///< (O, I, 3, 3), as last transformed
    at::Tensor bias;   ///< padded (O), undefined without one
    std::uint32_t version = 0;
    at::Tensor givenBias; ///< (O), what `bias` is a copy of
    std::uint32_t biasVersion = 0;
    int m = 0;              ///< of `packed`
    at::Tensor packed;      ///< (P, floats of one place)
    std::int64_t taken = 0; ///< bytes of the budget

    ~Impl() { drop(); }

    void drop()
    {
        giveBackPackMemory(taken);
        taken = 0;
        packed = at::Tensor();
    }

    void copyBias(const at::Tensor& given);
    bool transform(int side);
    [[nodiscard]] TileRow tileRow(const at::Tensor& x, std::int64_t row, std::int64_t tile,
                                  std::int64_t channel) const;
    void gather(const at::Tensor& x, std::int64_t firstRow, std::int64_t rows, float* tiles) const;
    void scatter(const float* tiles, at::Tensor& out, std::int64_t firstRow,
                 std::int64_t rows) const;
    void multiply(const float* tiles, float* products, std::int64_t tileCount) const;
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

/// False without memory for it.
bool WinogradConv::Impl::transform(int side)
{
    // Small maps come with large weights that gain least: something is left for the others.
    constexpr std::int64_t kReserve = std::int64_t(1) << 30;
    if (packed.defined() && m == side) {
        return true;
    }
    drop();
    const MatrixKernel& kernel = matrixKernel();
    const std::int64_t O = weight.size(0), I = weight.size(1), P = (side + 2) * (side + 2);
    const std::int64_t each = kernel.packedFloats(I, O);
    const std::int64_t bytes = P * each * static_cast<std::int64_t>(sizeof(float));
    if (!takePackMemory(bytes, side == 2 ? kReserve : 0)) {
        return false;
    }
    taken = bytes;
    m = side;
    packed = at::empty({P, each}, weight.options());
    const auto G = filterTransform(side);
    const float* filters = weight.data_ptr<float>();
    float* target = packed.data_ptr<float>();
    at::parallel_for(0, ceilDiv(O, kernel.panel), 1, [&](std::int64_t first, std::int64_t last) {
        std::vector<float> places(static_cast<std::size_t>(P));
        std::vector<float> rows(static_cast<std::size_t>(P * kernel.panel * I), 0.0F);
        for (std::int64_t panel = first; panel < last; ++panel) {
            const std::int64_t count =
                std::min<std::int64_t>(kernel.panel, O - panel * kernel.panel);
            for (std::int64_t o = 0; o < count; ++o) {
                for (std::int64_t i = 0; i < I; ++i) {
                    transformFilter(G, filters + ((panel * kernel.panel + o) * I + i) * 9,
                                    places.data());
                    for (std::int64_t p = 0; p < P; ++p) {
                        rows[static_cast<std::size_t>((p * kernel.panel + o) * I + i)] =
                            places[static_cast<std::size_t>(p)];
                    }
                }
            }
            for (std::int64_t p = 0; p < P; ++p) {
                kernel.pack({rows.data() + p * kernel.panel * I, I}, I, count,
                            target + p * each + panel * kernel.panel * I);
            }
        }
    });
    return true;
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
    const std::int64_t O = weight.size(0), I = weight.size(1), P = packed.size(0);
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
    if (m_refused || !suits(input, weight)) {
        return {};
    }
    if (!m_impl) {
        m_impl = std::make_unique<Impl>();
    }
    Impl& impl = *m_impl;
    if (!impl.weight.is_same(weight) || impl.version != versionOf(weight)) {
        impl.drop();
        impl.weight = weight;
        impl.version = versionOf(weight);
    }
    impl.copyBias(bias);
    if (!impl.transform(winogradTile(input.size(2), input.size(3)))) {
        m_refused = true;
        return {};
    }

    // Bands of tile rows: their transformed numbers stay in a cache, unless the weights are so
    // large that going through them less often counts for more.
    constexpr std::int64_t kLeast = 1 << 20, kMost = 4 << 20, kLight = 1 << 20;
    const std::int64_t bandFloats = std::clamp(2 * impl.packed.numel(), kLeast, kMost);
    const at::Tensor x = input.contiguous();
    const std::int64_t O = weight.size(0), I = weight.size(1), P = impl.packed.size(0);
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
        impl.multiply(band.tiles.data_ptr<float>(), band.products.data_ptr<float>(), rows * across);
        impl.scatter(band.products.data_ptr<float>(), out, row, rows);
    };
    const auto makeBand = [&] {
        return Band{at::empty({P * placeStride(atOnce * across, I)}, x.options()),
                    at::empty({P * placeStride(atOnce * across, O)}, x.options())};
    };
    if (impl.packed.numel() > kLight) { // all threads at one band, which needs the weights once
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
