#include <QTest>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/blocks.h"
#include "diffusion/models/layers/layers.h"

using namespace diffusion;

namespace {

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(2);
        at::manual_seed(1);
    }

    void largeConvolutionsInPiecesEqualTheWhole_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<double>("tolerance");
        // Results are of the order 1. Winograd's tiles of 4 x 4 multiply sums by up to 8 on the
        // way.
        QTest::newRow("3x3") << 3 << 1 << 1 << 6e-5;
        QTest::newRow("3x3 stride 2") << 3 << 2 << 1 << 1e-5;
        QTest::newRow("3x3 stride 2 without padding") << 3 << 2 << 0 << 1e-5;
        QTest::newRow("1x1") << 1 << 1 << 0 << 1e-5;
    }
    void largeConvolutionsInPiecesEqualTheWhole()
    {
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(double, tolerance);
        const Conv2d conv(
            {.in = 256, .out = 256, .kernel = kernel, .stride = stride, .padding = padding},
            Weights::random(3));
        const std::int64_t side = kernel == 1 ? 250 : 91;
        const at::Tensor x = at::randn({2, 256, side, side - 3});

        const at::Tensor pieces = conv(x, RunContext{});
        const at::Tensor whole = at::conv2d(x, conv.weight, conv.bias, stride, padding);

        QVERIFY(pieces.sizes() == whole.sizes());
        QVERIFY2(distance(pieces, whole) < tolerance,
                 qPrintable(QString::number(distance(pieces, whole)) +
                            QLatin1String(", float32 rounding of 2304 products")));
    }

    void weightsKeptAsStoredGiveTheSameAsConvertedOnes_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("side");
        QTest::newRow("Winograd's way") << 3 << 1 << 24;
        QTest::newRow("stride 2") << 3 << 2 << 24;
        QTest::newRow("a small map") << 3 << 1 << 4;
        QTest::newRow("1x1") << 1 << 1 << 16;
    }
    void weightsKeptAsStoredGiveTheSameAsConvertedOnes()
    {
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, side);
        const std::int64_t width = kernel == 1 ? 400 : 128;
        const auto source = makeMapSource(
            {{"weight", (at::randn({width, width, kernel, kernel}) / 30.0).to(at::kHalf)},
             {"bias", at::randn({width})}},
            "file");
        Weights kept(source);
        kept.keepStored();
        const ConvShape shape{
            .in = width, .out = width, .kernel = kernel, .stride = stride, .padding = kernel / 2};
        const Conv2d narrow(shape, kept), plain(shape, Weights(source));
        QVERIFY(narrow.weight.scalar_type() == at::kHalf);
        at::Tensor x = at::randn({2, width, side, side});
        QVERIFY(at::equal(narrow(x, RunContext{}), plain(x, RunContext{})));
        if (kernel == 1) {
            const Linear left(width, width, Bias::Yes, kept),
                right(width, width, Bias::Yes, Weights(source));
            QVERIFY(left.weight.scalar_type() == at::kHalf);
            for (const int rows : {2, 60}) { // of few rows BLAS has another order of adding up
                const at::Tensor y = at::randn({rows, width});
                QVERIFY(distance(left(y, RunContext{}), right(y, RunContext{})) < 1e-5);
            }
        }
        x.requires_grad_(true); // what needs gradients goes through libtorch
        QVERIFY(distance(narrow(x, RunContext{}), plain(x, RunContext{})) < 1e-5);
    }

    void filtersKeptAsStoredGiveTheSameInBfloat16()
    {
        const auto source = makeMapSource(
            {{"weight", (at::randn({128, 128, 3, 3}) / 30.0).to(at::kHalf)},
             {"bias", at::randn({128})}},
            "file");
        Weights kept(source, at::kBFloat16);
        kept.keepStored();
        const ConvShape shape{.in = 128, .out = 128, .kernel = 3, .stride = 1, .padding = 1};
        const Conv2d narrow(shape, kept), plain(shape, Weights(source, at::kBFloat16));
        QVERIFY(narrow.weight.scalar_type() == at::kHalf);
        QVERIFY(plain.weight.scalar_type() == at::kBFloat16);
        const at::Tensor x = at::randn({2, 128, 24, 24}).to(at::kBFloat16);
        const at::Tensor out = narrow(x, RunContext{});
        QVERIFY(out.scalar_type() == at::kBFloat16);
        QVERIFY(at::equal(out, plain(x, RunContext{})));
        QVERIFY(at::equal(out, narrow(x, RunContext{}))); // the second time from what was packed
    }

    /// 4096 products added up in bfloat16 would be off by several per cent.
    void linearLayersInBfloat16AddUpInFloat32()
    {
        const auto source = makeMapSource(
            {{"weight", at::randn({48, 4096}) / 64.0}, {"bias", at::randn({48})}}, "file");
        const Linear layer(4096, 48, Bias::Yes, Weights(source, at::kBFloat16));
        const at::Tensor x = at::randn({20, 4096}).to(at::kBFloat16);
        const at::Tensor out = layer(x, RunContext{});
        QVERIFY(out.scalar_type() == at::kBFloat16);
        const at::Tensor expected = at::linear(x.to(at::kFloat), layer.weight.to(at::kFloat),
                                               layer.bias.to(at::kFloat));
        const double largest = expected.abs().max().item<double>();
        QVERIFY(distance(out.to(at::kFloat), expected) < largest / 256); // the last rounding
    }

    void largeLinearLayersInPiecesEqualTheWhole()
    {
        const Linear linear(768, 1024, Bias::Yes, Weights::random(3));
        const at::Tensor x = at::randn({2, 2000, 768});

        QVERIFY(distance(linear(x, RunContext{}), at::linear(x, linear.weight, linear.bias)) <
                1e-5);
    }

    void largeNormsInPiecesEqualTheWhole()
    {
        const GroupNorm norm(8, 32, 1e-6, Weights::random(3));
        norm.weight.normal_();
        norm.bias.normal_();
        const at::Tensor x = at::randn({2, 32, 300, 500}) * 3 + 5;
        const at::Tensor before = x.clone();

        const at::Tensor pieces = norm.activated(x, Activation::Silu, RunContext{});
        const at::Tensor whole = at::silu(at::group_norm(
            x.to(at::kDouble), 8, norm.weight.to(at::kDouble), norm.bias.to(at::kDouble), 1e-6));

        QVERIFY(distance(pieces, whole) < 5e-5);
        QVERIFY(at::equal(x, before));
    }

    void attentionInChunksEqualsTheDefinition_data()
    {
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("heads");
        QTest::newRow("few tokens, many heads") << 16 << 16 << 8;
        QTest::newRow("text") << 300 << 77 << 8;
        QTest::newRow("large map, one head") << 2500 << 2500 << 1;
        QTest::newRow("large map, two heads") << 1700 << 1700 << 2;
    }
    void attentionInChunksEqualsTheDefinition()
    {
        QFETCH(int, queries);
        QFETCH(int, keys);
        QFETCH(int, heads);
        const std::int64_t d = 8;
        const at::Tensor q = at::randn({2, queries, heads * d});
        const at::Tensor k = at::randn({2, keys, heads * d});
        const at::Tensor v = at::randn({2, keys, heads * d});
        const at::Tensor bias = at::randn({2, 1, 1, keys});
        AttentionOptions options;
        options.heads = heads;
        options.scale = 0.3;
        options.bias = bias;

        const at::Tensor result = attention(q, k, v, options, RunContext{});

        const auto split = [&](const at::Tensor& x) {
            return x.to(at::kDouble).view({2, -1, heads, d}).transpose(1, 2);
        };
        const at::Tensor scores = at::matmul(split(q), split(k).transpose(2, 3)) * 0.3 + bias;
        const at::Tensor expected = at::matmul(at::softmax(scores, -1), split(v))
                                        .transpose(1, 2)
                                        .reshape({2, queries, heads * d});
        QVERIFY(distance(result, expected) < 2e-6);
    }

    void gradientsOfChunkedAttentionEqualThoseOfTheDefinition()
    {
        const auto make = [](std::uint64_t seed) {
            return (Weights::random(seed).take("x.weight", {1, 2100, 8}) * 1.0).detach();
        };
        std::array<at::Tensor, 3> chunked{make(1), make(2), make(3)};
        std::array<at::Tensor, 3> whole;
        for (std::size_t i = 0; i < 3; ++i) {
            whole[i] = chunked[i].clone().set_requires_grad(true);
            chunked[i].set_requires_grad(true);
        }

        const at::Tensor a = attention(chunked[0], chunked[1], chunked[2], {}, RunContext{});
        const at::Tensor b =
            at::bmm(at::softmax(at::bmm(whole[0], whole[1].transpose(1, 2)), -1), whole[2]);
        a.pow(2).sum().backward();
        b.pow(2).sum().backward();

        for (std::size_t i = 0; i < 3; ++i) {
            const double scale = whole[i].grad().abs().max().item<double>();
            QVERIFY(scale > 0);
            QVERIFY(distance(chunked[i].grad(), whole[i].grad()) < 1e-5 * std::max(scale, 1e-3));
        }
    }

    void residualBlocksHaveGradientsForEveryParameter()
    {
        const Weights weights = Weights::random(8);
        const ResnetBlock2D block({.in = 8, .out = 16, .timeWidth = 4, .groups = 4}, weights);
        for (const auto& [name, tensor] : weights.parameters()) {
            tensor.set_requires_grad(true);
        }

        block(at::randn({1, 8, 6, 6}), at::randn({1, 4}), RunContext{}).pow(2).sum().backward();

        for (const auto& [name, tensor] : weights.parameters()) {
            QVERIFY2(tensor.grad().defined(), name.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
