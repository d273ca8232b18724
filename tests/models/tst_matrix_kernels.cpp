#include <cmath>

#include <QTest>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/kernels/matrix_kernel.h"
#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/layers/matrix_product.h"
#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/layers/winograd_conv.h"

using namespace diffusion;
using kernels::MatrixKernel;

namespace {

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

std::vector<std::pair<const char*, const MatrixKernel*>> kernelsThatRunHere()
{
    std::vector<std::pair<const char*, const MatrixKernel*>> out{
        {"plain", &kernels::plainMatrixKernel()}};
#if defined(__x86_64__)
    if (kernels::instructionSet() != kernels::InstructionSet::Plain) {
        out.emplace_back("AVX2", &kernels::avx2MatrixKernel());
    }
    if (kernels::instructionSet() == kernels::InstructionSet::Avx512) {
        out.emplace_back("AVX-512", &kernels::avx512MatrixKernel());
    }
#endif
    return out;
}

/// The transform of the filter that is 1 in the middle: it must give the picture back.
std::vector<float> middleFilter(int m)
{
    const std::vector<double> middle =
        m == 2 ? std::vector<double>{0, 0.5, -0.5, 0}
               : std::vector<double>{0, -1.0 / 6, 1.0 / 6, 1.0 / 12, -1.0 / 12, 0};
    std::vector<float> out;
    for (const double a : middle) {
        for (const double b : middle) {
            out.push_back(static_cast<float>(a * b));
        }
    }
    return out;
}

} // namespace

class TestMatrixKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(2);
        at::manual_seed(1);
    }

    void everyKernelMultiplies_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("columns");
        QTest::newRow("one of each") << 1 << 1 << 1;
        QTest::newRow("whole panels") << 24 << 64 << 64;
        QTest::newRow("rows and columns left over") << 29 << 33 << 45;
        QTest::newRow("deeper than one pass") << 13 << 700 << 17;
    }
    void everyKernelMultiplies()
    {
        QFETCH(int, rows);
        QFETCH(int, depth);
        QFETCH(int, columns);
        const at::Tensor a = at::randn({rows, depth}), b = at::randn({columns, depth});
        const at::Tensor bias = at::randn({columns}), before = at::randn({rows, columns});
        const at::Tensor wanted = at::matmul(a.to(at::kDouble), b.to(at::kDouble).t());
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            std::vector<float> packed(
                static_cast<std::size_t>(kernel->packedFloats(depth, columns)));
            kernel->pack({b.data_ptr<float>(), depth}, depth, columns, packed.data());
            at::Tensor c = before.clone();
            kernels::Product product;
            product.a = {a.data_ptr<float>(), depth};
            product.rows = rows;
            product.depth = depth;
            product.packed = packed.data();
            product.columns = columns;
            product.c = c.data_ptr<float>();
            product.cStride = columns;
            const double tolerance = 2e-6 * std::sqrt(depth) * 4;
            kernel->multiply(product);
            QVERIFY2(distance(c, wanted) < tolerance, name);
            product.bias = bias.data_ptr<float>();
            kernel->multiply(product);
            QVERIFY2(distance(c, wanted + bias) < tolerance, name);
            product.bias = nullptr;
            product.adds = true;
            c.copy_(before);
            kernel->multiply(product);
            QVERIFY2(distance(c, wanted + before) < tolerance, name);
        }
    }

    void tilesOfAPictureGiveItBack_data()
    {
        QTest::addColumn<int>("m");
        QTest::newRow("2 x 2") << 2;
        QTest::newRow("4 x 4") << 4;
    }
    void tilesOfAPictureGiveItBack()
    {
        QFETCH(int, m);
        constexpr int kChannels = 5, kHeight = 7, kWidth = 10, kStride = 16;
        const int across = (kWidth + m - 1) / m, places = (m + 2) * (m + 2);
        const at::Tensor picture = at::randn({kChannels, kHeight, kWidth});
        const at::Tensor bias = at::zeros({kStride});
        const std::vector<float> filter = middleFilter(m);
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            QVERIFY(kernel->channels >= kChannels);
            at::Tensor out = at::full({kChannels, kHeight, kWidth}, 99.0);
            std::vector<float> scratch(static_cast<std::size_t>(kernel->scratch));
            std::vector<float> tiles(static_cast<std::size_t>(places * across * kStride));
            for (int top = 0; top < kHeight; top += m) {
                kernels::TileRow t{kHeight,         kWidth,    top - 1,          -1,
                                   across,          kChannels, kHeight * kWidth, kStride,
                                   across * kStride};
                (m == 2 ? kernel->gather2 : kernel->gather4)(t, picture.data_ptr<float>(),
                                                             tiles.data(), scratch.data());
                for (std::size_t i = 0; i < tiles.size(); ++i) {
                    tiles[i] *= filter[i / static_cast<std::size_t>(across * kStride)];
                }
                t.top = top;
                t.left = 0;
                (m == 2 ? kernel->scatter2 : kernel->scatter4)(
                    t, tiles.data(), bias.data_ptr<float>(), out.data_ptr<float>(), scratch.data());
            }
            QVERIFY2(distance(out, picture) < 1e-5, name);
        }
    }

    void filtersAreTransformedAsWritten_data()
    {
        QTest::addColumn<int>("m");
        QTest::newRow("2 x 2") << 2;
        QTest::newRow("4 x 4") << 4;
    }
    void filtersAreTransformedAsWritten()
    {
        QFETCH(int, m);
        // Lavin and Gray 2015, section 4: G of F(2 x 2, 3 x 3) and of F(4 x 4, 3 x 3).
        const at::Tensor G =
            m == 2 ? at::tensor({1.0, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.0, 0.0, 1.0})
                         .view({4, 3})
                   : (at::tensor({6.0, 0.0, 0.0, -4.0, -4.0, -4.0, -4.0, 4.0, -4.0, 1.0, 2.0, 4.0,
                                  1.0, -2.0, 4.0, 0.0, 0.0, 24.0})
                          .view({6, 3}) /
                      24.0);
        constexpr int kInputs = 21;
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            for (const std::ptrdiff_t outputs : {kernel->panel, kernel->panel - 3}) {
                const at::Tensor filters = at::randn({outputs, kInputs, 3, 3});
                const std::ptrdiff_t each = kernel->panel * kInputs;
                at::Tensor packed = at::full({(m + 2) * (m + 2), kInputs, kernel->panel}, 99.0F);
                (m == 2 ? kernel->filters2 : kernel->filters4)(
                    {filters.data_ptr<float>(), kInputs * 9, outputs, kInputs},
                    packed.data_ptr<float>(), each);
                const at::Tensor wanted =
                    at::matmul(at::matmul(G, filters.to(at::kDouble)), G.t()).flatten(2);
                QVERIFY2(distance(packed.narrow(2, 0, outputs), wanted.permute({2, 1, 0})) < 2e-6,
                         name);
                QVERIFY2(
                    packed.narrow(2, outputs, kernel->panel - outputs).abs().sum().item<float>() ==
                        0.0F,
                    name);
            }
        }
    }

    void narrowFloatsAreWidenedExactly()
    {
        std::vector<std::uint16_t> all(1 << 16);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = static_cast<std::uint16_t>(i);
        }
        const auto count = static_cast<std::int64_t>(all.size());
        const at::Tensor bits = at::from_blob(all.data(), {count}, at::kShort);
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            for (const at::ScalarType type : {at::kHalf, at::kBFloat16}) {
                const at::Tensor wanted = bits.view(type).to(at::kFloat);
                at::Tensor wide = at::empty({count});
                (type == at::kHalf ? kernel->widenHalf : kernel->widenBfloat16)(
                    all.data(), count, wide.data_ptr<float>());
                const at::Tensor number = wanted.eq(wanted); // the others have many forms
                QVERIFY2(at::equal(wide.index({number}).view(at::kInt),
                                   wanted.index({number}).view(at::kInt)),
                         name);
                QVERIFY2(at::equal(wide.eq(wide), number), name);
            }
        }
    }

    void convolutionsEqualThoseInDoublePrecision_data()
    {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("small maps, odd sizes") << 17 << 19 << 1 << 9 << 13;
        QTest::newRow("small maps of a batch") << 64 << 48 << 3 << 8 << 8;
        QTest::newRow("large maps, odd sizes") << 33 << 50 << 2 << 33 << 29;
        QTest::newRow("more tiles across than fit at once") << 20 << 16 << 1 << 10 << 150;
        QTest::newRow("several bands") << 64 << 64 << 1 << 250 << 250;
    }
    void convolutionsEqualThoseInDoublePrecision()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, batch);
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = at::randn({batch, in, height, width});
        const at::Tensor weight = at::randn({out, in, 3, 3}) / std::sqrt(9.0 * in);
        const at::Tensor bias = at::randn({out});
        const at::Tensor wanted =
            at::conv2d(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble), 1, 1);
        WinogradConv conv;
        const at::Tensor result = conv.tryRun(x, weight, bias, RunContext{});
        QVERIFY(result.defined());
        QVERIFY(result.sizes() == wanted.sizes());
        // Results are of the order 1. Rounding: the transforms of 4 x 4 tiles multiply by up to 8
        // and 5, so the worst of many thousands is some hundred units in the last place.
        QVERIFY2(distance(result, wanted) < 8e-5, "largest error");
        QVERIFY2((result - wanted).square().mean().sqrt().item<double>() < 5e-6, "mean error");
        QVERIFY2(at::equal(conv.tryRun(x, weight, bias, RunContext{}), result), "the same again");
    }

    void filtersMadeAnewForEachRunGiveTheSame_data()
    {
        convolutionsEqualThoseInDoublePrecision_data();
        QTest::newRow("more inputs than are transformed at once") << 600 << 40 << 2 << 16 << 16;
        QTest::newRow("the same on a large map") << 300 << 200 << 1 << 24 << 24;
    }
    void filtersMadeAnewForEachRunGiveTheSame()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, batch);
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = at::randn({batch, in, height, width});
        const at::Tensor weight = (at::randn({out, in, 3, 3}) / std::sqrt(9.0 * in)).to(at::kHalf);
        const at::Tensor bias = at::randn({out});
        at::Tensor kept, narrow;
        {
            WinogradConv conv, other;
            kept = conv.tryRun(x, weight.to(at::kFloat), bias, RunContext{});
            narrow = other.tryRun(x, weight, bias, RunContext{});
        }
        QVERIFY(takeTransformMemory(transformMemory())); // that is all
        WinogradConv conv, other;
        const at::Tensor anew = conv.tryRun(x, weight.to(at::kFloat), bias, RunContext{});
        const at::Tensor narrowAnew = other.tryRun(x, weight, bias, RunContext{});
        giveBackTransformMemory(transformMemory());
        QVERIFY(at::equal(kept, anew));
        QVERIFY(at::equal(kept, narrow));
        QVERIFY(at::equal(kept, narrowAnew));
    }

    void changedWeightsAndBiasesAreTakenAnew()
    {
        const at::Tensor x = at::randn({1, 32, 16, 16});
        at::Tensor weight = at::randn({32, 32, 3, 3}) / 17.0;
        WinogradConv conv;
        const at::Tensor before = conv.tryRun(x, weight, {}, RunContext{});
        weight.mul_(2.0);
        QVERIFY(distance(conv.tryRun(x, weight, {}, RunContext{}), 2.0 * before) < 1e-5);
        at::Tensor bias = at::ones({32});
        QVERIFY(distance(conv.tryRun(x, weight, bias, RunContext{}), 2.0 * before + 1.0) < 1e-5);
        bias.mul_(3.0);
        QVERIFY(distance(conv.tryRun(x, weight, bias, RunContext{}), 2.0 * before + 3.0) < 1e-5);
    }

    void otherConvolutionsAreLeftAlone()
    {
        WinogradConv conv;
        const at::Tensor x = at::randn({1, 32, 16, 16});
        const auto refuses = [&](const at::Tensor& input, const at::Tensor& weight) {
            return !conv.tryRun(input, weight, {}, RunContext{}).defined();
        };
        QVERIFY(refuses(x, at::randn({32, 32, 1, 1})));
        QVERIFY(refuses(x, at::randn({4, 32, 3, 3})));
        QVERIFY(refuses(at::randn({1, 32, 4, 4}), at::randn({32, 32, 3, 3})));
        QVERIFY(refuses(x.to(at::kBFloat16), at::randn({32, 32, 3, 3}).to(at::kBFloat16)));
        QVERIFY(refuses(x.clone().requires_grad_(true), at::randn({32, 32, 3, 3})));
    }

    void convolutionsAndProductsStopWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const RunContext context{stop.get_token()};
        WinogradConv conv;
        const at::Tensor x = at::randn({1, 32, 16, 16}), weight = at::randn({32, 32, 3, 3});
        QVERIFY_THROWS_EXCEPTION(Cancelled, static_cast<void>(conv.tryRun(x, weight, {}, context)));
        const at::Tensor rows = at::randn({64, 32}), matrix = at::randn({32, 32});
        QVERIFY_THROWS_EXCEPTION(Cancelled,
                                 static_cast<void>(linearProduct(rows, matrix, {}, context)));
    }

    void linearProductsEqualThoseInDoublePrecision()
    {
        for (const auto& [rows, in, out] :
             {std::array{30, 100, 47}, std::array{77, 768, 320}, std::array{300, 40, 1100}}) {
            const at::Tensor x = at::randn({rows, in}), weight = at::randn({out, in});
            const at::Tensor bias = at::randn({out});
            QVERIFY(linearProductFits(x, weight));
            const at::Tensor wanted = at::matmul(x.to(at::kDouble), weight.to(at::kDouble).t());
            const double tolerance = 1e-5 * std::sqrt(in);
            QVERIFY(distance(linearProduct(x, weight, bias, RunContext{}), wanted + bias) <
                    tolerance);
            QVERIFY(distance(linearProduct(x, weight, {}, RunContext{}), wanted) < tolerance);
        }
        QVERIFY(!linearProductFits(at::randn({1, 64}), at::randn({64, 64})));
    }

    void linearProductsTakeWeightsOfHalfPrecision()
    {
        for (const at::ScalarType type : {at::kHalf, at::kBFloat16}) {
            const at::Tensor weight = at::randn({47, 100}).to(type), bias = at::randn({47});
            for (const int rows : {1, 30}) {
                const at::Tensor x = at::randn({rows, 100});
                QVERIFY(linearProductFits(x, weight));
                QVERIFY(at::equal(linearProduct(x, weight, bias, RunContext{}),
                                  linearProduct(x, weight.to(at::kFloat), bias, RunContext{})));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestMatrixKernels)
#include "tst_matrix_kernels.moc"
